import type * as vscode from 'vscode';
import type { DraftKey, DraftStore } from '../chat/draftStore.ts';
import { errorData } from '../chat/errors.ts';
import type { Log } from '../chat/log.ts';
import type { Outbox, OutboxEntry, OutboxKey, OutboxQuestion } from '../chat/outbox.ts';
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
 * Unsent text, one for each conversation: it survives switching, hiding, reloading and a crash. A question that was
 * sent stays in the outbox until the vendor is known to have it, and comes back as a draft when the window closed
 * before that.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  /** The question that each conversation of this window has on its way. */
  readonly #onTheWay = new WeakMap<ChatSession, OutboxQuestion>();
  /** Questions of a window that is gone, by the conversation that they belong to. */
  readonly #lost = new WeakMap<ChatSession, readonly OutboxEntry[]>();
  /** Conversations whose question is being written down at this moment. */
  readonly #writing = new WeakSet<ChatSession>();
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

  /**
   * The question is on its way: it is on the disk when this resolves, and leaves the composer. False: another one of
   * this conversation is being written down at this moment. Where the disk takes nothing the question is sent all the
   * same, and its draft stays until `stored`.
   */
  async sent(session: ChatSession, asked: Pick<OutboxQuestion, 'text' | 'context' | 'attachment'>): Promise<boolean> {
    if (this.#writing.has(session)) return false;
    const question: OutboxQuestion = {
      ...keyOf(session),
      id: crypto.randomUUID(),
      ...asked,
      createdAt: new Date().toISOString(),
    };
    this.#writing.add(session);
    this.#onTheWay.set(session, question);
    try {
      await this.#options.outbox.add(question);
      this.#options.store.set(keyOf(session), '');
      this.#release(session);
    } catch (error) {
      this.#warn(error);
    } finally {
      this.#writing.delete(session);
    }
    return true;
  }

  /** The conversation has begun: its question belongs to the thread from now on. */
  begun(session: ChatSession): void {
    const question = this.#onTheWay.get(session);
    const threadId = session.thread?.id;
    if (question && threadId !== undefined) this.#then(() => this.#options.outbox.change(question, { threadId }));
  }

  /** The vendor has the question. */
  stored(session: ChatSession): void {
    const question = this.#onTheWay.get(session);
    if (!question) return;
    this.#onTheWay.delete(session);
    this.#then(() => this.#options.outbox.change(question, { state: 'answered' }));
    // Where it could not be written down it was left in its draft.
    const key = keyOf(session);
    if (this.#options.store.get(key) === composeQuestion(question.text, question.context)) {
      this.#options.store.set(key, '');
    }
  }

  /** Forgets what an earlier version left with the workspace and could not be taken over yet. */
  async forgetOld(): Promise<void> {
    await this.#working;
    await this.#options.memento.update(oldKey, undefined);
  }

  /** Resolves when all that was set is on the disk. */
  async saved(): Promise<void> {
    await this.#working;
    await this.#options.store.saved();
  }

  #lostQuestion(session: ChatSession): string {
    const lost = this.#lost.get(session) ?? [];
    if (lost.length === 0 || session.loading) return '';
    const shown = new Set(
      session.transcript.messages.filter(({ role }) => role === 'user').map(({ text }) => text.trim()),
    );
    // What did arrive is shown by the conversation.
    const texts = lost.map(({ text, context }) => composeQuestion(text, context));
    return texts.filter((text) => !shown.has(text.trim())).join('\n\n');
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
