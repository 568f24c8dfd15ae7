import type * as vscode from 'vscode';
import type { DraftKey, DraftStore } from '../chat/draftStore.ts';
import { errorData } from '../chat/errors.ts';
import type { Log } from '../chat/log.ts';
import type { ContextItem } from '../chat/model.ts';
import type { Outbox, OutboxEntry } from '../chat/outbox.ts';
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
 * Unsent text with its passages, one for each conversation: it survives switching, hiding, reloading and a crash. A question whose window
 * closed before its conversation had begun, or while it waited, comes back as a draft; one that may have been sent is
 * shown by its conversation.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  /** Questions that never went out, by their conversation, until they stand in its composer. */
  readonly #lost = new WeakMap<ChatSession, readonly OutboxEntry[]>();
  #working: Promise<unknown> = Promise.resolve();

  constructor(options: DraftsOptions) {
    this.#options = options;
    this.#takeOver();
  }

  get(session: ChatSession): string {
    const lost = (this.#lost.get(session) ?? []).map(textOf);
    return [...lost, this.#options.store.get(keyOf(session))].filter((text) => text !== '').join('\n\n');
  }

  set(session: ChatSession, text: string): void {
    this.#options.store.set(keyOf(session), text);
    this.#release(session, text);
  }

  passages(session: ChatSession): readonly ContextItem[] {
    return this.#options.store.passages(keyOf(session));
  }

  setPassages(session: ChatSession, passages: readonly ContextItem[]): void {
    this.#options.store.setPassages(keyOf(session), passages);
  }

  /**
   * Looks for questions that never went out: of a window that is gone, and, but for `waiting`, of one that was to wait.
   * True: there is one, and `get` gives it.
   */
  async recover(session: ChatSession, waiting: () => string | undefined): Promise<boolean> {
    try {
      const entries = await this.#options.outbox.list(keyOf(session));
      const lost = entries.filter(({ id, state, abandoned, own }) => {
        if (!session.thread) return abandoned;
        return state === 'queued' && (abandoned || own) && id !== waiting();
      });
      this.#lost.set(session, lost);
      // It had come into the draft, and the window closed before it left the outbox.
      this.#release(session, this.#options.store.get(keyOf(session)));
      return (this.#lost.get(session) ?? []).length > 0;
    } catch (error) {
      this.#warn(error);
      return false;
    }
  }

  /** `text` is on the disk as a question, or the vendor has it: it is no draft any more. */
  written(session: ChatSession, text: string): void {
    const key = keyOf(session);
    if (this.#options.store.get(key).trim() === text.trim()) this.#options.store.set(key, '');
    this.#release(session, text);
  }

  /** The conversation on the screen has got its thread: what was typed meanwhile goes with it. */
  begun(session: ChatSession): void {
    const { store } = this.#options;
    const { threadId: _, ...unbegun } = keyOf(session);
    const key = keyOf(session);
    store.set(key, store.get(unbegun));
    store.setPassages(key, store.passages(unbegun));
    store.set(unbegun, '');
    store.setPassages(unbegun, []);
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

  /** What has come into the composer is a draft like others, as soon as it is on the disk as one. */
  #release(session: ChatSession, text: string): void {
    const lost = this.#lost.get(session);
    if (!lost) return;
    const come = lost.filter((entry) => text.includes(textOf(entry)));
    this.#lost.set(
      session,
      lost.filter((entry) => !come.includes(entry)),
    );
    const { store, outbox } = this.#options;
    for (const entry of come) {
      this.#then(async () => {
        await store.saved();
        await outbox.remove(entry);
      });
    }
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

function textOf({ text, context }: OutboxEntry): string {
  return composeQuestion(text, context);
}

function keyOf(session: ChatSession): DraftKey {
  const threadId = session.thread?.id;
  return {
    connectionId: session.connectionId,
    assistantId: session.assistant.id,
    ...(threadId !== undefined && { threadId }),
  };
}
