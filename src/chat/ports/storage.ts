import type { Thread } from '../model/model.ts';

/** A failure of the disk in work that nobody waits for. Holds no path and no content. */
export type StorageProblem =
  /** Lines that could not be read; the rest was. */
  | { readonly type: 'damaged'; readonly lines: number }
  /** A file that a later version wrote: it is left as it is, and what would be written lasts until the window closes. */
  | { readonly type: 'newer' }
  /** A journal could not be made shorter; nothing is lost. */
  | { readonly type: 'not-compacted'; readonly error: unknown }
  /** A draft could not be read or written; what was typed is in this window's memory. */
  | { readonly type: 'draft'; readonly error: unknown }
  /** A question goes out, or waits, without having been written down. */
  | { readonly type: 'question'; readonly error: unknown }
  /** The latest conversation or assistant could not be read or written: the next window begins without it. */
  | { readonly type: 'not-remembered'; readonly error: unknown }
  /** More than can be held in memory: the oldest messages were left out. */
  | { readonly type: 'too-long' };

/** Port: all that this extension keeps in files on this computer, of every workspace and connection. */
export interface LocalData {
  /** Whether conversations of a connection are in it that are nowhere else. Throws a ChatError `storage`. */
  hasThreads(connectionId: string): Promise<boolean>;
  /**
   * Erases what this computer knows of a deleted thread: draft, unanswered questions, offline copy, title, folder, ratings,
   * margin conversations, origins of inserted answers, and that it was shown last. Each is tried whatever becomes of the others; then the first failure is thrown, a
   * ChatError `storage`.
   */
  forgetThread(thread: Pick<Thread, 'connectionId' | 'id'>): Promise<void>;
  /**
   * Erases the same of all threads of a connection that is removed, with its required details, the storage its files may go
   * to, and which of its assistants were used last. Conversations that exist on this computer alone stay.
   */
  forgetConnection(connectionId: string): Promise<void>;
  /** Deletes it, and what is held in memory in its place; leaves no byte. Throws a ChatError `storage`. */
  clear(): Promise<void>;
}

/** Values that a vendor requires with every question, by dotted path, for example `user_data.licence`. */
export type RequestDetails = Readonly<Record<string, string>>;

/** Port: the values that a person has given, for each assistant. Failures are ChatErrors `storage`. */
export interface RequestDetailsStore {
  get(connectionId: string, assistantId: string): Promise<RequestDetails>;
  /** Replaces the stored values; empty values are left out. */
  put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void>;
  /** Erases those of a connection's assistants. */
  forget(connectionId: string): Promise<void>;
}

/**
 * Port: the random id under which a vendor keeps this installation's files. It is made when the first file is sent,
 * and says nothing about the person. Failures are ChatErrors `storage`.
 */
export interface InstallationIds {
  /** The id, if one was ever needed. */
  known(): Promise<string | undefined>;
  /** The id; made and kept when there is none. A UUID. */
  get(): Promise<string>;
}

/**
 * Port: one small thing to know about a workspace, in a file of this extension's own, so that deleting reaches what
 * every workspace left. Nothing here throws: what the disk does not give or take is not known in the next window.
 */
export interface WorkspaceValue {
  /** Returns the value; undefined when there is none, also when another window has freed it. Reads one small file. */
  get(): unknown;
  /** Known to `get` at once; `undefined` frees it. Resolves when it was tried on the disk. */
  set(value: unknown): Promise<void>;
  /** Frees it in every workspace where it is about this connection, or this thread of it; of a list, the entries that are. Throws a ChatError `storage`. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
