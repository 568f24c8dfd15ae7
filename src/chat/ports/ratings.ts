import type { Thread } from '../model/model.ts';
import type { Rating } from './feedback.ts';

/** Port: what a person thought of answers, kept here, since no vendor lets it be read back. Failures: ChatErrors `storage`. */
export interface RatingStore {
  /** By the vendor's message id. */
  all(connectionId: string, threadId: string): Promise<ReadonlyMap<string, Rating>>;
  /** `undefined`: it was taken back. */
  put(thread: Thread, messageId: string, rating: Rating | undefined): Promise<void>;
  /** Erases the ratings of a connection's threads, or of one thread. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
