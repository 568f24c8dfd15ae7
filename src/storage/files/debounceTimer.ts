/** Does `work` as soon as nothing was started for a while, or a while after the first start. */
export class DebounceTimer {
  readonly #rest: number;
  readonly #longest: number;
  readonly #work: () => void;
  #firstAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Milliseconds without a start, and from the first one. */
  constructor(rest: number, longest: number, work: () => void) {
    this.#rest = rest;
    this.#longest = longest;
    this.#work = work;
  }

  start(): void {
    this.#firstAt ??= performance.now();
    const left = this.#firstAt + this.#longest - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.stop();
        this.#work();
      },
      Math.max(0, Math.min(this.#rest, left)),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#firstAt = undefined;
  }
}
