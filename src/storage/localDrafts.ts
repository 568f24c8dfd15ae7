import path from 'node:path';
import type { DraftKey, DraftStore } from '../chat/draftStore.ts';
import { storageError } from './disk.ts';
import { fileName } from './fileName.ts';
import { SmallFiles } from './smallFiles.ts';
import type { StorageOptions } from './storageOptions.ts';

/** Unsent texts, a small file each. `workspace` tells apart the conversations that have not begun yet. */
export class LocalDrafts implements DraftStore {
  readonly #files: SmallFiles;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  /** What is not on disk yet. */
  readonly #unwritten = new Map<string, string>();
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(folder: string, workspace: string, options: StorageOptions = {}) {
    this.#files = new SmallFiles(folder, options);
    this.#workspace = workspace;
    this.#options = options;
  }

  get(key: DraftKey): string {
    const file = this.#file(key);
    const unwritten = this.#unwritten.get(file);
    if (unwritten !== undefined) return unwritten;
    try {
      const text = this.#files.read(file)?.data;
      return typeof text === 'string' ? text : '';
    } catch (error) {
      this.#tell(error);
      return '';
    }
  }

  set(key: DraftKey, text: string): void {
    if (text === this.get(key)) return;
    const file = this.#file(key);
    this.#unwritten.set(file, text);
    this.#then(() => this.#write(file));
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    const prefix = threadId === undefined ? '' : `${fileName(threadId)}.`;
    const start = path.join(folder, prefix === '' ? path.sep : prefix);
    for (const file of [...this.#unwritten.keys()]) if (file.startsWith(start)) this.#unwritten.delete(file);
    await this.#writing;
    await this.#files.removeAll(folder, prefix);
    if (threadId === undefined) await this.#files.removeFolder(folder);
  }

  async clear(): Promise<void> {
    this.#unwritten.clear();
    await this.#writing;
    await this.#files.removeFolder('');
  }

  async saved(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw storageError(this.#failure);
  }

  /** Writes in the order of `set`; never rejects. */
  #then(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(async () => {
      try {
        await work();
        this.#failure = undefined;
      } catch (error) {
        this.#tell(error);
      }
    });
  }

  /** Once, until something works again: each key typed would be another one. */
  #tell(error: unknown): void {
    if (this.#failure === undefined) this.#options.report?.({ type: 'draft', error });
    this.#failure = error;
  }

  async #write(file: string): Promise<void> {
    const text = this.#unwritten.get(file);
    // Written with a later one already, or forgotten.
    if (text === undefined) return;
    if (text === '') await this.#files.remove(file);
    else await this.#files.write(file, text);
    if (this.#unwritten.get(file) === text) this.#unwritten.delete(file);
  }

  #file({ connectionId, assistantId, threadId }: DraftKey): string {
    // No vendor's id holds a line end, so that none is taken for a conversation that has not begun.
    const place = threadId ?? `new\n${this.#workspace}`;
    return path.join(fileName(connectionId), `${fileName(place)}.${fileName(assistantId)}.json`);
  }
}
