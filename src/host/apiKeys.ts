import * as v from 'valibot';
import * as vscode from 'vscode';
import { type Connection, originOf } from '../chat/connection.ts';
import { ChatError } from '../chat/errors.ts';
import type { Log } from '../chat/log.ts';
import { Owner } from './disposable.ts';

const prefix = 'expertAssistants.key.';
const storedKey = v.object({ origin: v.string(), key: v.string() });
type StoredKey = v.InferOutput<typeof storedKey>;

/** The characters that can stand in an HTTP header without being changed (RFC 9110, 5.5). */
export function isKeyShaped(key: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(key);
}

/**
 * The one owner of keys. Each is stored with the origin that it was entered for and given out for no other. Where
 * SecretStorage fails, a key lives on in memory until the window closes; it never goes anywhere else.
 */
export class ApiKeys extends Owner {
  readonly #secrets: vscode.SecretStorage;
  readonly #log: Log;
  readonly #memory = new Map<string, StoredKey>();
  readonly #changes = this.register(new vscode.EventEmitter<string>());
  /** Id of the connection whose key changed, in this window or another. */
  readonly onChange = this.#changes.event;

  constructor(secrets: vscode.SecretStorage, log: Log) {
    super();
    this.#secrets = secrets;
    this.#log = log;
    this.register(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) this.#changes.fire(key.slice(prefix.length));
      }),
    );
  }

  /** The key for `connection`, or a ChatError that says what is missing. */
  async get(connection: Connection): Promise<string> {
    const stored = this.#memory.get(connection.id) ?? (await this.#read(connection.id));
    if (!stored) throw new ChatError('key-missing', { processed: 'no' });
    if (stored.origin !== originOf(connection)) throw new ChatError('key-other-origin', { processed: 'no' });
    return stored.key;
  }

  async has(connection: Connection): Promise<boolean> {
    try {
      await this.get(connection);
      return true;
    } catch {
      // Whatever the reason, there is no key to use; asking for one is the way on.
      return false;
    }
  }

  /** Stores and reads back. `session`: SecretStorage did not keep it, so it lasts until the window closes. */
  async set(connection: Connection, key: string): Promise<'stored' | 'session'> {
    const origin = originOf(connection);
    if (origin === undefined) return 'stored';
    const value: StoredKey = { origin, key };
    this.#memory.delete(connection.id);
    try {
      await this.#secrets.store(prefix + connection.id, JSON.stringify(value));
      if ((await this.#read(connection.id))?.key === key) return 'stored';
    } catch (error) {
      this.#log.warn(`SecretStorage did not take a key: ${error instanceof Error ? error.name : 'error'}`);
    }
    this.#memory.set(connection.id, value);
    this.#changes.fire(connection.id);
    return 'session';
  }

  async clear(connectionId: string): Promise<void> {
    this.#memory.delete(connectionId);
    await this.#secrets.delete(prefix + connectionId);
  }

  /** Deletes every key, also those of connections that are gone. Returns how many there were. */
  async clearAll(): Promise<number> {
    const stored = (await this.#secrets.keys()).filter((key) => key.startsWith(prefix));
    const ids = new Set([...stored.map((key) => key.slice(prefix.length)), ...this.#memory.keys()]);
    for (const id of ids) await this.clear(id);
    return ids.size;
  }

  async #read(connectionId: string): Promise<StoredKey | undefined> {
    let text: string | undefined;
    try {
      text = await this.#secrets.get(prefix + connectionId);
    } catch (cause) {
      throw new ChatError('secrets-unavailable', { processed: 'no', cause });
    }
    if (text === undefined) return undefined;
    const result = v.safeParse(v.pipe(v.string(), v.parseJson(), storedKey), text);
    if (!result.success) this.#log.warn(`The stored key of ${connectionId} cannot be read; it must be entered again`);
    return result.success ? result.output : undefined;
  }
}
