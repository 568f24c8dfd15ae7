import type * as v from 'valibot';
import type { ThreadTitles } from '../chat/localTitles.ts';
import type { Thread } from '../chat/model.ts';
import { Journal } from './journal.ts';
import type { JournalRecord } from './record.ts';
import { readAs, title as titleShape } from './shapes.ts';
import { journalReports, type StorageOptions } from './storageOptions.ts';

/** Without a title: it was taken back. */
type Title = v.InferOutput<typeof titleShape>;

/** Titles given on this machine, in one journal, since neither vendor can rename a thread. */
export class LocalTitles implements ThreadTitles {
  readonly #journal: Journal;
  readonly #isPassing: (thread: Thread) => boolean;
  /** Of conversations that are in memory alone: their titles would outlive them. */
  readonly #passing = new Map<string, { readonly connectionId: string; readonly title: string }>();

  constructor(file: string, options: StorageOptions = {}, isPassing: (thread: Thread) => boolean = () => false) {
    this.#isPassing = isPassing;
    this.#journal = new Journal(file, { rule: { key: keyOf }, ...journalReports(options) });
  }

  async all(connectionId: string): Promise<ReadonlyMap<string, string>> {
    const titles = new Map<string, string>();
    await this.#journal.scan((record) => {
      const entry = titleOf(record);
      if (entry?.connectionId !== connectionId) return;
      if (entry.title === undefined) titles.delete(entry.threadId);
      else titles.set(entry.threadId, entry.title);
    });
    for (const [id, held] of this.#passing) if (held.connectionId === connectionId) titles.set(id, held.title);
    return titles;
  }

  async put(thread: Thread, title: string | undefined): Promise<void> {
    const { connectionId, id: threadId } = thread;
    if (title === undefined) return this.forget(connectionId, threadId);
    if (this.#isPassing(thread)) return void this.#passing.set(threadId, { connectionId, title });
    await this.#journal.append('title', { connectionId, threadId, title } satisfies Title);
    this.#passing.delete(threadId);
  }

  /** Its title goes to the disk where the conversation is there by now. */
  async keep(thread: Thread): Promise<void> {
    const held = this.#passing.get(thread.id);
    if (held) await this.put(thread, held.title);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    for (const [id, held] of this.#passing)
      if (held.connectionId === connectionId && (threadId ?? id) === id) this.#passing.delete(id);
    const ids = new Set<string>();
    // Those too whose erasing was cut short.
    await this.#journal.scan((record) => {
      const entry = titleOf(record);
      const isWanted = entry?.connectionId === connectionId && (threadId ?? entry.threadId) === entry.threadId;
      if (isWanted && entry.title !== undefined) ids.add(entry.threadId);
    });
    if (ids.size === 0) return;
    // Taken back first: were the erasing below cut short, no title would come back.
    for (const id of ids) await this.#journal.append('title', { connectionId, threadId: id } satisfies Title);
    await this.#journal.compact((record) => {
      const entry = titleOf(record);
      return entry?.connectionId === connectionId && ids.has(entry.threadId);
    });
  }

  /** Forgets what is in memory alone. */
  clear(): void {
    this.#passing.clear();
  }
}

function titleOf({ op, data }: JournalRecord): Title | undefined {
  return op === 'title' ? readAs(titleShape, data) : undefined;
}

function keyOf(record: JournalRecord): string | undefined {
  const entry = titleOf(record);
  return entry && JSON.stringify([entry.connectionId, entry.threadId]);
}
