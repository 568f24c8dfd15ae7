import { all } from '../../base/disposable.ts';
import type { Subscribe } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import type { ChatSession } from './session.ts';

/** A conversation, as far as its row in the list goes. */
type Row = Pick<ChatSession, 'connectionId' | 'assistant' | 'thread' | 'onChange'>;

interface Needed {
  readonly pages: { readonly active: Row | undefined; readonly onActive: Subscribe<Row | undefined> };
  readonly sessions: { readonly onOpened: Subscribe<Row> };
  /** The lists that name the rows. */
  readonly directory: { onChange(listener: () => void): { dispose(): void } };
  readonly tree: {
    readonly visible: boolean;
    readonly onSeen: (listener: () => void) => { dispose(): void };
    /** Resolves to whether there was a row for it. */
    reveal(session: Row): Promise<boolean>;
  };
  readonly log: Log;
}

/**
 * Keeps the row of the conversation that the active page shows unfolded and selected, as far as the list is in sight. A list
 * out of sight is not opened for it, and the focus stays where it is.
 */
export function followOpenConversation({ pages, sessions, directory, tree, log }: Needed): { dispose(): void } {
  /** The row that was revealed last: whoever has selected another one since then is left alone. */
  let revealed: string | undefined;
  const reveal = async () => {
    const session = pages.active;
    if (!session || !tree.visible) return;
    const address = JSON.stringify([session.connectionId, session.assistant.id, session.thread?.id]);
    if (address === revealed) return;
    revealed = address;
    try {
      if (!(await tree.reveal(session)) && revealed === address) revealed = undefined;
    } catch (error) {
      // The row may be on a page of the list that was not read.
      logThrown(log, 'Revealing the open conversation', error);
    }
  };
  const follow = (session: Row) => {
    let threadId = session.thread?.id;
    session.onChange(() => {
      if (session.thread?.id === threadId) return;
      threadId = session.thread?.id;
      void reveal();
    });
  };
  return all(
    sessions.onOpened(follow),
    pages.onActive(() => void reveal()),
    directory.onChange(() => void reveal()),
    tree.onSeen(() => {
      revealed = undefined;
      void reveal();
    }),
  );
}
