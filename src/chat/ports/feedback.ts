import type { Rating, Thread } from '../model/model.ts';

/** One of the vendor's own reasons for a negative rating, in the vendor's language. */
interface FeedbackReason {
  readonly id: string;
  readonly reason: string;
  readonly description?: string;
}

/** The reason why an answer did not help; sent only where the connection names the fields for it (`feedbackFields`). */
export interface FeedbackDetails {
  readonly reasonId?: string;
  readonly comment?: string;
}

/** Port: what a person thinks of an answer, told to its vendor. `messageId` is the vendor's. Fails with a ChatError. */
export interface FeedbackPort {
  rate(thread: Thread, messageId: string, rating: Rating, details: FeedbackDetails, signal: AbortSignal): Promise<void>;
  withdraw(thread: Thread, messageId: string, signal: AbortSignal): Promise<void>;
  reasons(signal: AbortSignal): Promise<readonly FeedbackReason[]>;
}

/** Port: what a person thought of answers, kept here, since no vendor lets it be read back. Failures: ChatErrors `storage`. */
export interface RatingStore {
  /** Returns the ratings by the vendor's message id. */
  all(connectionId: string, threadId: string): Promise<ReadonlyMap<string, Rating>>;
  /** `undefined`: it was taken back. */
  put(thread: Thread, messageId: string, rating: Rating | undefined): Promise<void>;
  /** Erases the ratings of a connection's threads, or of one thread. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}
