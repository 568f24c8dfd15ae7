import type { ContextItem } from '../model/model.ts';

/** The key of an unsent text. Without a thread: that of the conversation not yet begun, in this workspace alone. */
export interface DraftKey {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly threadId?: string;
  /** The id of the question that the text changes; absent: it is the draft of the conversation. */
  readonly edits?: string;
}

/**
 * Port: unsent text and its passages, on disk. What is set here is merged into what another window has written since,
 * and that is seen at the next `get`. Nothing here rejects for a text that could not be written: it stays in this
 * window's memory, and `saved` tells.
 */
export interface DraftStore {
  /** Empty when there is none. Reads one small file at most. */
  get(key: DraftKey): string;
  /**
   * Replaces `basedOn`, which `get` gave. Known to `get` at once; on disk when nothing was set for a moment, or `saved`
   * resolves. An empty text frees the entry.
   */
  set(key: DraftKey, text: string, basedOn?: string): void;
  /** The passages that go with the text. */
  passages(key: DraftKey): readonly ContextItem[];
  setPassages(key: DraftKey, passages: readonly ContextItem[], basedOn?: readonly ContextItem[]): void;
  /** The questions of a conversation that have a change, by their ids. Throws a ChatError `storage`. */
  edits(key: DraftKey): Promise<readonly string[]>;
  /** Frees what belongs to a connection, or to one of its threads, in every workspace. */
  forget(connectionId: string, threadId?: string): Promise<void>;
  /** Frees everything. */
  clear(): Promise<void>;
  /** Resolves when all that was set is on disk; rejects with a ChatError `storage` when the latest writing failed. */
  saved(): Promise<void>;
}
