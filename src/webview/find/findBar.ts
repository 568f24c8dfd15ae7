import type { Labels } from '../../pageWords.ts';
import { element, iconButton, setText } from '../dom/dom.ts';

export interface FindBar {
  readonly element: HTMLElement;
  readonly query: () => string;
  readonly open: () => void;
  /** Shows the number of matches and the current one beside the field, and what was left out below it. */
  readonly tell: (text: string, found: boolean, leftOut: string) => void;
}

export interface FindActions {
  readonly changed: () => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly close: () => void;
}

/** The field, the count and three buttons. Enter goes on, Shift+Enter back, Esc leaves. */
export function createFindBar(labels: Labels, actions: FindActions): FindBar {
  const input = element('input', { type: 'text', 'aria-label': labels.findText, placeholder: labels.findText });
  const count = element('span', { class: 'find-count' });
  const older = element('p', { class: 'find-older', hidden: true });
  const previous = iconButton('arrow-up', labels.findPrevious, actions.previous);
  const next = iconButton('arrow-down', labels.findNext, actions.next);
  const close = iconButton('close', labels.findClose, actions.close);
  const bar = element(
    'search',
    { class: 'find', 'aria-label': labels.find, hidden: true },
    input,
    count,
    element('span', { class: 'find-buttons' }, previous, next, close),
    older,
  );
  input.addEventListener('input', actions.changed);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (event.shiftKey) actions.previous();
    else actions.next();
  });
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // Esc leaves the search; it must not stop the answer as well.
    event.stopPropagation();
    actions.close();
  });
  return {
    element: bar,
    query: () => input.value,
    open: () => {
      bar.hidden = false;
      input.focus();
      input.select();
    },
    tell: (text, found, leftOut) => {
      setText(count, text);
      setText(older, leftOut);
      older.hidden = leftOut === '';
      previous.disabled = !found;
      next.disabled = !found;
    },
  };
}
