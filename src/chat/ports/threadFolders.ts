import type { Thread } from '../model/model.ts';

/** A label under which a person groups conversations, for example a case. */
export interface ThreadFolder {
  readonly id: string;
  readonly name: string;
}

export interface FoldersOfThreads {
  /** By name. */
  readonly folders: readonly ThreadFolder[];
  /** The folder of a thread, where it has one that exists. */
  of(thread: Pick<Thread, 'connectionId' | 'id'>): ThreadFolder | undefined;
}

/**
 * Port: case folders of this workspace, on this machine. A folder holds references only: deleting it never deletes a
 * thread, and restoring it brings its threads back under it. Failures are ChatErrors `storage`.
 */
export interface ThreadFolders {
  read(): Promise<FoldersOfThreads>;
  create(name: string): Promise<ThreadFolder>;
  rename(folderId: string, name: string): Promise<void>;
  delete(folderId: string): Promise<void>;
  /** Takes `delete` back. */
  restore(folder: ThreadFolder): Promise<void>;
  /** `undefined` takes the thread out of its folder. */
  move(thread: Pick<Thread, 'connectionId' | 'id'>, folderId: string | undefined): Promise<void>;
  /** Erases what is known of a connection's threads, or of one thread, in the folders of every workspace. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
