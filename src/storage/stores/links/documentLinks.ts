import type * as v from 'valibot';
import { Emitter } from '../../../base/emitter.ts';
import type { DocumentLink, MarginLink } from '../../../chat/ports/documentLinks.ts';
import type { AtomicFiles } from '../../files/atomicFiles.ts';
import { fileName } from '../../files/safeFileName.ts';
import { DeletedThreads } from '../deletedThreads.ts';
import type { LoadedLinks } from './lazyDocumentLinks.ts';
import { documentLink, marginLink } from './linkShapes.ts';

/** Links between passages and conversations, a small file for each. */
class LocalDocumentLinks<T extends DocumentLink> implements LoadedLinks<T> {
  readonly #files: AtomicFiles;
  readonly #shape: v.GenericSchema<unknown, T>;
  readonly #deletedThreads = new DeletedThreads();
  readonly #forgotten = new Emitter<(link: DocumentLink) => boolean>(() => undefined);
  readonly onForgotten = this.#forgotten.subscribe;
  /** The file that holds a link: of a conversation that begins it becomes another one. */
  readonly #written = new Map<string, string>();

  constructor(files: AtomicFiles, shape: v.GenericSchema<unknown, T>) {
    this.#files = files;
    this.#shape = shape;
  }

  async all(): Promise<readonly T[]> {
    const links = await this.#files.loadAll(this.#shape, '.');
    for (const link of links) this.#written.set(link.id, fileOf(link));
    return links;
  }

  async add(link: T): Promise<void> {
    if (link.thread && this.#deletedThreads.has(link.thread)) return;
    this.#written.set(link.id, fileOf(link));
    await this.#files.write(fileOf(link), link, { erases: true });
  }

  async update(link: T): Promise<void> {
    const [before, file] = [this.#written.get(link.id), fileOf(link)];
    const isThere = before !== undefined && this.#files.has(before);
    if (!isThere || (link.thread && this.#deletedThreads.has(link.thread))) return;
    this.#written.set(link.id, file);
    await this.#files.write(file, link, { erases: true });
    if (before !== file) await this.#files.remove(before);
  }

  async remove(link: T): Promise<void> {
    this.#written.delete(link.id);
    await this.#files.removeAll('.', fileOf(link));
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId !== undefined) this.#deletedThreads.add(connectionId, threadId);
    this.#forgotten.emit(
      (link) => link.connectionId === connectionId && (threadId === undefined || link.thread?.id === threadId),
    );
    await this.#files.removeAll('.', startOf(connectionId, threadId));
  }

  /** Leaves no byte. */
  async clear(): Promise<void> {
    this.#deletedThreads.clear();
    this.#written.clear();
    this.#forgotten.emit(() => true);
    await this.#files.removeFolder('');
  }
}

function fileOf({ connectionId, thread, id }: DocumentLink): string {
  return `${startOf(connectionId, thread?.id ?? '')}${fileName(id)}.json`;
}

function startOf(connectionId: string, threadId: string | undefined): string {
  return `${fileName(connectionId)}.${threadId === undefined ? '' : `${fileName(threadId)}.`}`;
}

export function marginLinks(files: AtomicFiles): LoadedLinks<MarginLink> {
  return new LocalDocumentLinks(files, marginLink);
}

export function originLinks(files: AtomicFiles): LoadedLinks<DocumentLink> {
  return new LocalDocumentLinks(files, documentLink);
}
