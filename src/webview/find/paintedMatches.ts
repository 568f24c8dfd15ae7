import type { Message } from '../../chat/model/model.ts';
import type { Query } from '../dom/query.ts';
import { rangesIn } from './ranges.ts';
import type { SearchPart } from './searchText.ts';

export interface PaintedMatches {
  /** Returns the ranges of the query in the painted part of a message. */
  readonly ranges: (article: HTMLElement, part: SearchPart['part']) => readonly Range[];
}

/** Keeps the ranges of a query in messages that did not change since: a page that stands is walked through once. */
export function createPaintedMatches(query: Query, messageOf: (id: string) => Message | undefined): PaintedMatches {
  const kept = new WeakMap<
    HTMLElement,
    { readonly message: Message; readonly parts: Map<SearchPart['part'], Range[]> }
  >();
  return {
    ranges: (article, part) => {
      const message = messageOf(article.dataset['message'] ?? '');
      if (!message) return [];
      const before = kept.get(article);
      const entry = before?.message === message ? before : { message, parts: new Map<SearchPart['part'], Range[]>() };
      const ranges = entry.parts.get(part) ?? rangesIn(article, part, query);
      entry.parts.set(part, ranges);
      kept.set(article, entry);
      return ranges;
    },
  };
}
