import type * as vscode from 'vscode';
import { all } from '../../../base/disposable.ts';
import type { Thread } from '../../../chat/model/model.ts';
import type { WorkspaceValue } from '../../../chat/ports/storage.ts';
import type { ChatSession } from '../../../chat/session/session.ts';
import { type Remembered, type RememberedThread, readRemembered } from './remembered.ts';
import type { RestoreParts } from './restoreLastThread.ts';

/**
 * Remembers for this workspace which conversation the view shows, with the service's title of it. An editor tab
 * remembers its own.
 */
export class LastThread {
  readonly #fact: WorkspaceValue;
  /** The time of the abandoned question that the person was told of. */
  #told = '';

  constructor(fact: WorkspaceValue) {
    this.#fact = fact;
  }

  follow({ sessions, pages }: Pick<RestoreParts, 'sessions' | 'pages'>): vscode.Disposable {
    const remember = (): void => this.#remember(pages.first.session);
    return all(
      pages.first.onShown(remember),
      sessions.onOpened((session) =>
        session.onChange(() => {
          if (pages.first.session === session) remember();
        }),
      ),
    );
  }

  #remember(shown: ChatSession | undefined): void {
    // A removed one must not come back.
    if (!shown) return void this.#fact.set(undefined);
    const { connectionId, assistant, thread } = shown;
    // What others have asked leaves nothing on this computer.
    if (thread?.isOthers) return;
    const known = this.#known();
    const next: Remembered =
      thread && !shown.isGone
        ? { thread: withoutLocalTitle(thread) }
        : {
            // Of what was deleted elsewhere the title goes too.
            ...(known.thread && known.thread.id !== thread?.id && { thread: withoutTime(known.thread) }),
            begins: { connectionId, assistantId: assistant.id },
          };
    const isSame = keyOf(known) === keyOf(next);
    const shownAt = (isSame && (known.begins ?? known.thread)?.shownAt) || new Date().toISOString();
    // A list, so that what is forgotten takes its entry along and leaves the other.
    const entries = next.begins ? [next.thread, { ...next.begins, shownAt }] : [{ ...next.thread, shownAt }];
    void this.#fact.set(entries.filter((each) => each !== undefined));
  }

  #known(): Remembered {
    return readRemembered(this.#fact.get());
  }

  /** Shows it again after the window was loaded anew, unless something else is shown. */
  async restore(parts: RestoreParts): Promise<void> {
    if (parts.pages.first.session) return;
    const { restoreLastThread, notifyQuestionLeft } = await import('./restoreLastThread.ts');
    const left = await restoreLastThread(parts, () => this.#known());
    // Each page comes here, and so does a view that is shown again.
    if (!left || left.askedAt === this.#told) return;
    this.#told = left.askedAt;
    notifyQuestionLeft(parts, left);
  }
}

/** Returns the thread without a local title, which stands in one place alone, and is changed and deleted there. */
function withoutLocalTitle({ title, ...thread }: Thread): RememberedThread {
  return thread.isTitleLocal ? thread : { title, ...thread };
}

function withoutTime({ shownAt: _, ...thread }: RememberedThread): RememberedThread {
  return thread;
}

function keyOf({ thread, begins }: Remembered): string {
  return JSON.stringify(begins ? [begins.connectionId, begins.assistantId] : [thread?.connectionId, thread?.id, '']);
}
