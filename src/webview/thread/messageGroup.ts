import type { Labels } from '../../pageWords.ts';
import { element, setChildren } from '../dom/dom.ts';
import type { MessageView } from '../message/message.ts';
import { daySeparator } from './days.ts';

/** What stands between messages. */
interface Marks {
  /** By the message before which a day begins, its time. */
  readonly days: ReadonlyMap<string, string>;
  /** The message before which the vendor's memory ends. */
  readonly lost: string | undefined;
  readonly lostMarker: HTMLElement;
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
    place: (views, { days, lost, lostMarker, words }) => {
      const nodes = [...ids].flatMap((id) => {
        const view = views.get(id);
        if (!view) return [];
        const day = days.get(id);
        return [
          ...(day === undefined ? [] : [separator(day, words.language)]),
          ...(id === lost ? [lostMarker] : []),
          view.element,
        ];
      });
      setChildren(box, nodes);
    },
  };
}
