import type { Match } from './matches.ts';
import type { Query } from './query.ts';
import { blockEnd } from './searchText.ts';

/** Not the message's own words: buttons' names, the bar over code, what is there for screen readers or eyes only. */
const chrome = '.code-bar, .visually-hidden, [aria-hidden="true"]';
const blocks = 'p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, pre, div, button';

/** Where the query stands in what is painted of a part of a message. Nothing is changed in it. */
export function rangesIn(article: HTMLElement, part: Match['part'], query: Query): Range[] {
  const root = part === 'text' ? article.querySelector('.markdown, .bubble') : sourceItem(article, part);
  return root ? occurrencesIn(root, query) : [];
}

function sourceItem(article: HTMLElement, index: number): Element | undefined {
  return [...article.querySelectorAll('.sources > ul > li')][index];
}

function occurrencesIn(root: Element, query: Query): Range[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(chrome) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes: { readonly node: Text; readonly start: number }[] = [];
  let text = '';
  let block: Element | null = null;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const own = node.parentElement?.closest(blocks) ?? null;
    if (text !== '' && own !== block) text += blockEnd;
    block = own;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  return query.in(text).map(({ start, end }) => {
    const range = document.createRange();
    const first = nodes.findLast((entry) => entry.start <= start);
    const last = nodes.findLast((entry) => entry.start < end);
    if (first) range.setStart(first.node, start - first.start);
    if (last) range.setEnd(last.node, Math.min(end - last.start, last.node.length));
    return range;
  });
}
