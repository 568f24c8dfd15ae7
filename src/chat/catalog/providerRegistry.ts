import type { Connection } from '../model/connection.ts';
import { ChatError } from '../model/errors.ts';
import type { Provider } from '../ports/provider.ts';

/** One provider for each connection, made at first use and kept until its connection changes. */
export class Providers {
  readonly #create: (connection: Connection) => Provider | Promise<Provider>;
  #connections: ReadonlyMap<string, Connection> = new Map();
  readonly #made = new Map<string, { readonly description: string; readonly provider: Promise<Provider> }>();

  constructor(create: (connection: Connection) => Provider | Promise<Provider>) {
    this.#create = create;
  }

  get connections(): readonly Connection[] {
    return [...this.#connections.values()];
  }

  connection(connectionId: string): Connection | undefined {
    return this.#connections.get(connectionId);
  }

  /** A person asks for what comes next, of whichever service. Before that, where it is asked right afterwards. */
  insist(): void {
    for (const { provider } of this.#made.values())
      void provider.then((made) => made.insist?.()).catch(() => undefined);
  }

  /** Takes the connections over; returns the ids of those that changed or went. */
  update(connections: readonly Connection[]): readonly string[] {
    const next = new Map(connections.map((connection) => [connection.id, connection]));
    const changed = [...this.#connections.values()]
      .filter((connection) => describe(connection) !== describe(next.get(connection.id)))
      .map((connection) => connection.id);
    for (const id of changed) this.#made.delete(id);
    this.#connections = next;
    return changed;
  }

  /** Makes every provider anew at its next use; what one held in memory (the demo's conversations) is gone. */
  forget(): void {
    this.#made.clear();
  }

  /**
   * Fails with a ChatError `connection-missing` when there is no such connection any more, and with what making its
   * provider failed with; the next call tries again.
   */
  async of(connectionId: string): Promise<Provider> {
    const connection = this.#connections.get(connectionId);
    if (!connection) throw new ChatError('connection-missing', { processed: 'no' });
    const description = describe(connection);
    const known = this.#made.get(connectionId);
    if (known?.description === description) return known.provider;
    const made = { description, provider: Promise.resolve(this.#create(connection)) };
    this.#made.set(connectionId, made);
    try {
      return await made.provider;
    } catch (error) {
      if (this.#made.get(connectionId) === made) this.#made.delete(connectionId);
      throw error;
    }
  }
}

function describe(connection: Connection | undefined): string {
  return JSON.stringify(connection) ?? '';
}
