import path from 'node:path';
import type * as v from 'valibot';
import type { Thread } from '../../chat/model/model.ts';
import type { ThreadTitles } from '../../chat/ports/threads.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import { title as titleShape } from '../files/shapes.ts';
import { DeletedThreads } from './deletedThreads.ts';

type Title = v.InferOutput<typeof titleShape>;

/** Titles given on this machine, a small file for each conversation, since neither vendor can rename a thread. */
export class LocalTitles implements ThreadTitles {
  readonly #files: AtomicFiles;
  readonly #deletedThreads = new DeletedThreads();
  readonly #isMemoryOnly: (thread: Thread) => boolean;

  /** `isMemoryOnly`: the conversation is in memory alone, and its title would outlive it. */
  constructor(folder: string, options: StorageOptions = {}, isMemoryOnly: (thread: Thread) => boolean = () => false) {
    this.#files = new AtomicFiles(folder, options);
    this.#isMemoryOnly = isMemoryOnly;
  }

  async all(connectionId: string): Promise<ReadonlyMap<string, string>> {
    const titles = await this.#files.loadAll(titleShape, fileName(connectionId));
    return new Map(titles.map(({ threadId, title }) => [threadId, title]));
  }

  async put(thread: Thread, title: string | undefined): Promise<void> {
    if (this.#deletedThreads.has(thread)) return;
    if (title === undefined) return this.#files.remove(fileOf(thread));
    const data: Title = { threadId: thread.id, title };
    await this.#files.write(fileOf(thread), data, { inMemory: this.#isMemoryOnly(thread), erases: true });
  }

  /** Its title goes to the disk where the conversation is there by now. */
  async keep(thread: Thread): Promise<void> {
    const held = this.#files.held(fileOf(thread));
    if (held) await this.put(thread, (held.data as Title).title);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId === undefined) return this.#files.removeFolder(fileName(connectionId));
    this.#deletedThreads.add(connectionId, threadId);
    await this.#files.removeAll(fileName(connectionId), nameOf(threadId));
  }

  /** Leaves no byte. */
  async clear(): Promise<void> {
    this.#deletedThreads.clear();
    await this.#files.removeFolder('');
  }
}

function fileOf({ connectionId, id }: Thread): string {
  return path.join(fileName(connectionId), nameOf(id));
}

function nameOf(threadId: string): string {
  return `${fileName(threadId)}.json`;
}
