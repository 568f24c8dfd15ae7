import type { Query } from '../dom/query.ts';
import type { Match } from './matches.ts';
import { paintedText } from './paintedText.ts';

/** Returns the ranges of the query in the painted part of a message. Changes nothing in it. */
export function rangesIn(article: HTMLElement, part: Match['part'], query: Query): Range[] {
  const root = part === 'text' ? article.querySelector('.markdown, .bubble, .plain') : sourceItem(article, part);
  return root ? occurrencesIn(root, query) : [];
}

function sourceItem(article: HTMLElement, index: number): Element | undefined {
  return [...article.querySelectorAll('.sources > ul > li')][index];
}

function occurrencesIn(root: Element, query: Query): Range[] {
  const { text, nodes } = paintedText(root);
  // One after the other, as the nodes are: each node is passed once, however many there are of both.
  let at = 0;
  const upTo = (isWithin: (nodeStart: number) => boolean) => {
    for (let next = nodes[at + 1]; next && isWithin(next.start); next = nodes[at + 1]) at++;
    return nodes[at];
  };
  return query.in(text).map(({ start, end }) => {
    const range = document.createRange();
    const first = upTo((nodeStart) => nodeStart <= start);
    const last = upTo((nodeStart) => nodeStart < end);
    if (first) range.setStart(first.node, Math.min(start - first.start, first.node.length));
    if (last) range.setEnd(last.node, Math.min(end - last.start, last.node.length));
    return range;
  });
}
