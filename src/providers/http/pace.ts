import { sleep } from '../../base/sleep.ts';
import { ChatError } from '../../chat/model/errors.ts';

/** A limit of requests to a vendor. */
export interface Rate {
  readonly perSecond: number;
  readonly perMinute: number;
}

const minute = 60_000;

/** A header that shuts a service for a hundred years must not take it away from the person. Milliseconds. */
const longestClosing = 60 * minute;

/** A turn is not yet a request on the wire, nor at the vendor: windows are counted this much longer, in milliseconds. */
const slack = 100;

/** A limit of `count` requests in any `length` milliseconds. */
interface Window {
  readonly count: number;
  readonly length: number;
}

/** A rate below one is one in a longer time. */
function windowOf(count: number, length: number): Window {
  return count >= 1 ? { count: Math.floor(count), length: length + slack } : { count: 1, length: length / count };
}

/**
 * One of a vendor's rate limits, kept on our side, so that it is never met. No window of a second or a minute holds
 * more than `rate` requests: a bucket that refills steadily would let twice as many through in its first minute. Time
 * is monotonic. (Of cockatiel, which repeats requests here, neither the bulkhead nor the circuit breaker fits: one
 * limits how many run at once, the other opens after failures; none counts requests by time or takes a date to reopen.)
 */
export class Pace {
  readonly #windows: readonly Window[];
  /** The times at which requests began or will begin, in milliseconds, in order. */
  #starts: number[] = [];
  #closedUntil = 0;
  /** When the vendor takes requests again by its own words, in milliseconds since the epoch. */
  #opensAt = 0;

  /** Keeps only to `closeUntil` where no rate is given. */
  constructor(rate?: Rate) {
    this.#windows = rate ? [windowOf(rate.perSecond, 1000), windowOf(rate.perMinute, minute)] : [];
  }

  /**
   * Settles when a request may be sent. Fails at once, with ChatError `rate-limited` and the time, when that takes
   * longer than `longest` milliseconds, and with the signal's reason.
   */
  async turn(longest: number, signal: AbortSignal): Promise<void> {
    const latest = performance.now() + longest;
    for (;;) {
      const start = this.#reserve(latest);
      try {
        const wait = start - performance.now();
        if (wait > 0) await sleep(wait, signal);
        else signal.throwIfAborted();
      } catch (error) {
        this.#release(start);
        throw error;
      }
      // While it waited, the vendor may have said that it takes nothing: then all who wait begin anew.
      if (this.#closedUntil <= performance.now()) return;
      this.#release(start);
    }
  }

  /**
   * The vendor takes nothing before `time`, in milliseconds since the epoch: told to whoever asks, though it is asked
   * again after an hour.
   */
  closeUntil(time: number): void {
    this.#opensAt = Math.max(this.#opensAt, time);
    this.#closedUntil = Math.max(this.#closedUntil, performance.now() + Math.min(time - Date.now(), longestClosing));
  }

  #reserve(latest: number): number {
    const now = performance.now();
    const longest = Math.max(0, ...this.#windows.map(({ length }) => length));
    this.#starts = this.#starts.filter((start) => start > now - longest);
    const free = this.#windows.map(({ count, length }) => {
      const blocking = this.#starts.at(-count);
      return blocking === undefined || this.#starts.length < count ? now : blocking + length;
    });
    // First come, first served.
    const start = Math.max(now, this.#closedUntil, this.#starts.at(-1) ?? now, ...free);
    if (start > latest) {
      const told = now < this.#closedUntil ? this.#opensAt : 0;
      throw new ChatError('rate-limited', { processed: 'no', retryAt: Math.max(told, Date.now() + start - now) });
    }
    this.#starts.push(start);
    return start;
  }

  #release(start: number): void {
    const index = this.#starts.lastIndexOf(start);
    if (index >= 0) this.#starts.splice(index, 1);
  }
}
