/** Takes a listener, gives back how to stop listening. */
export type Subscribe<T> = (listener: (value: T) => void) => { dispose(): void };

/** A list of listeners, since this room may not know VS Code's. Listeners are called in the order they came. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly subscribe: Subscribe<T> = (listener) => {
    // Wrapped, so that the same function given twice counts twice.
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
