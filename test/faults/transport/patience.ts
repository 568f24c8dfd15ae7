import type { Timeouts } from '../../../src/chat/timeouts.ts';
import type { Lag } from './lag.ts';

const hardLimit = 120_000;
/** What may come on top of an attempt's own clock, in milliseconds: pauses before it is repeated, looks, the disk. */
const grace = 1000;

/** Whether each attempt ends within its own clock, however many there are. */
export class Patience {
  readonly #lag: Lag;
  readonly #clocks: Timeouts;
  #since = 0;
  #lagged = 0;
  #longest = 0;

  constructor(lag: Lag, clocks: Timeouts) {
    this.#lag = lag;
    this.#clocks = clocks;
  }

  /** An attempt has ended, as the client's log tells. */
  readonly heard = (line: string): void => {
    if (/ attempt \d+$/.test(line)) this.#mark();
  };

  #mark(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#since - (this.#lag.total - this.#lagged));
    this.#since = now;
    this.#lagged = this.#lag.total;
  }

  /** The law that `work` broke, if any. */
  async settles(name: string, work: Promise<unknown>): Promise<string | undefined> {
    this.#since = performance.now();
    this.#lagged = this.#lag.total;
    this.#longest = 0;
    const limit = new Promise<'hang'>((resolve) => setTimeout(() => resolve('hang'), hardLimit).unref());
    const result = await Promise.race([work.then(() => 'settled' as const), limit]);
    this.#mark();
    const allowed = this.#clocks.total + grace;
    if (result !== 'hang' && this.#longest <= allowed) return undefined;
    return `hang: ${name} waited ${Math.round(this.#longest)} of ${allowed} ms for one attempt`;
  }
}
