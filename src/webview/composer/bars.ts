import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { ChatHead, ChatState, QueueAction } from '../../protocol.ts';
import { element, iconButton, textButton } from '../dom/dom.ts';
import { setVisibleText } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';

export interface ComposerBar {
  readonly element: HTMLElement;
  readonly paint: (state: ChatState | undefined) => void;
}

/** The question that waits for the answer before it; one line, its whole text in the tooltip. */
export function createQueuedBar({ labels, post, announce }: Page, focusInput: () => void): ComposerBar {
  let sessionId: string | undefined;
  let told: ChatHead['queued'];
  const act = (action: QueueAction) => () => {
    if (sessionId !== undefined) post({ type: 'queued', action, sessionId });
    // The bar goes, and with it the button that had the focus.
    focusInput();
  };
  const words = element('span', { class: 'queued-words', dir: 'auto' });
  const send = textButton(labels.queuedSend, act('send'));
  const edit = iconButton('edit', labels.queuedEdit, act('edit'));
  const bar = element(
    'div',
    { class: 'queued', role: 'group', hidden: true },
    words,
    element('span', { class: 'queued-actions' }, send, edit, iconButton('close', labels.queuedRemove, act('remove'))),
  );
  return {
    element: bar,
    paint: (state) => {
      sessionId = state?.head.session?.id;
      const queued = state?.head.queued;
      bar.hidden = queued === undefined;
      if (!queued) {
        told = undefined;
        return;
      }
      const name = queued.isPaused ? labels.queuedHeld : labels.queued;
      bar.ariaLabel = name;
      setVisibleText(words, fill(labels.queuedText, name, queued.text.replace(/\s+/g, ' ')));
      words.title = withNames(queued.text);
      // While a question is being changed, another one would take its place.
      edit.hidden = state?.head.editing !== undefined;
      send.hidden = !queued.isPaused || state?.transcript.running === true || edit.hidden;
      if (told?.isPaused !== queued.isPaused) announce(name);
      told = queued;
    },
  };
}

export interface EditBar extends ComposerBar {
  /** Gives the change up, if there is one. */
  readonly cancel: () => void;
}

/** Says that what stands in the composer takes the place of the last question. */
export function createEditBar({ labels, post }: Page, focusInput: () => void): EditBar {
  let sessionId: string | undefined;
  const cancel = () => {
    if (bar.hidden) return;
    if (sessionId !== undefined) post({ type: 'cancel-edit', sessionId });
    focusInput();
  };
  const words = element('span', { class: 'queued-words all', dir: 'auto' });
  const bar = element(
    'div',
    { class: 'queued', role: 'group', 'aria-label': labels.editQuestion, hidden: true },
    words,
    textButton(labels.cancelEdit, cancel),
  );
  return {
    element: bar,
    cancel,
    paint: (state) => {
      sessionId = state?.head.session?.id;
      bar.hidden = state?.head.editing === undefined;
      const file = state?.head.editingFile;
      setVisibleText(words, file === undefined ? labels.editing : fill(labels.editingWithFile, file));
      words.title = file === undefined ? '' : withNames(words.textContent);
    },
  };
}
