import type { SecretStore } from '../../src/host/connections/keys/patientSecrets.ts';

type Change = { readonly key: string };

/** What a system's keyring and VS Code's SecretStorage over it do, in memory; and what they do when they fail. */
export class MemorySecrets implements SecretStore {
  readonly values = new Map<string, string>();
  readonly #listeners = new Set<(change: Change) => unknown>();
  /** Calls that fail from now on, as on a system without a keyring, or with one that is locked. */
  readonly fails = new Set<'get' | 'store' | 'delete' | 'keys'>();
  /** `store` says that it succeeded, and keeps nothing. */
  keepsNothing = false;

  readonly onDidChange = (listener: (change: Change) => unknown) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  async get(name: string): Promise<string | undefined> {
    this.#attempt('get');
    return this.values.get(name);
  }

  async store(name: string, value: string): Promise<void> {
    this.#attempt('store');
    if (!this.keepsNothing) this.values.set(name, value);
    this.changed(name);
  }

  async delete(name: string): Promise<void> {
    this.#attempt('delete');
    this.values.delete(name);
    this.changed(name);
  }

  async keys(): Promise<readonly string[]> {
    this.#attempt('keys');
    return [...this.values.keys()];
  }

  /** As after a change in another window. */
  changed(key: string): void {
    for (const listener of this.#listeners) listener({ key });
  }

  #attempt(call: 'get' | 'store' | 'delete' | 'keys'): void {
    if (this.fails.has(call)) throw new Error('Cannot autolaunch D-Bus without X11 $DISPLAY');
  }
}
