import { attempt } from './attempt.ts';

/** Takes a listener, gives back how to stop listening. */
export type Subscribe<T> = (listener: (value: T) => void) => { dispose(): void };

/**
 * A list of listeners, since this room may not know VS Code's. Listeners are called in the order they came; one that
 * throws is reported, and keeps neither the others nor whoever emits from going on.
 */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #report: (error: unknown) => void;

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  readonly subscribe: Subscribe<T> = (listener) => {
    // Wrapped, so that the same function given twice counts twice.
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  emit(value: T): void {
    for (const listener of [...this.#listeners]) attempt(() => listener(value), this.#report);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
