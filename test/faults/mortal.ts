/** What may die with its window: from then on nothing that is called here does anything, or ever returns. */
export class Life {
  #over = false;
  readonly #begun = new Set<Promise<unknown>>();

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
  }

  /** What had begun before the end is over too: a process that is gone does not write while the next one reads. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#begun);
  }

  /** `part` as long as this lives. Only its methods are used; `watch` is told what they begin. */
  mortal<T extends object>(part: T, watch?: (work: Promise<unknown>) => void): T {
    return new Proxy(part, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          if (this.#over) return new Promise<never>(() => undefined);
          const result: unknown = Reflect.apply(value, target, given);
          if (result instanceof Promise) {
            this.#follow(result);
            watch?.(result);
          }
          return result;
        };
      },
    });
  }

  #follow(work: Promise<unknown>): void {
    this.#begun.add(work);
    const done = (): void => void this.#begun.delete(work);
    work.then(done, done);
  }
}
