import type { Log } from '../../base/log.ts';
import type { Semaphore } from '../../base/semaphore.ts';
import type { Assistant, AttachedFile, Thread } from '../model/model.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { GetProvider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threads.ts';
import type { PollDelays } from './answerPoller.ts';

export interface SessionOptions {
  readonly connectionId: string;
  readonly assistant: Assistant;
  /** Absent for a conversation that its first question will begin. */
  readonly thread?: Thread | undefined;
  /** Asked at each use, since a connection may be changed or removed meanwhile. Throws a ChatError when it is gone. */
  readonly provider: GetProvider;
  readonly log: Log;
  /** The outbox that questions are written to before they go out. Absent: none. */
  readonly outbox?: Outbox;
  /** The copies for reading without a network. */
  readonly cache?: Pick<ThreadCache, 'messages' | 'putMessages' | 'open'>;
  /** Shared by all conversations, so that only a few answers run at once. */
  readonly permits?: Semaphore;
  readonly pollDelays?: PollDelays;
}

/** Options for asking a question again. */
export interface RetryOptions {
  /** Whether it was, and is, to be stored without being answered. */
  readonly isOnlyAdded?: true;
  /**
   * Whether it goes to a new session of the vendor's, which knows nothing of the conversation; a question that surely
   * did not arrive goes out once.
   */
  readonly newSession?: true;
}

/** Options for a question beside its text and passages. */
export interface SendOptions {
  /** The message id of a question that has one already, because it had to wait. */
  readonly messageId?: string;
  readonly attachment?: AttachedFile;
  /** The conversation so far, in short; sent ahead of the question, not shown as part of it. */
  readonly recap?: string;
  /** Whether it is only stored, and nobody asks for an answer. */
  readonly isOnlyAdded?: true;
  /** Called when the question is on the disk: until then it is nowhere but here. */
  readonly onPersisted?: () => void;
}
