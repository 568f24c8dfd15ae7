import type { Assistant, Message, RunEvent, Thread } from './model.ts';

/** One page of a list that goes on while `cursor` is given. */
interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

export interface Question {
  readonly text: string;
  /**
   * Set when an earlier attempt may have reached the vendor: look for the question in the thread first, and take its
   * answer, or have it answered, instead of sending it a second time.
   */
  readonly mayBeStored: boolean;
}

/**
 * The port that every vendor implements. Each call takes a signal and fails with a ChatError (or the signal's reason);
 * nothing is held between calls but what the vendor itself would remember.
 */
export interface Provider {
  listAssistants(signal: AbortSignal): Promise<readonly Assistant[]>;
  /** Newest first. */
  listThreads(assistantId: string, cursor: string | undefined, signal: AbortSignal): Promise<Page<Thread>>;
  /** `title`: 1 to 200 characters. */
  createThread(assistantId: string, title: string, signal: AbortSignal): Promise<Thread>;
  deleteThread(thread: Thread, signal: AbortSignal): Promise<void>;
  /** Newest page first; within a page in reading order. */
  listMessages(thread: Thread, cursor: string | undefined, signal: AbortSignal): Promise<Page<Message>>;
  /** Stores the question and streams its answer. Leaving the iteration closes the connection. */
  ask(thread: Thread, question: Question, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** One cheap call that proves address, key and (for CopilotBuilder) deployment. */
  test(signal: AbortSignal): Promise<void>;
}
