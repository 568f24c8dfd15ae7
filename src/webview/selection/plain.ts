/** The text of cleaned elements as it stands in a plain document: paragraphs apart, lists with their marks, cells by tab. */
export function plainText(root: Element): string {
  return blocks(root)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function blocks(parent: Element): string {
  return [...parent.childNodes]
    .map((node) => (node instanceof Element ? block(node) : (node.textContent ?? '')))
    .join('');
}

function block(node: Element): string {
  switch (node.tagName) {
    case 'BR':
      return '\n';
    case 'HR':
      return '\n\n---\n\n';
    case 'PRE':
      return `\n\n${node.textContent?.replace(/\n$/, '') ?? ''}\n\n`;
    case 'UL':
    case 'OL':
      return `\n${list(node)}\n`;
    case 'TR':
      return `${[...node.children].map((cell) => blocks(cell).trim()).join('\t')}\n`;
    case 'P':
    case 'TABLE':
    case 'BLOCKQUOTE':
    case 'H1':
    case 'H2':
    case 'H3':
    case 'H4':
    case 'H5':
    case 'H6':
      return `\n\n${blocks(node).trim()}\n\n`;
    default:
      return blocks(node);
  }
}

function list(node: Element): string {
  const first = node instanceof HTMLOListElement ? node.start : undefined;
  const items = [...node.children].map((item, index) => {
    const mark = first === undefined ? '- ' : `${first + index}. `;
    const text = blocks(item)
      .trim()
      .replace(/\n{2,}/g, '\n')
      .replace(/\n/g, '\n  ');
    return `${mark}${text}`;
  });
  return items.join('\n');
}
