import type { Message, Thread } from '../../src/chat/model/model.ts';
import type { ThreadStore, VendorSession } from '../../src/chat/ports/threads.ts';

/** A ThreadStore that forgets everything at the end. */
export class MemoryThreads implements ThreadStore {
  readonly #threads = new Map<string, { thread: Thread; messages: Message[]; session?: VendorSession }>();
  /** Thrown by the next `putMessage` that `failsWhen` picks. */
  failure: Error | undefined;
  failsWhen: (message: Message) => boolean = () => true;
  /** Thrown by every `putSession`. */
  sessionFailure: Error | undefined;

  async list(connectionId: string): Promise<readonly Thread[]> {
    return [...this.#threads.values()]
      .map(({ thread }) => thread)
      .filter((thread) => thread.connectionId === connectionId)
      .reverse();
  }

  async create(thread: Thread): Promise<void> {
    this.#threads.set(thread.id, { thread, messages: [] });
  }

  async delete(thread: Thread): Promise<void> {
    this.#threads.delete(thread.id);
  }

  async messages(thread: Thread): Promise<readonly Message[]> {
    return [...this.#of(thread).messages];
  }

  async putMessage(thread: Thread, message: Message): Promise<void> {
    if (this.failure && this.failsWhen(message)) throw this.failure;
    const { messages } = this.#of(thread);
    const index = messages.findIndex(({ id }) => id === message.id);
    if (index < 0) messages.push(message);
    else messages[index] = message;
  }

  async session(thread: Thread): Promise<VendorSession | undefined> {
    return this.#of(thread).session;
  }

  async putSession(thread: Thread, session: VendorSession): Promise<void> {
    if (this.sessionFailure) throw this.sessionFailure;
    this.#of(thread).session = session;
  }

  #of(thread: Thread) {
    const found = this.#threads.get(thread.id);
    if (!found) throw new Error(`no thread ${thread.id}`);
    return found;
  }
}
