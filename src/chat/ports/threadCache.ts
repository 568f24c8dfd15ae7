import type { Assistant, Message, Thread } from '../model/model.ts';
import type { Suffix } from '../model/threadSuffix.ts';

/** What was read from a vendor, and when (ISO 8601, UTC). */
export interface Cached<T> {
  readonly value: T;
  readonly readAt: string;
  /** Of messages: the vendor has older ones. */
  readonly isPart?: boolean;
}

/**
 * Port: the latest readings of what a vendor keeps, for reading without a network. The vendor stays the truth: losing
 * the cache loses nothing. A `put` that fails is a ChatError `storage`; what cannot be read reads as
 * undefined, as what is absent does.
 */
export interface ThreadCache {
  /**
   * How often something was forgotten. Whoever asks a vendor notes it before (`since`): what was forgotten while it
   * answered may be in the answer, which is not kept then.
   */
  readonly forgotten: number;
  putAssistants(connectionId: string, assistants: readonly Assistant[], since?: number): Promise<void>;
  assistants(connectionId: string): Promise<Cached<readonly Assistant[]> | undefined>;
  /** All that is known of an assistant's threads, newest first. Messages of threads that are not in it are kept. */
  putThreads(connectionId: string, assistantId: string, threads: readonly Thread[], since?: number): Promise<void>;
  threads(connectionId: string, assistantId: string): Promise<Cached<readonly Thread[]> | undefined>;
  /** From now on the messages of `thread` are kept, until it is forgotten, by whichever window. */
  open(thread: Thread): Promise<void>;
  /**
   * Adds what was read up to the end of a conversation to what was kept above it (`keptSuffix`). Of a very long conversation (8 MB) the newest messages are kept. Nothing is written of one that
   * was not opened, or was forgotten since: an answer that ends later must not bring it back.
   */
  putMessages(thread: Thread, read: Suffix): Promise<void>;
  /** In reading order. */
  messages(thread: Thread): Promise<Cached<readonly Message[]> | undefined>;
  /** Deletes what belongs to a connection, or to one of its threads. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
