const every = 20;

/** How late this process's own timers are: what a busy machine adds to every wait, in milliseconds. */
export class Lag {
  #total = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.#total += Math.max(0, now - this.#last - every);
    this.#last = now;
  }, every);

  /** All lateness since the start. */
  get total(): number {
    return this.#total + Math.max(0, performance.now() - this.#last - every);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
