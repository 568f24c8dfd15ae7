import { ChatError, isAbort } from './errors.ts';
import type { ErrorData } from './model.ts';

/** Work on the messages of a conversation during which nothing is sent; one at a time, as its caller sees to. */
export class Loading {
  /** Why the last reading failed, where it did. */
  error: ErrorData | undefined;
  #busy = false;
  readonly #signal: AbortSignal;
  readonly #report: (error: unknown) => ErrorData;
  readonly #changed: () => void;

  constructor(signal: AbortSignal, report: (error: unknown) => ErrorData, changed: () => void) {
    this.#signal = signal;
    this.#report = report;
    this.#changed = changed;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** A reading that nobody asked for failed: that the conversation is gone is said all the same. */
  missed(error: unknown): undefined {
    if (!(error instanceof ChatError) || error.code !== 'thread-gone' || this.#busy) return;
    this.error = this.#report(error);
    this.#changed();
  }

  /** Never rejects: resolves why `work` failed, if so; undefined also when the conversation was closed meanwhile. */
  async during(work: () => Promise<void>): Promise<ErrorData | undefined> {
    this.#busy = true;
    this.error = undefined;
    this.#changed();
    try {
      await work();
    } catch (error) {
      return isAbort(error, this.#signal) ? undefined : this.#report(error);
    } finally {
      this.#busy = false;
      this.#changed();
    }
    return undefined;
  }
}
