import type { Log } from '../../base/log.ts';
import { failureLine } from '../model/failureReport.ts';
import type { Thread } from '../model/model.ts';
import { withPreviousNames } from '../model/previousAssistants.ts';
import type { Page, Provider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threads.ts';

export interface ReadCache {
  readonly connectionId: string;
  readonly cache: ThreadCache;
  /** Whether the vendor's threads are kept too; those of a vendor that keeps none are on disk anyway. */
  readonly threads: boolean;
  readonly log: Log;
}

/** The same provider, whose lists are put into the cache as they are read. That the cache fails costs nothing. */
export function cachingProvider(provider: Provider, { connectionId, cache, threads, log }: ReadCache): Provider {
  const keep = (work: Promise<void>) =>
    void work.catch((error: unknown) => log.warn(`${connectionId}: a reading was not kept: ${failureLine(error)}`));
  const lists = new ThreadReadCache(connectionId, cache);
  return {
    ...provider,
    async listAssistants(signal) {
      const since = cache.forgotten;
      const listed = await provider.listAssistants(signal);
      const before = listed.some(({ former }) => former) ? await cache.assistants(connectionId) : undefined;
      const assistants = withPreviousNames(listed, before?.value);
      keep(cache.putAssistants(connectionId, assistants, since));
      return assistants;
    },
    async listThreads(assistantId, cursor, signal) {
      const add = lists.begin(assistantId, cursor);
      const page = await provider.listThreads(assistantId, cursor, signal);
      // What others have asked is read, and not stored here.
      if (threads) keep(add({ ...page, items: page.items.filter(({ isOthers }) => !isOthers) }));
      return page;
    },
  };
}

/** A list as far as it was read from its beginning on. */
interface Walk {
  readonly since: number;
  readonly begunAt: string;
  readonly threads: readonly Thread[];
}

/** Keeps the pages of one connection's lists of threads, for reading without a network. */
export class ThreadReadCache {
  readonly #connectionId: string;
  readonly #cache: ThreadCache;
  /**
   * Walks through lists, by assistant and by the cursor that each goes on with: several may be on their way through one
   * list.
   */
  readonly #walks = new Map<string, Map<string, Walk>>();
  /** Threads that first pages lacked. One is surely gone only when the whole list was read. */
  readonly #missing = new Map<string, readonly Thread[]>();
  #keeping: Promise<void> = Promise.resolve();

  constructor(connectionId: string, cache: ThreadCache) {
    this.#connectionId = connectionId;
    this.#cache = cache;
  }

  /** Begins the read of a page, before it is asked for; returns the function that stores the page. */
  begin(assistantId: string, cursor: string | undefined): (page: Page<Thread>) => Promise<void> {
    const walk =
      cursor === undefined
        ? { since: this.#cache.forgotten, begunAt: new Date().toISOString(), threads: [] }
        : this.#walks.get(assistantId)?.get(cursor);
    return async (page) => {
      // What was forgotten meanwhile may be in it; and of a page amid the list nobody knows what it lacks.
      if (walk?.since !== this.#cache.forgotten) return;
      const read = { ...walk, threads: withoutDoubles([...walk.threads, ...page.items]) };
      this.#goesOn(assistantId, page.cursor, read);
      // One after the other: each adds to what the one before has kept.
      const keeping = this.#keeping.then(() => this.#keep(assistantId, read, page.cursor === undefined));
      this.#keeping = keeping.catch(() => undefined);
      await keeping;
    };
  }

  #goesOn(assistantId: string, cursor: string | undefined, walk: Walk): void {
    const walks = this.#walks.get(assistantId) ?? new Map<string, Walk>();
    if (cursor === undefined) this.#walks.delete(assistantId);
    else this.#walks.set(assistantId, walks.set(cursor, walk));
  }

  async #keep(assistantId: string, { threads, since, begunAt }: Walk, isWhole: boolean): Promise<void> {
    const connectionId = this.#connectionId;
    const kept = (await this.#cache.threads(connectionId, assistantId))?.value ?? [];
    const listed = new Set(threads.map(({ id }) => id));
    const missing = kept.filter(({ id }) => !listed.has(id));
    const older = isWhole ? [] : missing.filter(markAbsent(threads));
    await this.#cache.putThreads(connectionId, assistantId, [...threads, ...older], since);
    const doubtful = withoutDoubles([...(this.#missing.get(assistantId) ?? []), ...missing]);
    const gone = doubtful.filter(({ id }) => !listed.has(id));
    this.#missing.set(assistantId, isWhole ? [] : gone);
    if (isWhole) for (const thread of gone) await this.#forget(thread, begunAt);
  }

  /** Deleted on another computer. What was read since the list was asked for is newer than the list. */
  async #forget(thread: Thread, begunAt: string): Promise<void> {
    const copy = await this.#cache.messages(thread);
    if (copy && copy.readAt < begunAt) await this.#cache.forget(thread.connectionId, thread.id);
  }
}

function withoutDoubles(threads: readonly Thread[]): readonly Thread[] {
  return [...new Map(threads.map((thread) => [thread.id, thread])).values()];
}

/** Returns a test for threads that may be below `threads` in the vendor's list, whichever date it goes by. */
function markAbsent(threads: readonly Thread[]): (thread: Thread) => boolean {
  const names = ['createdAt', 'updatedAt'] as const;
  const oldest = names.map((name) =>
    threads.reduce((first, thread) => Math.min(first, Date.parse(thread[name] ?? '')), Number.POSITIVE_INFINITY),
  );
  return (thread) => {
    const dates = names.map((name) => Date.parse(thread[name] ?? ''));
    return dates.every(Number.isNaN) || dates.some((date, at) => !Number.isNaN(date) && !(date > (oldest[at] ?? date)));
  };
}
