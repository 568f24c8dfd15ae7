import type { Labels } from '../../pageWords.ts';
import { element, setChildren } from '../dom/dom.ts';
import type { MessageView } from '../message/types.ts';
import { daySeparator } from './days.ts';

/** The marks between messages. */
interface Marks {
  /** The time of each day, by the message before which it begins. */
  readonly days: ReadonlyMap<string, string>;
  /** The message before which the vendor's memory ends. */
  readonly lost: string | undefined;
  readonly contextLostMarker: HTMLElement;
  readonly words: Labels;
}

export interface MessageGroup {
  readonly element: HTMLElement;
  readonly ids: ReadonlySet<string>;
  /** Its messages from now on. */
  readonly take: (ids: readonly string[]) => void;
  /** Brings the nodes of those messages that are built into their order. */
  readonly place: (views: ReadonlyMap<string, MessageView>, marks: Marks) => void;
}

/** A stretch of the conversation that the browser skips as a whole while it is far from what is seen. */
export function createMessageGroup(): MessageGroup {
  const box = element('div', { class: 'group' });
  let ids: ReadonlySet<string> = new Set();
  const separators = new Map<string, HTMLElement>();

  const separator = (iso: string, language: string) => {
    const node = separators.get(iso) ?? daySeparator(iso, language);
    separators.set(iso, node);
    return node;
  };

  return {
    element: box,
    get ids() {
      return ids;
    },
    take: (next) => {
      ids = new Set(next);
    },
    place: (views, { days, lost, contextLostMarker, words }) => {
      const nodes = [...ids].flatMap((id) => {
        const view = views.get(id);
        if (!view) return [];
        const day = days.get(id);
        return [
          ...(day === undefined ? [] : [separator(day, words.language)]),
          ...(id === lost ? [contextLostMarker] : []),
          view.element,
        ];
      });
      setChildren(box, nodes);
    },
  };
}

/** Messages that stand in one group: the browser lays out and paints a group only when it is near what is seen. */
export const groupSize = 50;

/** A group by its messages; `was` is the place that it had among the groups before. */
export interface Grouping {
  readonly ids: readonly string[];
  readonly was?: number;
}

/**
 * Shares the messages out. One that had a group keeps it, newer ones fill up the last group, older ones get groups of
 * their own, counted from the newest: nodes never move from one group to another while a thread grows at either end.
 */
export function groupMessages(ids: readonly string[], before: readonly (readonly string[])[]): Grouping[] {
  const groupOf = new Map(before.flatMap((group, index) => group.map((id) => [id, index] as const)));
  const found = ids.findIndex((id) => groupOf.has(id));
  const older = ids.slice(0, found < 0 ? ids.length : found);
  const groups: { ids: string[]; was?: number }[] = chunksFromEnd(older).map((chunk) => ({ ids: chunk }));
  for (const id of ids.slice(older.length)) {
    const was = groupOf.get(id);
    const last = groups.at(-1);
    if (was !== undefined && (last?.was === undefined || was > last.was)) groups.push({ ids: [id], was });
    else if (was === undefined && (last === undefined || last.ids.length >= groupSize)) groups.push({ ids: [id] });
    else last?.ids.push(id);
  }
  return groups;
}

function chunksFromEnd(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let end = ids.length; end > 0; end -= groupSize) chunks.unshift(ids.slice(Math.max(0, end - groupSize), end));
  return chunks;
}
