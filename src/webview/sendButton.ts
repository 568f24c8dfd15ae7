import type { ChatState } from '../protocol.ts';
import { element, icon } from './dom.ts';
import { secondsUntil } from './notes.ts';
import type { Page } from './page.ts';

export interface SendButton {
  readonly element: HTMLElement;
  readonly maySend: () => boolean;
  readonly paint: (state: ChatState | undefined, text: string) => void;
}

/** One place: Send, and Stop while an answer runs. */
export function createSendButton({ labels }: Page, actions: { send: () => void; stop: () => void }): SendButton {
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
    const wait = waiting(state);
    button.disabled = !running && (text.trim() === '' || state?.head.session === undefined || wait > 0);
    clearTimeout(timer);
    if (wait > 0) timer = setTimeout(() => paint(state, text), 1000);
    const name = running ? labels.stop : labels.send;
    if (name === shown) return;
    shown = name;
    button.ariaLabel = name;
    button.title = name;
    button.replaceChildren(icon(running ? 'debug-stop' : 'send'));
  };

  return { element: button, maySend: () => !running && !button.disabled, paint };
}

/** Seconds for which the vendor takes no request. */
function waiting(state: ChatState | undefined): number {
  const { head, transcript } = state ?? {};
  const notes = [head?.obstacle, head?.notes[transcript?.messages.at(-1)?.id ?? '']];
  return Math.max(...notes.map((note) => secondsUntil(note?.until)));
}
