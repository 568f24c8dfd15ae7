/**
 * Makes `shown` equal to `wanted` and returns the node that now stands in its place. What is alike keeps its nodes, and
 * with them selection, focus and scroll position, while the last block of an answer grows.
 */
export function morph(shown: Element, wanted: Element): Element {
  if (shown.tagName !== wanted.tagName) {
    shown.replaceWith(wanted);
    return wanted;
  }
  morphAttributes(shown, wanted);
  const next = [...wanted.childNodes];
  next.forEach((node, index) => {
    const old = shown.childNodes[index];
    if (!old) shown.append(node);
    else if (old instanceof Text && node instanceof Text) morphText(old, node.data);
    else if (old instanceof Element && node instanceof Element) morph(old, node);
    else old.replaceWith(node);
  });
  while (shown.childNodes.length > next.length) shown.lastChild?.remove();
  return shown;
}

function morphText(shown: Text, text: string): void {
  if (shown.data === text) return;
  // Appending keeps a selection inside the text; replacing would collapse it.
  if (text.startsWith(shown.data)) shown.appendData(text.slice(shown.data.length));
  else shown.data = text;
}

function morphAttributes(shown: Element, wanted: Element): void {
  for (const { name } of [...shown.attributes]) if (!wanted.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}
