import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type * as v from 'valibot';
import type { Thread } from '../../chat/model/model.ts';
import type { FoldersOfThreads, ThreadFolder, ThreadFolders } from '../../chat/ports/threads.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import { folder, folderOfThread } from '../files/shapes.ts';
import { DeletedThreads } from './deletedThreads.ts';

type Place = v.InferOutput<typeof folderOfThread>;

/** Case folders: a small file for each folder, and for each conversation that is in one, in a folder for each workspace. */
export class LocalFolders implements ThreadFolders {
  readonly #files: AtomicFiles;
  readonly #workspace: string;
  readonly #deletedThreads = new DeletedThreads();
  /** The folders that this window has deleted, and may be asked to restore. */
  readonly #deleted = new Set<string>();

  constructor(root: string, workspace: string, options: StorageOptions = {}) {
    this.#files = new AtomicFiles(root, options);
    this.#workspace = fileName(workspace);
  }

  async read(): Promise<FoldersOfThreads> {
    const [folders, places] = await Promise.all([
      this.#files.loadAll(folder, this.#workspace, 'folder.'),
      this.#files.loadAll(folderOfThread, this.#workspace, 'place.'),
    ]);
    const byId = new Map(folders.map((each) => [each.id, each]));
    const folderIds = new Map(places.map((place) => [placeName({ ...place, id: place.threadId }), place.folderId]));
    return {
      folders: folders.toSorted((a, b) => a.name.localeCompare(b.name)),
      of: (thread) => byId.get(folderIds.get(placeName(thread)) ?? ''),
    };
  }

  async create(name: string): Promise<ThreadFolder> {
    const made = { id: randomUUID(), name };
    await this.#write(folderName(made.id), made);
    return made;
  }

  async rename(folderId: string, name: string): Promise<void> {
    const file = path.join(this.#workspace, folderName(folderId));
    // One that another window has deleted does not come back.
    await this.#write(folderName(folderId), { id: folderId, name }, () => this.#files.has(file));
  }

  async delete(folderId: string): Promise<void> {
    this.#deleted.add(folderId);
    await this.#files.removeAll(this.#workspace, folderName(folderId));
  }

  async restore({ id, name }: ThreadFolder): Promise<void> {
    // Everything may have been deleted since.
    if (this.#deleted.delete(id)) await this.#write(folderName(id), { id, name });
  }

  async move({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>, folderId: string | undefined): Promise<void> {
    if (this.#deletedThreads.has({ connectionId, id })) return;
    const name = placeName({ connectionId, id });
    if (folderId === undefined) await this.#files.remove(path.join(this.#workspace, name));
    else await this.#write(name, { connectionId, threadId: id, folderId } satisfies Place);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId !== undefined) this.#deletedThreads.add(connectionId, threadId);
    const prefix = threadId === undefined ? placesOf(connectionId) : placeName({ connectionId, id: threadId });
    const workspaces = new Set([this.#workspace, ...(await this.#files.names('.'))]);
    // What else stands there is not ours.
    for (const workspace of workspaces) if (!workspace.includes('.')) await this.#files.removeAll(workspace, prefix);
  }

  /** Leaves no byte, of no workspace. */
  async clear(): Promise<void> {
    this.#deletedThreads.clear();
    this.#deleted.clear();
    await this.#files.removeFolder('');
  }

  async #write(name: string, data: ThreadFolder | Place, wanted = () => true): Promise<void> {
    await this.#files.write(path.join(this.#workspace, name), data, { wanted, erases: true });
  }
}

function folderName(folderId: string): string {
  return `folder.${fileName(folderId)}.json`;
}

function placesOf(connectionId: string): string {
  return `place.${fileName(connectionId)}.`;
}

function placeName({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>): string {
  return `${placesOf(connectionId)}${fileName(id)}.json`;
}
