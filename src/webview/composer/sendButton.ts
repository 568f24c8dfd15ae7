import type { ChatState } from '../../protocol.ts';
import { element, icon } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';
import { secondsToWait, sendBlock } from './sendBlocker.ts';

export interface SendButton {
  readonly element: HTMLElement;
  readonly maySend: () => boolean;
  readonly paint: (state: ChatState | undefined, text: string) => void;
}

export interface SendActions {
  readonly send: () => void;
  readonly stop: () => void;
  /** A second of a wait has passed: everything that says how long it is, is painted again. */
  readonly tick: () => void;
}

/** Creates the one button for Send and, while an answer runs, Stop. */
export function createSendButton({ labels }: Page, actions: SendActions): SendButton {
  const button = element('button', { type: 'button', class: 'send' });
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = '';

  button.addEventListener('click', (event) => {
    // The second click of a double click on Send would stop what the first one asked.
    if (running && event.detail < 2) actions.stop();
    else if (!running) actions.send();
  });

  const paint = (state: ChatState | undefined, text: string) => {
    running = state?.transcript.running ?? false;
    // Asked first: a wait that ends meanwhile is looked at once more.
    const waits = state !== undefined && secondsToWait(state) > 0;
    const blocked = state === undefined || sendBlock(state, text, labels) !== undefined;
    button.disabled = !running && (text.trim() === '' || state?.head.session === undefined || blocked);
    clearTimeout(timer);
    if (waits) timer = setTimeout(actions.tick, 1000);
    const name = running ? labels.stop : labels.send;
    if (name === shown) return;
    shown = name;
    button.ariaLabel = name;
    button.title = name;
    button.classList.toggle('stop', running);
    button.replaceChildren(icon(running ? 'stop-circle' : 'send'));
  };

  return { element: button, maySend: () => !running && !button.disabled, paint };
}
