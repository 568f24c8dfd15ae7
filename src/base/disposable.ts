/** Holds what the class that extends it made, and disposes of it with itself. */
export abstract class DisposableStore {
  readonly #owned: { dispose(): unknown }[] = [];

  protected register<T extends { dispose(): unknown }>(value: T): T {
    this.#owned.push(value);
    return value;
  }

  dispose(): void {
    for (const value of this.#owned.splice(0).reverse()) value.dispose();
  }
}

/** Several disposables as one. */
export function all(...disposables: readonly { dispose(): unknown }[]): { dispose(): void } {
  return {
    dispose: () => {
      for (const value of disposables) value.dispose();
    },
  };
}
