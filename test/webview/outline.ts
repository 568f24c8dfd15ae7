// Runs in the browser. Brings what we show and what a specification expects into one form, which holds our rules: only
// https is a link, images are told in words, and no decoration of ours counts.
import MarkdownIt from 'markdown-it';

const { normalizeLink } = new MarkdownIt();
const encoded = (address: string) => normalizeLink(address);

/** The outline of what our code has painted. */
export function shownOutline(body: HTMLElement): string {
  const root = body.cloneNode(true) as HTMLElement;
  for (const group of root.querySelectorAll('.group, .hidden-character, [data-citation], .table')) unwrap(group);
  for (const block of root.querySelectorAll('.code')) {
    const pre = document.createElement('pre');
    const language = block.querySelector('.code-language')?.textContent ?? '';
    pre.setAttribute('language', language);
    pre.textContent = block.querySelector('code')?.textContent ?? '';
    block.replaceWith(pre);
  }
  for (const paragraph of root.querySelectorAll(':is(ul, ol):not(.loose) > li > p')) unwrap(paragraph);
  for (const box of root.querySelectorAll('.task')) box.replaceWith(box.classList.contains('done') ? '[x]' : '[ ]');
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a')) {
    const host = URL.parse(link.getAttribute('href') ?? '')?.host ?? '';
    link.title = link.title === host ? '' : link.title.slice(host.length + 2);
    link.setAttribute('href', encoded(link.getAttribute('href') ?? ''));
  }
  for (const refused of root.querySelectorAll('.no-link')) {
    const last = refused.lastChild;
    if (last instanceof Text)
      last.data = last.data.replace(/ \(([^()]*(?:\([^()]*\))*[^()]*)\)$/, (_, a) => ` (${encoded(a)})`);
  }
  return outline(root);
}

/** The outline of a specification's HTML, after our rules. */
export function expectedOutline(html: string): string {
  const root = new DOMParser().parseFromString(`<body>${html}`, 'text/html').body;
  for (const image of root.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    image.replaceWith(`[image: ${image.alt}] (${URL.parse(address)?.host || address.slice(0, 40)})`);
  }
  for (const code of root.querySelectorAll('pre > code')) {
    const pre = code.parentElement as HTMLElement;
    pre.setAttribute('language', code.className.replace('language-', ''));
    unwrap(code);
  }
  for (const box of root.querySelectorAll('input')) box.replaceWith(box.checked ? '[x]' : '[ ]');
  for (const cell of root.querySelectorAll('[align]')) cell.className = `align-${cell.getAttribute('align')}`;
  for (const link of root.querySelectorAll('a')) {
    const address = encoded(link.getAttribute('href') ?? '');
    const url = URL.parse(address);
    if (url?.protocol === 'https:' && url.username === '') {
      link.setAttribute('href', address);
      continue;
    }
    const words = encoded(link.textContent ?? '');
    const refused = document.createElement('span');
    refused.title = link.title;
    refused.append(...link.childNodes);
    // What www. stands for is no address that its words would hide.
    const saysSo = [words, `mailto:${words}`, `http://${words}`].includes(address);
    if (address !== '' && !saysSo) refused.append(` (${address})`);
    link.replaceWith(refused);
  }
  return outline(root);
}

const attributes = ['href', 'title', 'start', 'language'];

function outline(node: Node): string {
  node.normalize();
  const parts = [...node.childNodes].map((child) => {
    if (child instanceof Text) return child.data;
    if (!(child instanceof Element)) return '';
    const values = attributes.map((name) => [name, child.getAttribute(name)] as const).filter(([, value]) => value);
    const aligned = /align-\w+/.exec(child.className)?.[0] ?? '';
    const tag = child.tagName.toLowerCase();
    // A refused link is its words.
    if (tag === 'span' && values.length === 0) return outline(child);
    return `<${tag} ${aligned}${values.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' ')}>${outline(child)}</>`;
  });
  const text = parts.join('');
  // White space between blocks is the specification's layout, not its content.
  return isFlow(node)
    ? text
        .replace(/\s*(<(?:p|h\d|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|th|td) )/g, '$1')
        .replace(/(<\/>)\s+/g, (all, end) => (keepsSpace(node) ? all : end))
        .trim()
    : text;
}

function isFlow(node: Node): boolean {
  return node instanceof Element && /^(BODY|DIV|UL|OL|LI|BLOCKQUOTE|TABLE|THEAD|TBODY|TR|TH|TD)$/.test(node.tagName);
}

/** Words of a tight item stand beside its blocks. */
function keepsSpace(node: Node): boolean {
  return node instanceof Element && /^(LI|TH|TD)$/.test(node.tagName);
}

function unwrap(node: Element): void {
  node.replaceWith(...node.childNodes);
}
