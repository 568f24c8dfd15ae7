/** Builds nodes. The attributes are a closed list: nothing here can load, run or navigate. */

type Name =
  | 'class'
  | 'datetime'
  | 'dir'
  | 'disabled'
  | 'hidden'
  | 'href'
  | 'id'
  | 'label'
  | 'lang'
  | 'placeholder'
  | 'popover'
  | 'role'
  | 'rows'
  | 'selected'
  | 'start'
  | 'tabindex'
  | 'title'
  | 'type'
  | 'value'
  | `aria-${string}`
  | `data-${string}`;

export type Attributes = { readonly [N in Name]?: string | boolean | undefined };

type Child = Node | string;

/**
 * An element with attributes (`true` sets an empty one, `false` and `undefined` none) and children; those that an answer
 * may have any number of are given as a list.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (typeof value === 'string') node.setAttribute(name, value);
  }
  for (const child of children) {
    if (typeof child === 'string' || child instanceof Node) node.append(child);
    else appendAll(node, child);
  }
  return node;
}

/** Adds any number of nodes: what an answer holds may be more than a call takes arguments. */
export function appendAll(parent: Node & ParentNode, children: Iterable<Child>): void {
  for (const child of children) parent.append(child);
}

/** Makes any number of nodes the children of `parent`, whether they stand there already or not. */
export function replaceAll(parent: Node & ParentNode, children: Iterable<Child>): void {
  const fragment = document.createDocumentFragment();
  appendAll(fragment, children);
  parent.replaceChildren(fragment);
}

/** A picture for what a word beside it, or the name of its button, already says. */
export function icon(name: string): HTMLElement {
  return element('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

/** A button; `name` is what a screen reader says and what the tooltip shows. */
export function iconButton(iconName: string, name: string, onClick: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': name, title: name },
    icon(iconName),
  );
  button.addEventListener('click', onClick);
  return button;
}

/** A button with its words on it. */
export function textButton(text: string, onClick: () => void, className = 'button'): HTMLButtonElement {
  const button = element('button', { type: 'button', class: className }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** Sets the text only when it differs: an unchanged node costs no layout and keeps its selection. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Makes `wanted` the children of `parent`; nodes that are in their place already are not touched. */
export function setChildren(parent: Node, wanted: readonly Node[]): void {
  const keep = new Set(wanted);
  for (const node of [...parent.childNodes]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}
