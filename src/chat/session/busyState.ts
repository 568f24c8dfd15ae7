import type { ErrorData } from '../model/errorData.ts';
import { ChatError, isAbort } from '../model/errors.ts';

export interface LoadingOptions {
  /** A question need not wait for it: it makes room. Else nothing is sent meanwhile. */
  readonly yields?: true;
  /** The person can stop it. What changes something at the vendor goes on to its end. */
  readonly isStoppable?: boolean;
}

interface Work extends LoadingOptions {
  readonly stop: AbortController;
}

/** Work on the messages of a conversation; one at a time, as its caller sees to. */
export class Loading {
  /** The reason why the last reading failed, if it did. */
  error: ErrorData | undefined;
  #work: Work | undefined;
  readonly #signal: AbortSignal;
  readonly #report: (error: unknown) => ErrorData;
  readonly #changed: () => void;

  constructor(signal: AbortSignal, report: (error: unknown) => ErrorData, changed: () => void) {
    this.#signal = signal;
    this.#report = report;
    this.#changed = changed;
  }

  /** Whether reading or deleting keeps every question from being sent. */
  get busy(): boolean {
    return this.#work !== undefined && !this.#work.yields;
  }

  /** Whether something is read that makes room for a question. */
  get yielding(): boolean {
    return this.#work?.yields === true;
  }

  /** A reading that nobody asked for failed: that the conversation is gone is said all the same. */
  missed(error: unknown): undefined {
    if (!(error instanceof ChatError) || error.code !== 'thread-gone' || this.#work) return;
    this.error = this.#report(error);
    this.#changed();
  }

  /** Ends what makes room. */
  makeRoom(): void {
    if (this.yielding) this.stop();
  }

  /** Ends what the person may stop: from here on it counts as over, whatever it still does. */
  stop(): void {
    const work = this.#work;
    if (!work || work.isStoppable === false) return;
    this.#work = undefined;
    work.stop.abort(new DOMException('Stopped', 'AbortError'));
    this.#changed();
  }

  /**
   * Does `work`, and never rejects: resolves why it failed, if so, or that it was stopped, if a question would have had
   * to wait for it; undefined also when the conversation was closed meanwhile.
   */
  async during(
    work: (signal: AbortSignal) => Promise<void>,
    options: LoadingOptions = {},
  ): Promise<ErrorData | undefined> {
    this.makeRoom();
    const own: Work = { ...options, stop: new AbortController() };
    const signal = AbortSignal.any([this.#signal, own.stop.signal]);
    this.#work = own;
    this.error = undefined;
    this.#changed();
    try {
      await work(signal);
    } catch (error) {
      if (this.#signal.aborted && isAbort(error, this.#signal)) return undefined;
      if (!own.stop.signal.aborted) return this.#report(error);
      // What has begun since tells itself how it went.
      return own.yields || this.#work ? undefined : { code: 'reading-stopped' };
    } finally {
      if (this.#work === own) this.#work = undefined;
      this.#changed();
    }
    return undefined;
  }

  /** Does work that nobody can stop, as `during`. `isCut`: the conversation was closed before it was done. */
  async whole(work: () => Promise<void>): Promise<{ readonly error: ErrorData | undefined; readonly isCut: boolean }> {
    let isDone = false;
    const error = await this.during(
      async () => {
        await work();
        isDone = true;
      },
      { isStoppable: false },
    );
    return { error, isCut: !isDone && !error };
  }
}
