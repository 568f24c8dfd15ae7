import type { ChatState } from '../../protocol.ts';
import { element, setText, textButton } from '../dom/dom.ts';
import type { Page } from '../dom/page.ts';
import type { ComposerBar } from './bars.ts';
import { blockBesideFile } from './sendBlocker.ts';

export interface SendLater extends ComposerBar {
  /** True: what stands in the composer waits, and goes out once what it waits for is there. */
  readonly begin: (state: ChatState, text: string) => boolean;
  readonly cancel: () => void;
}

/**
 * The question was sent before its conversation was read, or before its file was ready: it waits, for all to see, and
 * goes out by itself.
 */
export function createSendLater({ labels, announce }: Page, send: () => void): SendLater {
  let sessionId: string | undefined;
  let hasFile = false;
  const words = element('span', { class: 'queued-words' });
  const cancel = () => {
    sessionId = undefined;
    bar.hidden = true;
  };
  const bar = element(
    'div',
    { class: 'queued', role: 'group', hidden: true },
    words,
    textButton(labels.cancelEdit, cancel),
  );
  const show = ({ head }: ChatState) => {
    const sentence = head.loading ? labels.sendsWhenRead : labels.sendsWithFile;
    if (bar.hidden || words.textContent !== sentence) announce(sentence);
    setText(words, sentence);
    bar.ariaLabel = sentence;
    bar.hidden = false;
  };
  return {
    element: bar,
    cancel,
    begin: (state, text) => {
      if (!waits(state) || text.trim() === '' || blockBesideFile(state, text, labels) !== undefined) return false;
      sessionId = state.head.session?.id;
      hasFile = state.head.file !== undefined;
      show(state);
      return true;
    },
    paint: (state) => {
      if (sessionId === undefined) return;
      const isSame = state?.head.session?.id === sessionId;
      if (isSame && waits(state)) return show(state);
      cancel();
      // What failed or was taken away is a reason to think again.
      if (isSame && !state.head.obstacle && (!hasFile || state.head.file?.state === 'ready')) send();
    },
  };
}

/** A file that failed holds a question up until the person has removed it. */
function waits({ head, transcript }: ChatState): boolean {
  if (head.file?.state === 'failed') return false;
  return head.file?.state === 'busy' || (head.loading && !transcript.running);
}
