/** What may die with its window: from then on nothing that is called here does anything, or ever returns. */
export class Life {
  #over = false;

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
  }

  /** `part` as long as this lives. Only its methods are used. */
  mortal<T extends object>(part: T): T {
    return new Proxy(part, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown =>
          this.#over ? new Promise<never>(() => undefined) : Reflect.apply(value, target, given);
      },
    });
  }
}
