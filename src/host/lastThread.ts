import type * as vscode from 'vscode';
import type { Thread } from '../chat/model.ts';
import { composeQuestion, titleOf } from '../chat/question.ts';
import type { WorkspaceFact } from '../chat/workspaceFact.ts';
import { all } from './disposable.ts';
import type { Parts } from './parts.ts';

type Needed = Pick<Parts, 'sessions' | 'directory' | 'providers' | 'outbox' | 'log'>;
type Place = Pick<Thread, 'connectionId' | 'assistantId' | 'title'> & { readonly id?: string };

/** `shownAt`: since when, ISO 8601. */
type Remembered = Thread & { readonly shownAt?: string };

/** A question that a window left behind so recently belongs to what the person was doing, in milliseconds. */
const justLeft = 10 * 60_000;

/** Remembers for this workspace which conversation was shown last; with its title, which begins like a question. */
export class LastThread {
  readonly #fact: WorkspaceFact;

  constructor(fact: WorkspaceFact) {
    this.#fact = fact;
  }

  follow({ sessions }: Pick<Needed, 'sessions'>): vscode.Disposable {
    const remember = (): void => {
      const { shown } = sessions;
      // An empty conversation is not worth coming back to; a removed one must not come back.
      if (!shown || shown.thread) this.#remember(shown?.thread);
    };
    return all(
      sessions.onShown(remember),
      sessions.onOpened((session) => session.onChange(remember)),
    );
  }

  #remember(thread: Thread | undefined): void {
    const known = this.#known();
    const isSame = known?.id === thread?.id && known?.connectionId === thread?.connectionId;
    const shownAt = isSame ? known?.shownAt : new Date().toISOString();
    void this.#fact.set(thread && { ...thread, shownAt });
  }

  #known(): Remembered | undefined {
    return this.#fact.get() as Remembered | undefined;
  }

  /** Forgets it, here and in other workspaces, where it is of this connection, or this conversation of it. */
  forget(connectionId: string, threadId?: string): Promise<void> {
    return this.#fact.forget(connectionId, threadId);
  }

  /**
   * Shows it again after the window was loaded anew, unless something else is shown or it is gone. A window that ended
   * in the middle of a question may not have got to remembering: then the conversation of that question is shown.
   */
  async restore(parts: Needed): Promise<void> {
    const { sessions, directory, providers } = parts;
    if (sessions.shown) return;
    const known = this.#known();
    const left = await leftQuestion(parts);
    // After a question that was left, the person may have gone to another conversation.
    const place: Place | undefined = left && left.askedAt > (known?.shownAt ?? '') ? left : known;
    if (!place || !providers.connection(place.connectionId)) return;
    const { connectionId, assistantId, id } = place;
    // Why the list cannot be read stands on the page already.
    const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
    const assistant = assistants.find((candidate) => candidate.id === assistantId);
    if (!assistant || sessions.shown) return;
    if (id === undefined) sessions.start(connectionId, assistant);
    else sessions.show({ connectionId, assistantId, id, title: place.title || assistant.name }, assistant);
  }
}

async function leftQuestion({
  providers,
  outbox,
  log,
}: Needed): Promise<(Place & { readonly askedAt: string }) | undefined> {
  const reading = providers.connections.map(({ id }) => outbox.latestLeft(id));
  const left = (await Promise.allSettled(reading)).flatMap((read) => {
    if (read.status === 'rejected') log.warn(`Questions on their way could not be read: ${String(read.reason)}`);
    return read.status === 'fulfilled' && read.value ? [read.value] : [];
  });
  const [entry] = left.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (!entry || Date.now() - Date.parse(entry.createdAt) > justLeft) return undefined;
  const { connectionId, assistantId, threadId, text, context } = entry;
  const title = titleOf(composeQuestion(text, context));
  const askedAt = entry.createdAt;
  return { connectionId, assistantId, title, askedAt, ...(threadId !== undefined && { id: threadId }) };
}
