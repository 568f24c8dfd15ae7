/** Port: all that this extension keeps in files on this computer, of every workspace and connection. */
export interface LocalData {
  /** Whether conversations of a connection are in it that are nowhere else. Throws a ChatError `storage`. */
  hasThreads(connectionId: string): Promise<boolean>;
  /** Deletes it, and what is held in memory in its place; leaves no byte. Throws a ChatError `storage`. */
  clear(): Promise<void>;
}
