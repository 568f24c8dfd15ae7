import type { Message, Thread } from '../model/model.ts';

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
  /** In reading order; ChatError `thread-gone` when the thread was deleted. */
  messages(thread: Thread): Promise<readonly Message[]>;
  /** Adds a message, or replaces the one with the same id. */
  putMessage(thread: Thread, message: Message): Promise<void>;
  session(thread: Thread): Promise<VendorSession | undefined>;
  putSession(thread: Thread, session: VendorSession): Promise<void>;
}
