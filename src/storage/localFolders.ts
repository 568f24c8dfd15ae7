import { randomUUID } from 'node:crypto';
import type * as v from 'valibot';
import type { Thread } from '../chat/model.ts';
import type { FoldersOfThreads, ThreadFolder, ThreadFolders } from '../chat/threadFolders.ts';
import { fileName } from './fileName.ts';
import { JournalFolder } from './journalFolder.ts';
import type { JournalRecord } from './record.ts';
import { folderOfThread, folder as folderShape, readAs } from './shapes.ts';
import type { StorageOptions } from './storageOptions.ts';

/** `name` absent: the folder was deleted. */
type FolderFact = v.InferOutput<typeof folderShape>;

/** `folderId` absent: the thread was taken out. */
type PlaceFact = v.InferOutput<typeof folderOfThread>;

/** Case folders, one journal for each workspace. */
export class LocalFolders implements ThreadFolders {
  readonly #journals: JournalFolder;
  readonly #workspace: string;

  constructor(folder: string, workspace: string, { report }: Pick<StorageOptions, 'report'> = {}) {
    const rule = { key: keyOf };
    this.#journals = new JournalFolder(folder, report ? { report } : {}, rule);
    this.#workspace = fileName(workspace);
  }

  async read(): Promise<FoldersOfThreads> {
    const folders = new Map<string, ThreadFolder>();
    const places = new Map<string, string | undefined>();
    await this.#journals.scan('.', this.#workspace, (record) => {
      const folder = folderOf(record);
      if (folder?.name !== undefined) folders.set(folder.id, { id: folder.id, name: folder.name });
      else if (folder) folders.delete(folder.id);
      const place = placeOf(record);
      if (place) places.set(threadKey(place.connectionId, place.threadId), place.folderId);
    });
    return {
      folders: [...folders.values()].sort((a, b) => a.name.localeCompare(b.name)),
      of: ({ connectionId, id }) => folders.get(places.get(threadKey(connectionId, id)) ?? ''),
    };
  }

  async create(name: string): Promise<ThreadFolder> {
    const folder = { id: randomUUID(), name };
    await this.restore(folder);
    return folder;
  }

  async rename(folderId: string, name: string): Promise<void> {
    await this.#append('folder', { id: folderId, name } satisfies FolderFact);
  }

  async delete(folderId: string): Promise<void> {
    await this.#append('folder', { id: folderId } satisfies FolderFact);
  }

  async restore({ id, name }: ThreadFolder): Promise<void> {
    await this.#append('folder', { id, name } satisfies FolderFact);
  }

  async move({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>, folderId: string | undefined): Promise<void> {
    const fact: PlaceFact = { connectionId, threadId: id, ...(folderId !== undefined && { folderId }) };
    await this.#append('place', fact);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const gone = (record: JournalRecord) => {
      const place = placeOf(record);
      return place?.connectionId === connectionId && (threadId === undefined || place.threadId === threadId);
    };
    for (const workspace of await this.#journals.names('.')) {
      let known = false;
      await this.#journals.scan('.', workspace, (record) => {
        known = gone(record);
        return known;
      });
      if (known) await this.#journals.compact('.', workspace, gone);
    }
  }

  async #append(op: string, data: FolderFact | PlaceFact): Promise<void> {
    await this.#journals.append('.', this.#workspace, op, data);
  }
}

function folderOf({ op, data }: JournalRecord): FolderFact | undefined {
  return op === 'folder' ? readAs(folderShape, data) : undefined;
}

function placeOf({ op, data }: JournalRecord): PlaceFact | undefined {
  return op === 'place' ? readAs(folderOfThread, data) : undefined;
}

function keyOf(record: JournalRecord): string | undefined {
  const folder = folderOf(record);
  if (folder) return `folder ${folder.id}`;
  const place = placeOf(record);
  return place && `place ${threadKey(place.connectionId, place.threadId)}`;
}

function threadKey(connectionId: string, threadId: string): string {
  return JSON.stringify([connectionId, threadId]);
}
