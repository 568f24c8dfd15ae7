import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError } from '../../chat/model/errors.ts';

/** So many calls in a row, each with its repetitions, and a host is left alone for so many milliseconds. */
const failuresInRow = 5;
const restAfter = 30_000;

/** Failures without a status that say something about the host; that this computer is offline says nothing. */
const hostFails: ReadonlySet<ErrorCode> = new Set([
  'network',
  'refused',
  'timeout-headers',
  'timeout-idle',
  'timeout-total',
]);

/** Leaves a host alone that fails again and again, and tells until when. Time is monotonic. */
export class Breaker {
  readonly #rest: number;
  #policy: CircuitBreakerPolicy;
  /** Monotonic; undefined while the host is asked. */
  #openedAt: number | undefined;

  constructor(rest = restAfter) {
    this.#rest = rest;
    this.#policy = this.#create();
  }

  /** Runs `work`, or fails with ChatError `paused` and the time when the host is asked again. */
  async guard<T>(host: string, work: () => Promise<T>): Promise<T> {
    // The policy measures by the computer's clock, which may be set back while it waits.
    if (this.#openedAt !== undefined && this.#remainingTime <= 0) this.#reopen();
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ChatError('paused', { processed: 'no', host, retryAt: Date.now() + this.#remainingTime });
    }
  }

  /** A person asks for what comes next: the host is asked once more, and left alone again if that fails. */
  insist(): void {
    if (this.#openedAt !== undefined) this.#reopen();
  }

  get #remainingTime(): number {
    return (this.#openedAt ?? 0) + this.#rest - performance.now();
  }

  /** The next call tries the host: one more failure, and it is left alone again. */
  #reopen(): void {
    this.#openedAt = undefined;
    this.#policy = this.#create(1);
  }

  #create(allowed = failuresInRow): CircuitBreakerPolicy {
    const policy = circuitBreaker(handleWhen(isHostFailure), {
      halfOpenAfter: this.#rest,
      breaker: new ConsecutiveBreaker(allowed),
    });
    policy.onBreak(() => {
      this.#openedAt = performance.now();
    });
    policy.onSuccess(() => {
      if (allowed < failuresInRow) this.#policy = this.#create();
    });
    return policy;
  }
}

function isHostFailure(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  return error.status === undefined ? hostFails.has(error.code) : error.status >= 500;
}
