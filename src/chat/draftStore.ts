import type { ContextItem } from './model.ts';

/** A text that was not sent, with its passages. */
export interface Draft {
  readonly text: string;
  readonly passages: readonly ContextItem[];
}

/** What has given way in a composer to a question that is being changed there. */
export interface Aside extends Draft {
  /** It is this window that changes the question. */
  readonly own: boolean;
}

/** Where an unsent text belongs. Without a thread: to the conversation not yet begun, of this workspace alone. */
export interface DraftKey {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly threadId?: string;
}

/**
 * Port: unsent text and its passages, on disk. The last write for a key wins, whichever window made it, and what another window wrote is
 * seen at the next `get`. Nothing here rejects for a text that could not be written: it stays in this window's memory,
 * and `saved` tells.
 */
export interface DraftStore {
  /** Empty when there is none. Reads one small file at most. */
  get(key: DraftKey): string;
  /** Known to `get` at once; on disk when `saved` resolves. An empty text frees the entry. */
  set(key: DraftKey, text: string): void;
  /** The passages that go with the text. */
  passages(key: DraftKey): readonly ContextItem[];
  setPassages(key: DraftKey, passages: readonly ContextItem[]): void;
  aside(key: DraftKey): Aside | undefined;
  /** One that is there already stays that of the window that made it. */
  setAside(key: DraftKey, aside: Draft | undefined): void;
  /** Whether the window that changes the question is gone. */
  isAsideLeft(key: DraftKey): Promise<boolean>;
  /** Frees what belongs to a connection, or to one of its threads, in every workspace. */
  forget(connectionId: string, threadId?: string): Promise<void>;
  /** Frees everything. */
  clear(): Promise<void>;
  /** Resolves when all that was set is on disk; rejects with a ChatError `storage` when the latest writing failed. */
  saved(): Promise<void>;
}
