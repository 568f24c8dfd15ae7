import type { Note, NoteAction } from '../../protocol.ts';
import { element, icon, textButton } from './dom.ts';
import { setVisibleText, visibleNodes } from './invisibleCharacters.ts';
import { fill } from './labels.ts';
import type { Page } from './page.ts';

export interface NoteView {
  readonly element: HTMLElement;
  readonly update: (note: Note | undefined) => void;
}

/**
 * Creates a note: what went wrong, and buttons with what helps. Those that send wait until the vendor takes requests
 * again.
 */
export function createNote({ labels, post }: Page, messageId?: string): NoteView {
  const box = element('div', { class: 'note', hidden: true });
  let shown = '';
  let timer: ReturnType<typeof setInterval> | undefined;

  const button = (action: NoteAction, label: string) => {
    const act = () => post({ type: 'note-action', action, ...(messageId !== undefined && { messageId }) });
    return textButton(label, act, 'button');
  };

  const update = (note: Note | undefined) => {
    // Painting again would take the focus from a button that is being pressed.
    if (shown === (note ? JSON.stringify(note) : '')) return;
    shown = note ? JSON.stringify(note) : '';
    clearInterval(timer);
    box.hidden = note === undefined;
    if (!note) return;
    const buttons = note.actions.map(({ action, label }) => button(action, label));
    // The seconds are for the eye: the moment itself is said, and its coming is announced.
    const rest = element('span', { 'aria-hidden': 'true' });
    const text = element('p', { dir: 'auto' }, icon('warning'), element('span', {}, ...visibleNodes(note.text), rest));
    const id = note.requestId === undefined ? [] : [element('p', { class: 'request-id' })];
    for (const line of id) setVisibleText(line, fill(labels.requestId, note.requestId ?? ''));
    box.replaceChildren(text, ...id, ...(buttons.length > 0 ? [element('div', { class: 'buttons' }, ...buttons)] : []));
    const retry = buttons[note.actions.findIndex(({ action }) => action === 'retry' || action === 'reload-thread')];
    if (note.until !== undefined && secondsUntil(note.until) > 0) {
      const onButton = element('span', { 'aria-hidden': 'true' });
      retry?.append(onButton);
      timer = countDown(note.until, (seconds) => {
        if (retry) retry.disabled = seconds > 0;
        onButton.textContent = seconds > 0 ? ` (${timeLeft(seconds)})` : '';
        rest.textContent = seconds > 0 ? ` ${fill(labels.secondsLeft, timeLeft(seconds))}` : '';
      });
    }
  };
  return { element: box, update };
}

/** Seconds as a person reads them: whole minutes from two on. */
export function timeLeft(seconds: number): string {
  return seconds > 120 ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
}

/** Whole seconds until `iso`, at least 0. */
export function secondsUntil(iso: string | undefined): number {
  const seconds = Math.ceil((Date.parse(iso ?? '') - Date.now()) / 1000);
  return Math.max(seconds || 0, 0);
}

/** Tells the seconds that are left now and every second until there are none. */
function countDown(until: string, tell: (seconds: number) => void) {
  const tick = () => {
    const seconds = secondsUntil(until);
    tell(seconds);
    if (seconds === 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
  return timer;
}
