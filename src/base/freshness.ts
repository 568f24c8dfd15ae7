interface UnderWay<T> {
  readonly of: T;
  isFresh: boolean;
  done: Promise<unknown>;
}

/** Work that is under way, and whether what it is about was forgotten meanwhile: what it brings is not kept then. */
export class Freshness<T> {
  readonly #underWay = new Set<UnderWay<T>>();

  /** Runs `work`, which asks `isFresh` after each waiting, before it keeps anything. */
  async during<R>(of: T, work: (isFresh: () => boolean) => Promise<R>): Promise<R> {
    const one: UnderWay<T> = { of, isFresh: true, done: Promise.resolve() };
    this.#underWay.add(one);
    const running = work(() => one.isFresh);
    one.done = running;
    try {
      return await running;
    } finally {
      this.#underWay.delete(one);
    }
  }

  /** Marks the work on these as stale, since they are forgotten. Resolves when it has ended, well or not. */
  async end(which: (of: T) => boolean): Promise<void> {
    const ended = [...this.#underWay].filter(({ of }) => which(of));
    for (const one of ended) one.isFresh = false;
    await Promise.allSettled(ended.map(({ done }) => done));
  }
}
