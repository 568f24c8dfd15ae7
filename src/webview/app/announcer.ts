import { own } from '../../base/ownProperty.ts';
import type { Outcome, ThreadEvent, Transcript } from '../../chat/model/transcript.ts';
import type { Labels } from '../../pageWords.ts';
import type { ChatState } from '../../protocol.ts';
import { element, setText } from '../dom/dom.ts';

export interface Announcer {
  readonly element: HTMLElement;
  readonly say: (text: string) => void;
  readonly tell: (event: ThreadEvent, before: Transcript, after: ChatState) => void;
}

/** The one polite live region: it tells that an answer began and how it ended, never its words. */
export function createAnnouncer(labels: Labels): Announcer {
  const region = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  let again: number | undefined;
  const say = (text: string) => {
    if (again !== undefined) cancelAnimationFrame(again);
    again = undefined;
    if (region.textContent !== text) return setText(region, text);
    // The same words again would not be heard, and a change that no frame has seen is none.
    region.textContent = '';
    again = requestAnimationFrame(() => {
      again = requestAnimationFrame(() => {
        again = undefined;
        setText(region, text);
      });
    });
  };
  return {
    element: region,
    say,
    tell: (event, before, after) => {
      if (event.type === 'text-delta' && before.messages.at(-1)?.state === 'asking') say(labels.announceStarted);
      if (event.type === 'run-end') say(ending(event.outcome, after, labels));
    },
  };
}

function ending(outcome: Outcome, { head, transcript }: ChatState, labels: Labels) {
  const last = transcript.messages.at(-1);
  const note = last && own(head.notes, last.id);
  const withNote = (words: string) => (note ? `${words}. ${note.text}` : words);
  switch (outcome.type) {
    case 'complete':
      if (outcome.isOnlyAdded) return labels.announceAdded;
      return last?.state === 'empty' ? labels.stateEmpty : withNote(labels.announceComplete);
    case 'stopped':
      return labels.announceStopped;
    case 'interrupted':
    case 'failed':
      return withNote(labels.announceFailed);
    default:
      return outcome satisfies never;
  }
}
