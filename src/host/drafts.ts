import type * as vscode from 'vscode';
import type { DraftKey, DraftStore } from '../chat/draftStore.ts';
import { errorData } from '../chat/errors.ts';
import type { Log } from '../chat/log.ts';
import type { Outbox, OutboxEntry, OutboxKey } from '../chat/outbox.ts';
import { composeQuestion } from '../chat/question.ts';
import type { ChatSession } from '../chat/session.ts';

/** Where drafts were before they had files of their own. */
const oldKey = 'drafts';

export interface DraftsOptions {
  readonly store: DraftStore;
  readonly outbox: Outbox;
  /** The workspace's; what an earlier version left there is taken over once. */
  readonly memento: vscode.Memento;
  readonly log: Log;
}

/**
 * Unsent text, one for each conversation: it survives switching, hiding, reloading and a crash. A question whose window
 * closed before its conversation had begun comes back as a draft; one that may have been sent is shown by its
 * conversation.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  /** Questions of a window that is gone, by the conversation that they were to begin. */
  readonly #lost = new WeakMap<ChatSession, readonly OutboxEntry[]>();
  #working: Promise<unknown> = Promise.resolve();

  constructor(options: DraftsOptions) {
    this.#options = options;
    this.#takeOver();
  }

  get(session: ChatSession): string {
    return this.#options.store.get(keyOf(session)) || this.#lostQuestion(session);
  }

  set(session: ChatSession, text: string): void {
    this.#options.store.set(keyOf(session), text);
    // The person has it in the composer now, or has deleted it there.
    this.#release(session);
  }

  /** Looks for questions of a window that is gone. True: there is one, and `get` gives it. */
  async recover(session: ChatSession): Promise<boolean> {
    if (session.thread) return false;
    try {
      const entries = await this.#options.outbox.list(keyOf(session));
      this.#lost.set(
        session,
        entries.filter(({ abandoned }) => abandoned),
      );
    } catch (error) {
      this.#warn(error);
    }
    return this.#lostQuestion(session) !== '';
  }

  /** The question is on the disk: it leaves the composer. */
  written(session: ChatSession): void {
    this.set(session, '');
  }

  /** The vendor has `text`. Where it could not be written down, it was left in its draft. */
  stored(session: ChatSession, text: string): void {
    const key = keyOf(session);
    if (this.#options.store.get(key).trim() === text.trim()) this.#options.store.set(key, '');
  }

  /** Forgets what earlier versions left with the workspace, drafts and all else. */
  async forgetOld(): Promise<void> {
    await this.#working;
    const { memento } = this.#options;
    await Promise.all(memento.keys().map((key) => memento.update(key, undefined)));
  }

  /** Resolves when all that was set is on the disk. */
  async saved(): Promise<void> {
    await this.#working;
    await this.#options.store.saved();
  }

  #lostQuestion(session: ChatSession): string {
    const lost = session.thread ? [] : (this.#lost.get(session) ?? []);
    return lost.map(({ text, context }) => composeQuestion(text, context)).join('\n\n');
  }

  #release(session: ChatSession): void {
    const lost: readonly OutboxKey[] = this.#lost.get(session) ?? [];
    this.#lost.delete(session);
    for (const entry of lost) this.#then(() => this.#options.outbox.remove(entry));
  }

  #then(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    const { code, detail } = errorData(error);
    this.#options.log.warn(`A question on its way could not be noted: ${code} ${detail ?? ''}`.trimEnd());
  }

  #takeOver(): void {
    const { memento, store } = this.#options;
    const old = memento.get<Readonly<Record<string, string>>>(oldKey);
    if (!old) return;
    for (const [key, text] of Object.entries(old)) {
      const [, connectionId = '', assistantId = '', threadId = ''] = JSON.parse(key) as string[];
      const place: DraftKey = { connectionId, assistantId, ...(threadId !== '' && { threadId }) };
      if (store.get(place) === '') store.set(place, text);
    }
    this.#then(async () => {
      await store.saved();
      await memento.update(oldKey, undefined);
    });
  }
}

function keyOf(session: ChatSession): DraftKey {
  const threadId = session.thread?.id;
  return {
    connectionId: session.connectionId,
    assistantId: session.assistant.id,
    ...(threadId !== undefined && { threadId }),
  };
}
