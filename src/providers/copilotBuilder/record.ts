import { ChatError } from '../../chat/errors.ts';
import type { Message, Thread } from '../../chat/model.ts';
import type { ThreadStore } from '../../chat/threadStore.ts';

/**
 * What was said in each conversation: on disk, and, as long as the disk takes nothing, in memory. The vendor shows it to
 * nobody, so an answer that has come must not be lost to a disk that is full for a while.
 */
export class OwnRecord {
  readonly #threads: ThreadStore;
  /** By thread: what could not be written yet. */
  readonly #unsaved = new Map<string, readonly Message[]>();

  constructor(threads: ThreadStore) {
    this.#threads = threads;
  }

  /** Each question with its answers below it. Fails as the store does. */
  async messages(thread: Thread): Promise<readonly Message[]> {
    return inOrder([...(await this.#threads.messages(thread)), ...(this.#unsaved.get(thread.id) ?? [])]);
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
      if (error instanceof ChatError && error.code === 'thread-gone') this.forget(thread);
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
    if (message.role === 'user') above = message.id;
    const question = message.role === 'user' ? undefined : (message.answerTo ?? above);
    if (question === undefined || !questions.has(question)) others.push(message);
    else answers.set(question, [...(answers.get(question) ?? []), message]);
  }
  return others.flatMap((message) => {
    const own = answers.get(message.id) ?? [];
    return own.length > 0 ? [{ ...message, state: 'sent' as const }, ...own] : [message];
  });
}
