import { attempt } from '../../base/attempt.ts';
import { Emitter } from '../../base/emitter.ts';
import { type Log, unfailing } from '../../base/log.ts';
import { type Connection, originOf } from '../../chat/model/connection.ts';
import { ChatError, errorName } from '../../chat/model/errors.ts';
import { logThrown } from '../../chat/model/failureReport.ts';
import { patientSecrets, type SecretStore } from './keys/patientSecrets.ts';

/** A key with the origin that it was entered for. */
export interface BoundKey {
  readonly origin: string;
  readonly key: string;
}

/** The window's part of keeping keys. */
interface KeyOptions {
  /** Called when the store has not answered for a while; it may be asking the person to unlock it. */
  readonly onSlow?: () => void;
  /** Whether keys may be read and stored where this extension runs. Asked each time; it remembers what was said. */
  readonly mayUse?: () => Promise<boolean>;
}

/** `kept`: what the store held in its place, so that a later key from another window can be told from it. */
interface SessionKey extends BoundKey {
  readonly stored: BoundKey | undefined;
}

const prefix = 'expertAssistants.key.';

/** The characters that can stand in an HTTP header without being changed (RFC 9110, 5.5). */
export function isKeyShaped(key: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(key);
}

/**
 * The one owner of keys. Each is stored with the origin that it was entered for and given out for no other. Where
 * the store fails, a key lives on in memory until the window closes; it never goes anywhere else.
 */
export class ApiKeys {
  readonly #secrets: SecretStore;
  readonly #log: Log;
  readonly #onNotKept: () => void;
  readonly #mayUse: () => Promise<boolean>;
  /** Keys that are on their way into the store. */
  readonly #storing = new Set<SessionKey>();
  readonly #memory = new Map<string, SessionKey>();
  readonly #unreadable = new Set<string>();
  #toldNotKept = false;
  readonly #changes = new Emitter<string>((error) => logThrown(this.#log, 'A listener to keys', error));
  readonly #listening: { dispose(): unknown };
  /** Id of the connection whose key changed, in this window or another. */
  readonly onChange = this.#changes.subscribe;

  /** `onNotKept` is called for the first key that the store does not keep, not for those after it. */
  constructor(secrets: SecretStore, log: Log, onNotKept: () => void, options: KeyOptions = {}) {
    this.#log = unfailing(log);
    const { onSlow = () => undefined, mayUse = async () => true } = options;
    this.#secrets = patientSecrets(secrets, () =>
      attempt(onSlow, (error) => logThrown(this.#log, 'Saying that the key store is slow', error)),
    );
    this.#onNotKept = onNotKept;
    this.#mayUse = mayUse;
    this.#listening = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#changed(key.slice(prefix.length));
    });
  }

  /** The key for `connection`, or a ChatError that says what is missing. */
  async get(connection: Connection): Promise<string> {
    await this.#agreed();
    const stored = this.#memory.get(connection.id) ?? (await this.#read(connection.id));
    if (!stored) throw new ChatError('key-missing', { processed: 'no' });
    if (stored.origin !== originOf(connection)) throw new ChatError('key-other-origin', { processed: 'no' });
    return stored.key;
  }

  /**
   * Stores and reads back. `origin` is that of the address that the person saw when entering the key. What the store does
   * not keep lasts until the window closes; until the store has answered, the key is used from memory.
   */
  async set(id: string, origin: string, key: string): Promise<void> {
    await this.#agreed();
    const own: SessionKey = { origin, key, stored: undefined };
    this.#memory.set(id, own);
    this.#unreadable.delete(id);
    this.#storing.add(own);
    const kept = await this.#store(id, { origin, key });
    this.#storing.delete(own);
    // Deleted meanwhile, or entered again.
    if (this.#memory.get(id) !== own) return;
    if (kept?.key === key && kept.origin === origin) {
      this.#memory.delete(id);
      return;
    }
    this.#memory.set(id, { ...own, stored: kept });
    this.#changes.emit(id);
    if (this.#toldNotKept) return;
    this.#toldNotKept = true;
    attempt(this.#onNotKept, (error) => logThrown(this.#log, 'Saying that a key is not kept', error));
  }

  /** Stores a key; what the store then holds in its place. */
  async #store(id: string, { origin, key }: BoundKey): Promise<BoundKey | undefined> {
    try {
      await this.#secrets.store(prefix + id, JSON.stringify({ origin, key } satisfies BoundKey));
    } catch (error) {
      this.#log.warn(`SecretStorage did not take a key: ${errorName(error)}`);
    }
    // What cannot be read back was not kept.
    return this.#read(id).catch(() => undefined);
  }

  async #agreed(): Promise<void> {
    if (!(await this.#mayUse())) throw new ChatError('remote-declined', { processed: 'no' });
  }

  /** Forgets the key, and says whether the store has deleted it: one that does not answer may still hold it. */
  async clear(connectionId: string): Promise<boolean> {
    this.#memory.delete(connectionId);
    try {
      await this.#secrets.delete(prefix + connectionId);
      return true;
    } catch (error) {
      this.#log.warn(`SecretStorage did not delete a key: ${errorName(error)}`);
      return false;
    }
  }

  /** Deletes every key, also those of connections that are gone. Fails with ChatError `secrets-unavailable`. */
  async clearAll(): Promise<{ readonly deleted: number; readonly remaining: number }> {
    const held = [...this.#memory.keys()];
    this.#memory.clear();
    const names = await this.#names();
    const ids = new Set([...names.map((name) => name.slice(prefix.length)), ...held]);
    const cleared = await Promise.all([...ids].map((id) => this.clear(id)));
    const left = cleared.filter((done) => !done).length;
    return { deleted: ids.size - left, remaining: left };
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changes.dispose();
  }

  async #names(): Promise<readonly string[]> {
    try {
      return (await this.#secrets.keys()).filter((name) => name.startsWith(prefix));
    } catch (cause) {
      throw new ChatError('secrets-unavailable', { processed: 'no', cause });
    }
  }

  /** A key that another window could store counts more than one that only this window has. */
  async #changed(id: string): Promise<void> {
    const own = this.#memory.get(id);
    if (own && !this.#storing.has(own)) {
      // What cannot be read replaces nothing.
      const stored = await this.#read(id).catch(() => undefined);
      const isNew = stored && (stored.key !== own.stored?.key || stored.origin !== own.stored.origin);
      if (isNew && this.#memory.get(id) === own) this.#memory.delete(id);
    }
    this.#unreadable.delete(id);
    this.#changes.emit(id);
  }

  async #read(id: string): Promise<BoundKey | undefined> {
    let text: string | undefined;
    try {
      text = await this.#secrets.get(prefix + id);
    } catch (cause) {
      throw new ChatError('secrets-unavailable', { processed: 'no', cause });
    }
    if (text === undefined) return undefined;
    const stored = decode(text);
    if (!stored && !this.#unreadable.has(id)) {
      this.#unreadable.add(id);
      this.#log.warn(`The stored key of ${id} cannot be read; it must be entered again`);
    }
    return stored;
  }
}

/** Reads a stored key; undefined when it is damaged: no part of it is sent anywhere then. */
function decode(text: unknown): BoundKey | undefined {
  try {
    const { origin, key } = JSON.parse(String(text)) as Partial<Record<keyof BoundKey, unknown>>;
    return typeof origin === 'string' && typeof key === 'string' && isKeyShaped(key) ? { origin, key } : undefined;
  } catch {
    return undefined;
  }
}
