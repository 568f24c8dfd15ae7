import path from 'node:path';
import type * as v from 'valibot';
import type { Rating, Thread } from '../../chat/model/model.ts';
import type { RatingStore } from '../../chat/ports/feedback.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import { rating as ratingShape } from '../files/shapes.ts';
import { DeletedThreads } from './deletedThreads.ts';

type Entry = v.InferOutput<typeof ratingShape>;

/** Ratings given on this machine, a small file for each answer. */
export class LocalRatings implements RatingStore {
  readonly #files: AtomicFiles;
  readonly #deletedThreads = new DeletedThreads();

  constructor(folder: string, options: StorageOptions = {}) {
    this.#files = new AtomicFiles(folder, options);
  }

  async all(connectionId: string, threadId: string): Promise<ReadonlyMap<string, Rating>> {
    const entries = await this.#files.loadAll(ratingShape, fileName(connectionId), startOf(threadId));
    return new Map(entries.map(({ messageId, rating }) => [messageId, rating]));
  }

  async put(thread: Thread, messageId: string, rating: Rating | undefined): Promise<void> {
    if (this.#deletedThreads.has(thread)) return;
    const file = path.join(fileName(thread.connectionId), `${startOf(thread.id)}${fileName(messageId)}.json`);
    if (rating === undefined) return this.#files.remove(file);
    await this.#files.write(file, { messageId, rating } satisfies Entry, { erases: true });
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId === undefined) return this.#files.removeFolder(fileName(connectionId));
    this.#deletedThreads.add(connectionId, threadId);
    await this.#files.removeAll(fileName(connectionId), startOf(threadId));
  }

  /** Leaves no byte. */
  async clear(): Promise<void> {
    this.#deletedThreads.clear();
    await this.#files.removeFolder('');
  }
}

function startOf(threadId: string): string {
  return `${fileName(threadId)}.`;
}
