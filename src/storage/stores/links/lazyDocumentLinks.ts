import { Emitter } from '../../../base/emitter.ts';
import type { DocumentLink, DocumentLinks } from '../../../chat/ports/documentLinks.ts';
import { AtomicFiles } from '../../files/atomicFiles.ts';
import type { StorageOptions } from '../../files/options.ts';

/** The store that the first use loads. */
export interface LoadedLinks<T extends DocumentLink> extends Omit<DocumentLinks<T>, 'isEmpty'> {
  /** Leaves no byte. */
  clear(): Promise<void>;
}

/** A store of links whose code is loaded on its first use: most people have no links, and a start asks only for that. */
export class LazyDocumentLinks<T extends DocumentLink> implements DocumentLinks<T> {
  readonly #files: AtomicFiles;
  readonly #load: () => Promise<LoadedLinks<T>>;
  #store: Promise<LoadedLinks<T>> | undefined;
  readonly #forgotten = new Emitter<(link: DocumentLink) => boolean>(() => undefined);
  readonly onForgotten = this.#forgotten.subscribe;

  constructor(folder: string, options: StorageOptions, load: (files: AtomicFiles) => Promise<LoadedLinks<T>>) {
    this.#files = new AtomicFiles(folder, options);
    this.#load = () => load(this.#files);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#files.names('.')).length === 0;
  }

  async all(): Promise<readonly T[]> {
    return (await this.#loaded()).all();
  }

  async add(link: T): Promise<void> {
    await (await this.#loaded()).add(link);
  }

  async update(link: T): Promise<void> {
    await (await this.#loaded()).update(link);
  }

  async remove(link: T): Promise<void> {
    await (await this.#loaded()).remove(link);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    await (await this.#loaded()).forget(connectionId, threadId);
  }

  /** Leaves no byte. */
  async clear(): Promise<void> {
    await (await this.#loaded()).clear();
  }

  #loaded(): Promise<LoadedLinks<T>> {
    this.#store ??= this.#load().then((store) => {
      store.onForgotten((which) => this.#forgotten.emit(which));
      return store;
    });
    return this.#store;
  }
}
