import type { ChatState } from '../../protocol.ts';
import { element, icon } from '../dom/dom.ts';
import { createNote } from '../dom/errorNote.ts';
import type { Page } from '../dom/page.ts';
import { choiceList, emptyThread, welcome } from './welcome.ts';

export interface Placeholder {
  /** What stands in the place of the messages, or after them, if anything. */
  readonly paint: (state: ChatState | undefined) => Shown;
}

interface Shown {
  readonly nodes: readonly HTMLElement[];
  readonly replaces: 'messages' | 'nothing';
}

/** What the region shows when there is no conversation: welcome, choices, greeting, loading, or an obstacle. */
export function createPlaceholder(page: Page, fillComposer: (text: string) => void): Placeholder {
  const obstacle = createNote(page);
  const loading = element('p', { class: 'loading' }, icon('loading'), page.labels.loading);
  let shownKey = '';
  let shown: HTMLElement | undefined;

  /** Builds only when what it shows changed: a button that has the focus stays the same node. */
  const kept = (key: readonly unknown[], build: () => HTMLElement) => {
    const text = JSON.stringify(key);
    if (text !== shownKey || !shown) shown = build();
    shownKey = text;
    return shown;
  };

  const paint = (state: ChatState | undefined): Shown => {
    if (!state) return { nodes: [loading], replaces: 'messages' };
    const { head, transcript } = state;
    obstacle.update(head.obstacle);
    const choosing = head.session === undefined && head.choices.length > 0;
    if (head.obstacle && !choosing) {
      // What was read before stays readable, above the reason why nothing newer comes.
      const readable = head.session !== undefined && transcript.messages.length > 0;
      return { nodes: [obstacle.element], replaces: readable ? 'nothing' : 'messages' };
    }
    if (head.session === undefined) {
      if (head.choices.length === 0 && head.loading) return { nodes: [loading], replaces: 'messages' };
      const node =
        head.choices.length === 0
          ? kept(['welcome'], () => welcome(page))
          : kept(['choices', head.choices], () => choiceList(page, head.choices));
      // What is missing among the choices is said below them.
      return { nodes: head.obstacle ? [node, obstacle.element] : [node], replaces: 'messages' };
    }
    if (transcript.messages.length > 0) return { nodes: [], replaces: 'nothing' };
    if (head.loading) return { nodes: [loading], replaces: 'messages' };
    const { assistant } = head.session;
    const node = kept(['empty', assistant], () => emptyThread(page, assistant, fillComposer));
    return { nodes: [node], replaces: 'messages' };
  };
  return { paint };
}
