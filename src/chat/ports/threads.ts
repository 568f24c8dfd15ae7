import type { Assistant, Message, Thread } from '../model/model.ts';
import type { ThreadSuffix } from '../model/threadSuffix.ts';

/** A value that was read from a vendor, and when (ISO 8601, UTC). */
export interface Cached<T> {
  readonly value: T;
  readonly readAt: string;
  /** The vendor has messages older than these. */
  readonly isPart?: boolean;
}

/**
 * Port: the latest readings of what a vendor keeps, for reading without a network. The vendor stays the truth: losing
 * the cache loses nothing. A `put` that fails is a ChatError `storage`; what cannot be read reads as
 * undefined, as what is absent does.
 */
export interface ThreadCache {
  /**
   * The number of deletions. Whoever asks a vendor notes it before (`since`): a conversation that was deleted while the
   * vendor answered may be in the answer, which is not stored then.
   */
  readonly forgotten: number;
  putAssistants(connectionId: string, assistants: readonly Assistant[], since?: number): Promise<void>;
  assistants(connectionId: string): Promise<Cached<readonly Assistant[]> | undefined>;
  /** All that is known of an assistant's threads, newest first. Messages of threads that are not in it are kept. */
  putThreads(connectionId: string, assistantId: string, threads: readonly Thread[], since?: number): Promise<void>;
  threads(connectionId: string, assistantId: string): Promise<Cached<readonly Thread[]> | undefined>;
  /** Stores the messages of `thread` from now on, until it is forgotten, by whichever window. */
  open(thread: Thread): Promise<void>;
  /**
   * Adds what was read up to the end of a conversation to what was kept above it (`mergeSuffix`). Of a very long conversation (8 MB) the newest messages are kept. Nothing is written of one that
   * was not opened, or was forgotten since: an answer that ends later must not bring it back.
   */
  putMessages(thread: Thread, read: ThreadSuffix): Promise<void>;
  /** Returns the messages in reading order. */
  messages(thread: Thread): Promise<Cached<readonly Message[]> | undefined>;
  /** Deletes what belongs to a connection, or to one of its threads. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}

/** A label under which a person groups conversations, for example a case. */
export interface ThreadFolder {
  readonly id: string;
  readonly name: string;
}

export interface FoldersOfThreads {
  /** The folders by name. */
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

/** The vendor's handle on a conversation that it keeps for a while only. */
export interface VendorSession {
  readonly id: string;
  /** Milliseconds since the epoch; past it the vendor has forgotten the turns. */
  readonly deadline: number;
}

/**
 * Port: threads of a vendor that keeps none that can be listed. What is put is on disk when the promise resolves;
 * a failure is a ChatError `storage`.
 */
export interface ThreadStore {
  /** Newest first. */
  list(connectionId: string): Promise<readonly Thread[]>;
  create(thread: Thread): Promise<void>;
  delete(thread: Thread): Promise<void>;
  /** Returns the messages in reading order; ChatError `thread-gone` when the thread was deleted. */
  messages(thread: Thread): Promise<readonly Message[]>;
  /** Adds a message, or replaces the one with the same id. */
  putMessage(thread: Thread, message: Message): Promise<void>;
  session(thread: Thread): Promise<VendorSession | undefined>;
  putSession(thread: Thread, session: VendorSession): Promise<void>;
}

/** Port: titles that were given on this machine. Failures are ChatErrors `storage`. */
export interface ThreadTitles {
  /** Returns the local titles by thread id. */
  all(connectionId: string): Promise<ReadonlyMap<string, string>>;
  /** `undefined` takes the local title back. */
  put(thread: Thread, title: string | undefined): Promise<void>;
  /** Erases the titles of a connection's threads, or of one thread. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
