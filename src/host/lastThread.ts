import type * as vscode from 'vscode';
import type { Thread } from '../chat/model.ts';
import { all } from './disposable.ts';
import type { Parts } from './parts.ts';
import { keepsHistory } from './settings.ts';

const storageKey = 'lastThread';

type Needed = Pick<Parts, 'sessions' | 'directory' | 'providers'>;

/** Remembers for this workspace which conversation was shown last. */
export class LastThread {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  follow({ sessions }: Needed): vscode.Disposable {
    const remember = (): void => {
      const { shown } = sessions;
      // An empty conversation is not worth coming back to; a removed one must not come back.
      if (!shown) void this.clear();
      else if (shown.thread) void this.#memento.update(storageKey, kept(shown.thread));
    };
    return all(
      sessions.onShown(remember),
      sessions.onOpened((session) => session.onChange(remember)),
    );
  }

  /** Shows it again after the window was loaded anew, unless something else is shown or it is gone. */
  async restore({ sessions, directory, providers }: Needed): Promise<void> {
    const thread = this.#memento.get<Thread>(storageKey);
    if (!thread || sessions.shown || !providers.connection(thread.connectionId)) return;
    // Why the list cannot be read stands on the page already.
    const assistants = await directory.list(thread.connectionId).catch(() => directory.known(thread.connectionId));
    const assistant = assistants.find(({ id }) => id === thread.assistantId);
    if (assistant && !sessions.shown) sessions.show({ ...thread, title: thread.title || assistant.name }, assistant);
  }

  async clear(): Promise<void> {
    await this.#memento.update(storageKey, undefined);
  }
}

/** A title is the beginning of a question. */
function kept(thread: Thread): Thread {
  return keepsHistory() ? thread : { ...thread, title: '' };
}
