import { statSync } from 'node:fs';
import { mkdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import type * as v from 'valibot';
import type { Assistant, Message, Thread } from '../../chat/model/model.ts';
import { mergeSuffix, type ThreadSuffix } from '../../chat/model/threadSuffix.ts';
import type { Cached, ThreadCache } from '../../chat/ports/threads.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import {
  assistants as assistantsShape,
  messages as messagesShape,
  readAs,
  threads as threadsShape,
} from '../files/shapes.ts';

/** Bytes of JSON kept of one conversation. */
const mostBytes = 8_000_000;

/** Readings of what a vendor keeps, a small file each, replaced by the next one. */
export class LocalThreadCache implements ThreadCache {
  readonly #folder: string;
  readonly #files: AtomicFiles;
  readonly #options: StorageOptions;
  /** The forgotten threads and connections, as the beginnings of their files' names. */
  readonly #forgotten: string[] = [];
  /**
   * The time at which a window has forgotten something last, as the time of an empty folder tells, and how often that
   * changed.
   */
  #mark: number | undefined;
  #changes = 0;

  constructor(folder: string, options: StorageOptions = {}) {
    this.#folder = folder;
    this.#files = new AtomicFiles(folder, options);
    this.#options = options;
  }

  get forgotten(): number {
    const mark = this.#readMark();
    if (mark !== this.#mark) this.#changes++;
    this.#mark = mark;
    return this.#forgotten.length + this.#changes;
  }

  async putAssistants(connectionId: string, assistants: readonly Assistant[], since?: number): Promise<void> {
    await this.#files.write(assistantsFile(connectionId), assistants, { wanted: this.#unlessForgotten(since) });
  }

  async assistants(connectionId: string): Promise<Cached<readonly Assistant[]> | undefined> {
    return this.#latest(assistantsFile(connectionId), assistantsShape);
  }

  async putThreads(
    connectionId: string,
    assistantId: string,
    threads: readonly Thread[],
    since?: number,
  ): Promise<void> {
    await this.#files.write(threadsFile(connectionId, assistantId), threads, { wanted: this.#unlessForgotten(since) });
  }

  async threads(connectionId: string, assistantId: string): Promise<Cached<readonly Thread[]> | undefined> {
    return this.#latest(threadsFile(connectionId, assistantId), threadsShape);
  }

  async putMessages(thread: Thread, read: ThreadSuffix): Promise<void> {
    const file = messagesFile(thread.connectionId, thread.id);
    const { value = [], isPart = false } = this.#latest<readonly Message[]>(file, messagesShape) ?? {};
    const { messages, hasOlder } = mergeSuffix({ messages: value, hasOlder: isPart }, read);
    const fitting = newest(messages);
    const wanted = () => this.#files.has(file);
    await this.#files.write(file, fitting, { wanted, isPart: hasOlder || fitting.length < messages.length });
  }

  async open(thread: Thread): Promise<void> {
    const file = messagesFile(thread.connectionId, thread.id);
    const since = this.#forgotten.length;
    // Tried once: that another conversation is forgotten meanwhile must not call it off.
    const wanted = () => !this.#forgotten.slice(since).some((start) => file.startsWith(start));
    if (!this.#files.has(file)) await this.#files.write(file, [], { wanted });
  }

  async messages(thread: Thread): Promise<Cached<readonly Message[]> | undefined> {
    const kept = this.#latest<readonly Message[]>(messagesFile(thread.connectionId, thread.id), messagesShape);
    // Opened, and not read yet.
    return kept?.value.length === 0 ? undefined : kept;
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    this.#forgotten.push(threadId === undefined ? folder : messagesFile(connectionId, threadId));
    await this.#tellWindows();
    if (threadId === undefined) return this.#files.removeFolder(folder);
    await this.#files.removeAll(folder, messagesFile(connectionId, threadId).slice(folder.length + 1));
    // What is held in memory alone hides what is on the disk.
    if (this.#options.keeps?.() === false) return this.#files.removeAll(folder, 'threads.');
    await this.#files.removeUnfinished(folder);
    for (const name of await this.#files.names(folder)) {
      if (!/^threads\..*\.json$/.test(name)) continue;
      const file = path.join(folder, name);
      const threads = this.#read<readonly Thread[]>(file, threadsShape)?.value;
      if (threads?.some(({ id }) => id === threadId)) {
        await this.#files.write(
          file,
          threads.filter(({ id }) => id !== threadId),
        );
      }
    }
  }

  async clear(): Promise<void> {
    this.#forgotten.push('');
    await this.#files.removeFolder('');
  }

  /**
   * Tells other windows not to store what they have read before. Without the folder none has stored anything; and a
   * full disk keeps nothing from being deleted.
   */
  async #tellWindows(): Promise<void> {
    await mkdir(this.#markFolder, { mode: 0o700 }).catch(() => undefined);
    // Twice in a moment is told apart.
    const when = Date.now() / 1000 + Math.random();
    await utimes(this.#markFolder, when, when).catch(() => undefined);
  }

  #readMark(): number | undefined {
    try {
      return statSync(this.#markFolder).mtimeMs;
    } catch {
      return undefined;
    }
  }

  get #markFolder(): string {
    return path.join(this.#folder, 'forgotten');
  }

  #unlessForgotten(since = this.forgotten): () => boolean {
    return () => since === this.forgotten;
  }

  /** Returns the latest copy; one that cannot be read keeps nobody from asking the vendor. */
  #latest<T>(file: string, shape: v.GenericSchema<unknown, T>): Cached<T> | undefined {
    try {
      return this.#read(file, shape);
    } catch (error) {
      tell(this.#options, { type: 'not-remembered', error });
      return undefined;
    }
  }

  #read<T>(file: string, shape: v.GenericSchema<unknown, T>): Cached<T> | undefined {
    const read = this.#files.read(file);
    const value = read && readAs(shape, read.data);
    return value && { value, readAt: new Date(read.t).toISOString(), isPart: read.isPart === true };
  }
}

/** Returns as many of the newest messages as fit. */
function newest(messages: readonly Message[]): readonly Message[] {
  let bytes = 0;
  const first = messages.findLastIndex((message) => {
    bytes += Buffer.byteLength(JSON.stringify(message));
    return bytes > mostBytes;
  });
  return messages.slice(first + 1);
}

function assistantsFile(connectionId: string): string {
  return path.join(fileName(connectionId), 'assistants.json');
}

function threadsFile(connectionId: string, assistantId: string): string {
  return path.join(fileName(connectionId), `threads.${fileName(assistantId)}.json`);
}

function messagesFile(connectionId: string, threadId: string): string {
  return path.join(fileName(connectionId), `messages.${fileName(threadId)}.json`);
}
