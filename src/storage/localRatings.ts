import type * as v from 'valibot';
import type { Rating } from '../chat/feedback.ts';
import type { Thread } from '../chat/model.ts';
import type { RatingStore } from '../chat/ratings.ts';
import { Journal } from './journal.ts';
import type { JournalRecord } from './record.ts';
import { rating as ratingShape, readAs } from './shapes.ts';
import { journalReports, type StorageOptions } from './storageOptions.ts';

/** Without a rating: it was taken back. */
type Entry = v.InferOutput<typeof ratingShape>;

/** Ratings given on this machine, in one journal. */
export class LocalRatings implements RatingStore {
  readonly #journal: Journal;
  /** Threads that were deleted: what the vendor confirms later must not be written behind that. */
  readonly #gone = new Set<string>();

  constructor(file: string, options: StorageOptions = {}) {
    this.#journal = new Journal(file, journalReports(options));
  }

  async all(connectionId: string, threadId: string): Promise<ReadonlyMap<string, Rating>> {
    const ratings = new Map<string, Rating>();
    for (const record of (await this.#journal.read()).records) {
      const entry = entryOf(record);
      if (entry?.connectionId !== connectionId || entry.threadId !== threadId) continue;
      if (entry.rating === undefined) ratings.delete(entry.messageId);
      else ratings.set(entry.messageId, entry.rating);
    }
    return ratings;
  }

  async put({ connectionId, id: threadId }: Thread, messageId: string, rating: Rating | undefined): Promise<void> {
    if (this.#gone.has(nameOf(connectionId, threadId))) return;
    const entry: Entry = { connectionId, threadId, messageId, ...(rating !== undefined && { rating }) };
    await this.#journal.append('rating', entry);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId !== undefined) this.#gone.add(nameOf(connectionId, threadId));
    const gone = (record: JournalRecord) => {
      const entry = entryOf(record);
      return entry?.connectionId === connectionId && (threadId ?? entry.threadId) === entry.threadId;
    };
    let known = false;
    await this.#journal.scan((record) => {
      known = gone(record);
      return known;
    });
    if (known) await this.#journal.compact(gone);
  }
}

function entryOf({ op, data }: JournalRecord): Entry | undefined {
  return op === 'rating' ? readAs(ratingShape, data) : undefined;
}

function nameOf(...ids: readonly string[]): string {
  return JSON.stringify(ids);
}
