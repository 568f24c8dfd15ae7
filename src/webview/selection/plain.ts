/** Stands for a line break of code or of what a person wrote, which is none between blocks, until those are tidied. */
const written = '\0';

/** The text of cleaned elements as it stands in a plain document: paragraphs apart, lists with their marks, cells by tab. */
export function plainText(root: Element): string {
  const text = blocks(root).replace(/\n{3,}/g, '\n\n');
  return withoutEnds(text).replaceAll(written, '\n');
}

/** Returns the text without the line breaks around it; the blanks that code begins with are its own. */
function withoutEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end).replace(/^\n+/, '');
}

function blocks(parent: Element): string {
  return [...parent.childNodes]
    .map((node) => (node instanceof Element ? block(node) : (node.textContent ?? '')))
    .join('');
}

function block(node: Element): string {
  switch (node.tagName) {
    case 'BR':
      return written;
    case 'HR':
      return '\n\n---\n\n';
    case 'PRE':
      return `\n\n${(node.textContent ?? '').replace(/\n$/, '').replaceAll('\n', written)}\n\n`;
    case 'UL':
    case 'OL':
      return `\n${list(node)}\n`;
    case 'TR':
      return `${[...node.children].map((cell) => blocks(cell).trim()).join('\t')}\n`;
    case 'P':
    case 'TABLE':
    case 'H1':
    case 'H2':
    case 'H3':
    case 'H4':
    case 'H5':
    case 'H6':
      return `\n\n${blocks(node).trim()}\n\n`;
    case 'BLOCKQUOTE':
      return `\n\n${withoutEnds(blocks(node))}\n\n`;
    default:
      return blocks(node);
  }
}

function list(node: Element): string {
  let number = node instanceof HTMLOListElement ? node.start : undefined;
  const items = [...node.children].map((item) => {
    if (item instanceof HTMLLIElement && item.hasAttribute('value')) number = item.value;
    const own = item instanceof HTMLElement ? item.dataset['mark'] : undefined;
    const mark = own ?? (number === undefined ? '-' : `${number}.`);
    if (number !== undefined) number++;
    const text = withoutEnds(blocks(item))
      .replace(/\n{2,}/g, '\n')
      .replace(/[\n\0](?![\n\0]|$)/g, '$&  ');
    return mark === '' ? text : `${mark} ${text}`;
  });
  return items.join('\n');
}
