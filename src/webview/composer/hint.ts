import type { ChatState } from '../../protocol.ts';
import { element, setText } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';
import { lengthNearLimit, lengthWords, maximumOf, secondsToWait, sendBlock } from './sendBlocker.ts';

export interface ComposerHint {
  readonly element: HTMLElement;
  readonly paint: (state: ChatState | undefined, text: string) => void;
}

/** The pause in typing after which the count is told to a screen reader, in milliseconds. */
const pause = 1_000;

/**
 * Creates the hint of the composer: why nothing can be sent, and the length near its limit. Changes are told once, not
 * each key.
 */
export function createComposerHint({ labels, announce }: Page, id: string): ComposerHint {
  const line = element('p', { class: 'hint', id, hidden: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let level: 'far' | 'near' | 'over' = 'far';
  let waited = false;

  const paint = (state: ChatState | undefined, text: string) => {
    const words = state ? [lengthWords(state, text, labels), sendBlock(state, text, labels)] : [];
    setText(line, words.filter((part) => part !== undefined).join('. '));
    line.hidden = line.textContent === '';
    const length = state && lengthNearLimit(state, text);
    const now = !state || length === undefined ? 'far' : length > maximumOf(state) ? 'over' : 'near';
    line.classList.toggle('over', now === 'over');
    if (now !== level) {
      clearTimeout(timer);
      timer = now === 'far' ? undefined : setTimeout(() => announce(line.textContent), pause);
    }
    level = now;
    const waits = state !== undefined && secondsToWait(state) > 0;
    if (waited && !waits && state) announce(labels.takesQuestionsAgain);
    waited = waits;
  };
  return { element: line, paint };
}
