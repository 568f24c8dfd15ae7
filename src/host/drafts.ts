import type * as vscode from 'vscode';
import type { ChatSession } from '../chat/session.ts';

const storageKey = 'drafts';

/**
 * Unsent text, one for each conversation, kept with the workspace: it survives switching, hiding and reloading. A
 * question that was sent stays here as `pending` until the vendor is known to have it, and comes back as a draft when
 * the window closed before that.
 */
export class Drafts {
  readonly #memento: vscode.Memento;
  readonly #texts: Map<string, string>;
  /** Questions that were on their way when the last window closed. Those of this one are in their conversations. */
  readonly #lost: Map<string, string>;
  #saving = Promise.resolve();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#texts = new Map(Object.entries(memento.get<Record<string, string>>(storageKey, {})));
    this.#lost = new Map(this.#texts);
  }

  get(session: ChatSession): string {
    return this.#texts.get(draftKey(session)) ?? this.#lostQuestion(session);
  }

  set(session: ChatSession, text: string): void {
    this.#lost.delete(pendingKey(session));
    this.#put(draftKey(session), text);
  }

  /** `text` is on its way: it leaves the composer, and is kept until `stored`. */
  sent(session: ChatSession, text: string): void {
    this.#lost.delete(pendingKey(session));
    this.#put(draftKey(session), '');
    this.#put(pendingKey(session), text);
  }

  stored(session: ChatSession): void {
    this.#put(pendingKey(session), '');
    // The conversation may have begun with this very question, under the key of one without a thread.
    this.#put(pendingKey(session, ''), '');
  }

  /** Frees what belongs to a deleted thread or a removed connection. */
  forget(connectionId: string, threadId?: string): void {
    for (const key of [...this.#texts.keys()]) {
      const [, connection, , thread] = JSON.parse(key) as string[];
      if (connection === connectionId && (threadId === undefined || thread === threadId)) this.#put(key, '');
    }
  }

  clear(): void {
    for (const key of [...this.#texts.keys()]) this.#put(key, '');
  }

  /** Resolves when all that was set is with the workspace. */
  saved(): Promise<void> {
    return this.#saving;
  }

  #lostQuestion(session: ChatSession): string {
    const lost = this.#lost.get(pendingKey(session));
    if (lost === undefined || session.loading) return '';
    // It did arrive: the conversation shows it.
    const arrived = session.transcript.messages.some(
      ({ role, text }) => role === 'user' && text.trim() === lost.trim(),
    );
    return arrived ? '' : lost;
  }

  #put(key: string, text: string): void {
    if (text === (this.#texts.get(key) ?? '')) return;
    if (text === '') this.#texts.delete(key);
    else this.#texts.set(key, text);
    this.#saving = this.#saving.then(() => this.#memento.update(storageKey, Object.fromEntries(this.#texts)));
  }
}

function draftKey(session: ChatSession): string {
  return key('draft', session, session.thread?.id ?? '');
}

function pendingKey(session: ChatSession, threadId = session.thread?.id ?? ''): string {
  return key('pending', session, threadId);
}

function key(kind: string, session: ChatSession, threadId: string): string {
  return JSON.stringify([kind, session.connectionId, session.assistant.id, threadId]);
}
