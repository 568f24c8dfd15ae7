import type { Assistant, AttachedFile, DescribedRequest, Message, RunEvent, Thread } from '../model/model.ts';
import type { FeedbackPort } from './feedback.ts';
import type { FilesPort } from './files.ts';

/** One page of a list that goes on while `cursor` is given. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

export interface Question {
  readonly text: string;
  /**
   * The question as the conversation shows it: `text` is made of it. Its id is the same when it is asked again. For a
   * vendor that keeps no messages.
   */
  readonly shown?: Pick<Message, 'id' | 'text' | 'context' | 'createdAt'>;
  /**
   * Whether an earlier attempt may have reached the vendor: then the question is looked for in the thread first, and
   * its answer taken or asked for, instead of sending it a second time.
   */
  readonly mayBeStored: boolean;
  /** Whether the vendor surely has it, with `mayBeStored`. It is never sent again, where the vendor lets us look. */
  readonly isStored?: boolean;
  /**
   * A look without sending, with `mayBeStored`: a question that is not there is not sent (ChatError `not-arrived`, or
   * `cannot-look` where the vendor shows nobody what it has taken). `question`: found without an answer, it is
   * answered. `answer`: nothing is asked for; the stream then ends without `run-end` when there is no answer yet.
   */
  readonly lookFor?: 'question' | 'answer';
  /**
   * The same text as several messages, each short enough, to be stored in this order before one run: all, or none. Only
   * for assistants with the feature `long-questions`.
   */
  readonly parts?: readonly string[];
  readonly attachment?: AttachedFile;
  /**
   * The newest message of the thread before the question was first sent, where that is known: it is looked for after it.
   * Empty: there was none.
   */
  readonly after?: string;
  /** The messages before that one, newest last, where they are known: it may have been deleted. */
  readonly earlier?: readonly string[];
  /**
   * The conversation so far, in short, for a vendor that has forgotten it: sent ahead of the text, not shown as part of
   * it.
   */
  readonly recap?: string;
  /** Whether it is only stored, and nobody asks for an answer. Only for assistants with the feature `add-message`. */
  readonly isOnlyAdded?: true;
  /**
   * Whether it goes out once in a new session, which knows nothing of the conversation; for a vendor whose sessions
   * hold it.
   */
  readonly newSession?: true;
}

/** A thread that came to be at the vendor without being asked for. */
export interface ThreadKept {
  readonly type: 'thread-kept';
  readonly threadId: string;
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
  /** The thread as it is now; ChatError `thread-gone` when it was deleted. Absent where only we keep it. */
  readThread?(thread: Thread, signal: AbortSignal): Promise<Thread>;
  /**
   * Newest page first; within a page in reading order. `isOwnRecord`: it is what we noted ourselves, since the vendor
   * shows nobody what it has; a question that is missing may have arrived all the same.
   */
  listMessages(
    thread: Thread,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<Message> & { readonly isOwnRecord?: boolean }>;
  /** Stores the question and streams its answer. Leaving the iteration closes the connection. */
  ask(thread: Thread, question: Question, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Takes one message back; `messageId` is the vendor's. For assistants with the feature `delete-message`. */
  deleteMessage?(thread: Thread, messageId: string, signal: AbortSignal): Promise<void>;
  /**
   * Answers without a thread of ours, for assistants with the feature `ask-once`. The vendor may keep a thread all the
   * same; its id is told by `thread-kept`, so that it can be deleted.
   */
  askOnce?(assistantId: string, text: string, signal: AbortSignal): AsyncIterable<RunEvent | ThreadKept>;
  /** The requests that ask `texts`, in `thread` where it has begun. Nothing is sent. Absent where none go out. */
  describe?(
    assistantId: string,
    thread: Thread | undefined,
    texts: readonly string[],
  ): Promise<readonly DescribedRequest[]>;
  /** Absent where no assistant has the feature. */
  readonly feedback?: FeedbackPort;
  readonly files?: FilesPort;
  /** A person asks for what comes next. A service that is left alone for its failures is asked all the same. */
  insist?(): void;
  /** Makes one cheap call that proves address, key and (for CopilotBuilder) deployment. */
  test(signal: AbortSignal): Promise<void>;
}

/** Gives a connection's provider: its code may be read first. Fails with a ChatError when the connection is gone. */
export type GetProvider = () => Provider | Promise<Provider>;
