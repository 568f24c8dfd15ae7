import { blockEnd } from './blockEnd.ts';

/**
 * Selects words that are not the message's own: buttons' names, the bar over code, text for screen readers or eyes
 * only.
 */
const chrome = '.code-bar, .visually-hidden, [aria-hidden="true"]';
const blocks = 'p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, pre, div, .source';

export interface PaintedText {
  readonly text: string;
  /** The nodes that hold it, and where in it each begins. */
  readonly nodes: readonly { readonly node: Text; readonly start: number }[];
}

/** The words that stand below an element, blocks apart. */
export function paintedText(root: Element): PaintedText {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (!(node instanceof Element) || node.tagName === 'BR') return NodeFilter.FILTER_ACCEPT;
    return node.matches(chrome) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = '';
  let block: Element | null = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement?.closest(blocks) ?? null;
    if (text !== '' && own !== block) text += blockEnd;
    block = own;
    if (node instanceof Text) nodes.push({ node, start: text.length });
    text += node instanceof Text ? node.data : '\n';
  }
  return { text, nodes };
}
