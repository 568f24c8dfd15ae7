import { ChatError } from '../../../chat/model/errors.ts';
import type { HaufeApi, WireThread } from '../api.ts';

/** The number of the newest threads that fit which are looked into. */
const most = 3;

/**
 * Makes threads, and finds the one that was made by an attempt whose answer was lost: otherwise an empty conversation
 * would stay at the vendor. Found is only what bears this installation's user id: the list has the whole tenant's
 * threads, and a question must never land in a colleague's. Without such an id (files were never used) nobody can tell
 * them apart, and the empty one stays.
 */
export class ThreadCreator {
  readonly #api: HaufeApi;
  /** Attempts that may have made a thread which nobody has used yet. */
  readonly #lost = new Set<string>();

  constructor(api: HaufeApi) {
    this.#api = api;
  }

  /** Fails as `Http` does. */
  async create(
    assistantId: string,
    title: string,
    userId: string | undefined,
    signal: AbortSignal,
  ): Promise<WireThread> {
    if (userId === undefined) return this.#api.createThread(assistantId, title, userId, signal);
    const attempt = JSON.stringify([assistantId, title]);
    // Where this fails, making one would fail too, or make another.
    const left = this.#lost.has(attempt) ? await this.#find(assistantId, title, userId, signal) : undefined;
    const thread = left ?? (await this.#make(attempt, assistantId, title, userId, signal));
    this.#lost.delete(attempt);
    return thread;
  }

  async #make(
    attempt: string,
    assistantId: string,
    title: string,
    userId: string,
    signal: AbortSignal,
  ): Promise<WireThread> {
    try {
      return await this.#api.createThread(assistantId, title, userId, signal);
    } catch (error) {
      if (!signal.aborted && !(error instanceof ChatError && error.processed === 'maybe')) throw error;
      this.#lost.add(attempt);
      signal.throwIfAborted();
      const found = await this.#find(assistantId, title, userId, signal).catch(() => undefined);
      if (!found) throw error;
      return found;
    }
  }

  /** The only empty thread with this title, of this user; undefined when there is none, or more than one. */
  async #find(
    assistantId: string,
    title: string,
    userId: string,
    signal: AbortSignal,
  ): Promise<WireThread | undefined> {
    const { items } = await this.#api.threads(undefined, signal, userId);
    const alike = items.filter(
      (thread) => thread.user_id === userId && thread.assistant_id === assistantId && thread.title?.trim() === title,
    );
    const empty: WireThread[] = [];
    for (const thread of alike.slice(0, most)) {
      const { items: messages } = await this.#api.messages(thread.id, signal, { limit: 1 });
      if (messages.length === 0) empty.push(thread);
    }
    return empty.length === 1 ? empty[0] : undefined;
  }
}
