import type { Log } from '../../base/log.ts';
import { errorData } from '../model/errors.ts';
import type { ContextItem, Draft } from '../model/model.ts';
import { composeQuestion } from '../model/questionText.ts';
import type { DraftKey, DraftStore } from '../ports/drafts.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import type { ChatSession } from '../session/session.ts';
import { holdsParagraphs, mergeTexts } from '../text/mergeDraft.ts';
import { draftKey, threadKeyOf, unbegunKey } from './draftKey.ts';
import { joined, StoredDrafts } from './storedDrafts.ts';

export interface DraftsOptions {
  readonly store: DraftStore;
  readonly outbox: Outbox;
  readonly log: Log;
}

/**
 * Unsent text with its passages, one for each conversation: it survives switching, hiding, reloading and a crash. A
 * question whose window closed before its conversation had begun, or while it waited, comes back as a draft; one that may
 * have been sent is shown by its conversation.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  readonly #stored: StoredDrafts;
  /** Questions that never went out, by their conversation, until they stand in its composer. */
  readonly #lost = new WeakMap<ChatSession, readonly OutboxEntry[]>();
  readonly #keys = new WeakMap<ChatSession, DraftKey>();
  /** The first question of a conversation, once it is on the disk. */
  readonly #begun = new WeakMap<ChatSession, string>();
  /** The ids of the questions that were drafts. */
  readonly #writtenIds = new WeakMap<ChatSession, Set<string>>();
  /** The questions whose words were cut from the text of the composer. */
  readonly #sentIds = new WeakMap<ChatSession, Set<string>>();
  /** The text of its message field in this window, as far as that was told. */
  readonly #own = new WeakMap<ChatSession, string>();
  readonly #ownPassages = new WeakMap<ChatSession, ReadonlySet<string>>();
  /** The question whose change stands in the message field. */
  readonly #edits = new WeakMap<ChatSession, string>();
  /** Conversations that are gone. */
  readonly #detached = new WeakSet<ChatSession>();
  #working: Promise<unknown> = Promise.resolve();

  constructor(options: DraftsOptions) {
    this.#options = options;
    this.#stored = new StoredDrafts(options.store);
  }

  get(session: ChatSession): string {
    return this.#withLost(session, this.#options.store.get(this.#key(session)));
  }

  /** `basedOn`: what stood there before. Something else by now, put there by others, stays beside it. */
  set(session: ChatSession, text: string, basedOn?: string): void {
    const { store } = this.#options;
    const key = this.#key(session);
    const stored = store.get(key);
    const before = this.#withLost(session, stored);
    const merged = mergeTexts(basedOn ?? before, text, before);
    this.#own.set(session, text);
    store.set(key, merged, stored);
    this.#release(session, merged);
  }

  passages(session: ChatSession): readonly ContextItem[] {
    return this.#options.store.passages(this.#key(session));
  }

  /** Replaces the passages `basedOn`. `own`: those of them that this window has put there. */
  setPassages(
    session: ChatSession,
    passages: readonly ContextItem[],
    own = passages,
    basedOn = this.passages(session),
  ): void {
    this.#ownPassages.set(session, new Set(own.map(({ id }) => id)));
    this.#options.store.setPassages(this.#key(session), passages, basedOn);
  }

  /** The change of the question `id` stands in the message field from now on, if there is one; the draft stays stored. */
  beginEdit(session: ChatSession, id: string): void {
    this.#key(session);
    this.#edits.set(session, id);
    this.#shows(session);
  }

  /** The change has come to its end: the draft stands in the message field again. Gives what the change was. */
  endEdit(session: ChatSession): Draft {
    const key = this.#key(session);
    const change = this.#stored.get(key);
    if (!this.#edits.delete(session)) return { text: '', passages: [] };
    this.#stored.drop(key, change);
    this.#shows(session);
    return change;
  }

  isEditing(session: ChatSession): boolean {
    return this.#edits.has(session);
  }

  /** The questions whose change was begun, here or in another window. Never rejects. */
  async edits(session: ChatSession): Promise<readonly string[]> {
    try {
      return await this.#options.store.edits(this.#draftKey(session));
    } catch (error) {
      this.#warn(error);
      return [];
    }
  }

  /** Puts the change of a question that can no longer be changed ahead of the draft. */
  joinEdit(session: ChatSession, id: string): void {
    const draft = this.#draftKey(session);
    const key = { ...draft, edits: id };
    const change = this.#stored.get(key);
    this.#stored.add(draft, change, 'before');
    this.#stored.drop(key, change);
  }

  /**
   * Looks for what never went out: questions of a window that is gone, and, but for `waiting`, of one that was to wait.
   * True: there is some, and `get` gives it.
   */
  async recover(session: ChatSession, waiting: () => string | undefined): Promise<boolean> {
    const { store, outbox } = this.#options;
    const key = this.#draftKey(session);
    try {
      const lost = (await outbox.list(threadKeyOf(session))).filter(({ id, state, abandoned, own }) => {
        if (!session.thread) return abandoned;
        return state === 'queued' && (abandoned || own) && id !== waiting();
      });
      // Nothing is being changed in what has not begun: its conversation is gone.
      const left = session.thread || session.transcript.messages.length > 0 ? [] : await this.edits(session);
      for (const id of left) this.joinEdit(session, id);
      // What was typed below a question whose conversation never began.
      for (const { id } of lost) this.#stored.move(unbegunKey(session, id), key);
      this.#lost.set(session, lost);
      // It had come into the draft, and the window closed before it left the outbox.
      this.#release(session, store.get(key));
      return left.length > 0 || (this.#lost.get(session) ?? []).length > 0;
    } catch (error) {
      this.#warn(error);
      return false;
    }
  }

  /**
   * `text` is on the disk as the question `id`, or the vendor has it: it is no draft any more. Once for each question:
   * the same words typed since then are the next one.
   */
  written(session: ChatSession, text: string, id: string): void {
    if (!isFirst(this.#writtenIds, session, id)) return;
    const draft = this.#options.store.get(this.#key(session));
    if (draft.trim() === text.trim()) this.#cut(session, draft, '');
    this.#release(session, text);
    const [first] = session.transcript.messages;
    if (first) this.#begun.set(session, first.id);
  }

  /**
   * Cuts a sent question from the text of the composer as `written` does: text that was typed behind it since then
   * stays.
   */
  sent(session: ChatSession, text: string, id: string): void {
    if (isFirst(this.#sentIds, session, id)) {
      const shown = this.#own.get(session) ?? this.#options.store.get(this.#key(session));
      if (shown.startsWith(text)) this.#cut(session, shown, shown.slice(text.length));
      else this.#cut(session, text, '');
    }
    this.written(session, text, id);
    // A crash must not bring back as a draft what is a question.
    this.rest();
  }

  /** The conversation has got its thread: its draft goes with it. */
  follow(session: ChatSession): void {
    this.#key(session);
  }

  /**
   * The conversation is gone: its draft is that of the next one with its assistant, which has not begun. False: it was
   * already.
   */
  leave(session: ChatSession): boolean {
    if (this.#detached.has(session)) return false;
    this.#key(session);
    this.#detached.add(session);
    this.#key(session);
    return true;
  }

  /** `from` of the draft has become `to`; what else stands there is another window's. */
  #cut(session: ChatSession, from: string, to: string): void {
    const { store } = this.#options;
    store.set(this.#key(session), to, from);
    if (this.#own.get(session) === from) this.#own.set(session, to);
  }

  /** Writes at once what was set, since typing has paused. Where that fails the store tells. */
  rest(): void {
    void this.#options.store.saved().catch(() => undefined);
  }

  /** Resolves when all that was set is on the disk. */
  async saved(): Promise<void> {
    await this.#working;
    await this.#options.store.saved();
  }

  /** Returns the key of the text in the message field. */
  #key(session: ChatSession): DraftKey {
    const key = this.#draftKey(session);
    const edits = this.#edits.get(session);
    return edits === undefined ? key : { ...key, edits };
  }

  /** Returns the key of the draft of `session`; it follows when that changes. */
  #draftKey(session: ChatSession): DraftKey {
    const { threadId: _, ...next } = threadKeyOf(session);
    const key: DraftKey = this.#detached.has(session) ? next : draftKey(session, this.#begun.get(session));
    const before = this.#keys.get(session);
    this.#keys.set(session, key);
    if (!before || before.threadId === key.threadId) return key;
    if (before.threadId === undefined) this.#begin(session, before, key);
    else this.#stored.move(before, key);
    const edits = this.#edits.get(session);
    if (edits !== undefined) this.#stored.move({ ...before, edits }, { ...key, edits });
    return key;
  }

  /** The place for conversations that have not begun is one for all windows of a workspace: what others put there stays. */
  #begin(session: ChatSession, from: DraftKey, to: DraftKey): void {
    const { store } = this.#options;
    const text = store.get(from);
    const own = this.#own.get(session) ?? text;
    const isOwn = holdsParagraphs(text, own);
    const ids = this.#ownPassages.get(session);
    const passages = store.passages(from).filter(({ id }) => (ids ? ids.has(id) : own === text));
    this.#stored.add(to, { text: isOwn ? own : '', passages });
    if (isOwn) store.set(from, '', own);
    store.setPassages(from, [], passages);
  }

  /** Forgets what this window had in the message field, which shows another text now. */
  #shows(session: ChatSession): void {
    this.#own.delete(session);
    this.#ownPassages.delete(session);
  }

  #withLost(session: ChatSession, text: string): string {
    if (this.#edits.has(session)) return text;
    return joined([...(this.#lost.get(session) ?? []).map(textOf), text]);
  }

  /** Removes recovered questions from the outbox as soon as their text is on the disk as a draft. */
  #release(session: ChatSession, text: string): void {
    const lost = this.#lost.get(session);
    if (!lost) return;
    const beside = new Set(this.passages(session).map(({ id }) => id));
    const come = lost.filter((entry) => {
      // Of a question that was being changed the passages are beside its words already.
      const isBeside = entry.context.every(({ id }) => beside.has(id));
      return holdsParagraphs(text, isBeside ? entry.text : textOf(entry));
    });
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
}

function textOf({ text, context }: OutboxEntry): string {
  return composeQuestion(text, context);
}

/** Whether the question `id` of `session` was not seen before. */
function isFirst(seenIds: WeakMap<ChatSession, Set<string>>, session: ChatSession, id: string): boolean {
  const seen = seenIds.get(session) ?? new Set();
  seenIds.set(session, seen);
  const { size } = seen;
  return seen.add(id).size > size;
}
