import { orAborted } from '../http/clocks.ts';

/** Runs the questions of one thread one after the other: what parallel messages do to a vendor's session is undefined. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** `run`, once every earlier run of the thread has ended. Fails with the signal's reason while it waits. */
  async *follow<T>(threadId: string, signal: AbortSignal, run: () => AsyncIterable<T>): AsyncGenerator<T, void> {
    const before = this.#last.get(threadId) ?? Promise.resolve();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const turn = before.then(() => ended);
    this.#last.set(threadId, turn);
    try {
      await orAborted(before, signal);
      yield* run();
    } finally {
      end();
      if (this.#last.get(threadId) === turn) this.#last.delete(threadId);
    }
  }
}
