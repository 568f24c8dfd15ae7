import type { ErrorData } from '../../chat/model/errorData.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { Message, Thread } from '../../chat/model/model.ts';
import type { ThreadStore } from '../../chat/ports/threads.ts';

const records = new WeakMap<ThreadStore, OwnRecord>();

/**
 * The messages of each conversation: on disk, and, as long as the disk takes nothing, in memory. The vendor shows them
 * to nobody, so an answer that has come must not be lost to a disk that is full for a while.
 */
export class OwnRecord {
  readonly #threads: ThreadStore;
  /** The messages that could not be written yet, by thread. */
  readonly #unsaved = new Map<string, readonly Message[]>();
  /** The reason of the latest failed attempt. */
  #failure: ErrorData = { code: 'answer-unsaved' };

  constructor(threads: ThreadStore) {
    this.#threads = threads;
  }

  /** The one over `threads`: a connection that is changed is made anew, and what is unsaved must outlive that. */
  static over(threads: ThreadStore): OwnRecord {
    const record = records.get(threads) ?? new OwnRecord(threads);
    records.set(threads, record);
    return record;
  }

  /** Each question with its answers below it; one that is not on the disk says so. Fails as the store does. */
  async messages(thread: Thread): Promise<readonly Message[]> {
    const unsaved = this.#unsaved.get(thread.id) ?? [];
    const marked = unsaved.map(
      (message): Message => (message.role === 'user' ? message : { ...message, error: this.#failure }),
    );
    return inOrder([...(await this.#threads.messages(thread)), ...marked]);
  }

  /** The answers to the question `id`, apart from empty ones; none where it has not been answered. */
  async answersTo(thread: Thread, id: string | undefined): Promise<readonly Message[]> {
    const all = id === undefined ? [] : await this.messages(thread);
    return all.filter(({ answerTo, state }) => answerTo === id && state === 'complete');
  }

  /** Writes a question with its answers; what cannot be written is kept for `save`. Fails as the store does. */
  async add(thread: Thread, messages: readonly Message[]): Promise<void> {
    this.#unsaved.set(thread.id, [...(this.#unsaved.get(thread.id) ?? []), ...messages]);
    await this.save(thread);
  }

  /** Writes what could not be written before. Fails as the store does, and keeps it then, unless the thread is gone. */
  async save(thread: Thread): Promise<void> {
    try {
      for (let next = this.#first(thread); next; next = this.#first(thread)) {
        await this.#threads.putMessage(thread, next);
        this.#drop(thread, next);
      }
    } catch (error) {
      this.#failure = unsavedBy(error);
      if (this.#failure.code === 'thread-gone') this.forget(thread);
      throw error;
    }
  }

  forget(thread: Thread): void {
    this.#unsaved.delete(thread.id);
  }

  #first(thread: Thread): Message | undefined {
    return this.#unsaved.get(thread.id)?.[0];
  }

  #drop(thread: Thread, written: Message): void {
    const rest = (this.#unsaved.get(thread.id) ?? []).filter((message) => message !== written);
    if (rest.length > 0) this.#unsaved.set(thread.id, rest);
    else this.#unsaved.delete(thread.id);
  }
}

/** Returns the error of an answer that could not be stored because of `error`. */
export function unsavedBy(error: unknown): ErrorData {
  const { code, detail } = errorData(error);
  // A conversation that is gone has a way on of its own.
  return code === 'thread-gone' ? { code } : { code: 'answer-unsaved', ...(detail !== undefined && { detail }) };
}

/**
 * Answers below the question that they name, or, where none is named, below the one they were written after: of two windows
 * each may write between question and answer of the other. A question that has an answer was sent, whatever was written
 * of it: whoever wrote that may have been killed, or may have stopped waiting for what another window then got.
 */
function inOrder(written: readonly Message[]): readonly Message[] {
  const messages = [...new Map(written.map((message) => [message.id, message])).values()];
  const questions = new Set(messages.filter(({ role }) => role === 'user').map(({ id }) => id));
  const answers = new Map<string, Message[]>();
  const others: Message[] = [];
  let above: string | undefined;
  for (const message of messages) {
    // What surely did not arrive has no answer.
    if (message.role === 'user') above = message.state === 'failed' ? undefined : message.id;
    const question = message.role === 'user' ? undefined : (message.answerTo ?? above);
    if (question === undefined || !questions.has(question)) others.push(message);
    else answers.set(question, [...withText(answers.get(question)), message]);
  }
  return others.flatMap((message) => {
    const own = answers.get(message.id) ?? [];
    return own.length > 0 ? [{ ...message, state: 'sent' as const }, ...own] : [message];
  });
}

/** Returns the answers with text: one without makes room for the one that was asked for again. */
function withText(answers: readonly Message[] = []): readonly Message[] {
  return answers.filter(({ state }) => state !== 'empty');
}
