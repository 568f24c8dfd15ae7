import type { ChatState } from '../protocol.ts';
import { element, textButton } from './dom.ts';
import type { Page } from './page.ts';
import type { ComposerBar } from './queued.ts';
import { blockBesideFile } from './sendBlock.ts';

export interface FileWait extends ComposerBar {
  /** What stands in the composer goes out once the file is ready; nothing happens when something else holds it up too. */
  readonly begin: (state: ChatState, text: string) => void;
  readonly cancel: () => void;
}

/** The question was sent before its file was ready: it waits, for all to see, and goes out by itself. */
export function createFileWait({ labels, announce }: Page, send: () => void): FileWait {
  let sessionId: string | undefined;
  const cancel = () => {
    sessionId = undefined;
    bar.hidden = true;
  };
  const bar = element(
    'div',
    { class: 'queued', role: 'group', 'aria-label': labels.sendsWithFile, hidden: true },
    element('span', { class: 'queued-words' }, labels.sendsWithFile),
    textButton(labels.cancelEdit, cancel),
  );
  return {
    element: bar,
    cancel,
    begin: (state, text) => {
      const { file, session } = state.head;
      if (file?.state !== 'busy' || text.trim() === '' || blockBesideFile(state, text, labels) !== undefined) return;
      sessionId = session?.id;
      bar.hidden = false;
      announce(labels.sendsWithFile);
    },
    paint: (state) => {
      if (sessionId === undefined) return;
      const file = state?.head.session?.id === sessionId ? state.head.file : undefined;
      if (file?.state === 'busy') return;
      cancel();
      // A file that failed or was taken away is a reason to think again.
      if (file?.state === 'ready') send();
    },
  };
}
