import { Emitter } from '../../base/emitter.ts';
import { Freshness } from '../../base/freshness.ts';
import type { Log } from '../../base/log.ts';
import { newItems } from '../../base/newItems.ts';
import type { ErrorData } from '../model/errorData.ts';
import { ChatError, errorData } from '../model/errors.ts';
import { logThrown } from '../model/failureReport.ts';
import type { Assistant } from '../model/model.ts';
import type { Providers } from './providerRegistry.ts';

/** The assistants of each connection, read once and kept until refreshed. */
export class AssistantDirectory {
  readonly #providers: Providers;
  readonly #stored: ((connectionId: string) => Promise<readonly Assistant[] | undefined>) | undefined;
  readonly #log: Log;
  readonly #lists = new Map<string, Promise<readonly Assistant[]>>();
  readonly #known = new Map<string, readonly Assistant[]>();
  readonly #failures = new Map<string, ErrorData>();
  /** Connections whose lists are being read. */
  readonly #readings = new Freshness<string>();
  readonly #changes = new Emitter<void>((error) => logThrown(this.#log, 'A listener to the assistants', error));
  readonly #life = new AbortController();
  /** A list came in, or was given up. */
  readonly onChange = this.#changes.subscribe;

  /** `kept`: what was read before, for when nobody can be asked. */
  constructor(
    providers: Providers,
    kept: ((connectionId: string) => Promise<readonly Assistant[] | undefined>) | undefined,
    log: Log,
  ) {
    this.#providers = providers;
    this.#stored = kept;
    this.#log = log;
  }

  /** Rejects with a ChatError; the next call then asks anew, and `known` gives what was read before. */
  list(connectionId: string): Promise<readonly Assistant[]> {
    const pending = this.#lists.get(connectionId);
    if (pending !== undefined) return pending;
    const list = this.#readings.during(connectionId, (isFresh) => this.#read(connectionId, isFresh));
    this.#lists.set(connectionId, list);
    list.then(
      (assistants) => {
        if (this.#lists.get(connectionId) !== list) return;
        this.#known.set(connectionId, assistants);
        this.#failures.delete(connectionId);
        this.#changes.emit();
      },
      (error: unknown) => {
        if (this.#lists.get(connectionId) !== list) return;
        this.#lists.delete(connectionId);
        this.#failures.set(connectionId, errorData(error));
        this.#changes.emit();
      },
    );
    return list;
  }

  /** Reads those of all connections, so that the page can offer them. A failure is shown there and in the tree. */
  async readAll(): Promise<void> {
    await Promise.allSettled(this.#providers.connections.map((connection) => this.list(connection.id)));
  }

  /** Returns the known assistants without asking anyone. */
  known(connectionId: string): readonly Assistant[] {
    return this.#known.get(connectionId) ?? [];
  }

  /** Returns why the last reading of a connection's list failed; undefined when it did not. */
  failure(connectionId: string): ErrorData | undefined {
    return this.#failures.get(connectionId);
  }

  /** Whether a list is being read right now. */
  reading(connectionId: string): boolean {
    return this.#lists.has(connectionId) && !this.#known.has(connectionId);
  }

  /** Returns the assistant that is asked in place of `assistant`, where its connection asks it no more. */
  current(connectionId: string, assistant: Assistant): Assistant {
    const known = this.known(connectionId);
    const isFormer = known.some(({ id, former }) => id === assistant.id && former);
    return (isFormer && known.find(({ former }) => !former)) || assistant;
  }

  async find(connectionId: string, assistantId: string): Promise<Assistant> {
    const list = await this.list(connectionId).catch((error: unknown) => {
      if (this.known(connectionId).length === 0) throw error;
      return this.known(connectionId);
    });
    const found = list.find((assistant) => assistant.id === assistantId);
    if (!found) throw new ChatError('assistant-unavailable');
    return found;
  }

  /** Forgets one connection's list, or all; they are read again when asked for. */
  refresh(connectionId?: string): void {
    void this.#readings.end((id) => connectionId === undefined || id === connectionId);
    for (const map of [this.#lists, this.#known, this.#failures]) {
      if (connectionId === undefined) map.clear();
      else map.delete(connectionId);
    }
    this.#changes.emit();
  }

  async #read(connectionId: string, isFresh: () => boolean): Promise<readonly Assistant[]> {
    try {
      return newItems([], await (await this.#providers.of(connectionId)).listAssistants(this.#life.signal));
    } catch (error) {
      if (!this.#known.has(connectionId)) await this.#readKept(connectionId, isFresh);
      throw error;
    }
  }

  /** Reads the stored list. A failure of the disk says nothing about why nobody could be asked. */
  async #readKept(connectionId: string, isFresh: () => boolean): Promise<void> {
    try {
      const kept = await this.#stored?.(connectionId);
      if (kept && isFresh()) this.#known.set(connectionId, kept);
    } catch (error) {
      logThrown(this.#log, 'Reading the assistants that were kept', error);
    }
  }

  dispose(): void {
    this.#life.abort(new DOMException('Closed', 'AbortError'));
    this.#changes.dispose();
  }
}
