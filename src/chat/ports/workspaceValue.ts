/**
 * Port: one small thing to know about a workspace, in a file of this extension's own, so that deleting reaches what
 * every workspace left. Nothing here throws: what the disk does not give or take is not known in the next window.
 */
export interface WorkspaceFact {
  /** Undefined when there is none, also when another window has freed it. Reads one small file. */
  get(): unknown;
  /** Known to `get` at once; `undefined` frees it. Resolves when it was tried on the disk. */
  set(value: unknown): Promise<void>;
  /** Frees it in every workspace where it is about this connection, or this thread of it; of a list, the entries that are. Throws a ChatError `storage`. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
