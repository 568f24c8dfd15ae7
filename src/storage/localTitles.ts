import type { ThreadTitles } from '../chat/localTitles.ts';
import type { Thread } from '../chat/model.ts';
import { Journal } from './journal.ts';

interface Title {
  readonly connectionId: string;
  readonly threadId: string;
  /** Absent: the title was taken back. */
  readonly title?: string;
}

/** Titles given on this machine, in one journal, since neither vendor can rename a thread. */
export class LocalTitles implements ThreadTitles {
  readonly #journal: Journal;

  constructor(file: string) {
    this.#journal = new Journal(file);
  }

  async all(connectionId: string): Promise<ReadonlyMap<string, string>> {
    const titles = new Map<string, string>();
    for (const record of (await this.#journal.read()).records) {
      const entry = record.data as Title;
      if (record.op !== 'title' || entry.connectionId !== connectionId) continue;
      if (entry.title === undefined) titles.delete(entry.threadId);
      else titles.set(entry.threadId, entry.title);
    }
    return titles;
  }

  async put(thread: Thread, title: string | undefined): Promise<void> {
    const entry: Title = {
      connectionId: thread.connectionId,
      threadId: thread.id,
      ...(title !== undefined && { title }),
    };
    await this.#journal.append('title', entry);
  }
}
