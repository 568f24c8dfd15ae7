import type { Subscribe } from '../../base/emitter.ts';
import type { Anchor } from '../model/anchor.ts';
import type { ContextItem, Message, Thread } from '../model/model.ts';

/** A link between a passage of a document and a conversation. */
export interface DocumentLink {
  readonly id: string;
  readonly connectionId: string;
  /** Absent for a conversation that its first question will begin. */
  readonly thread?: Thread;
  /** The assistant of the conversation, as far as it is shown without a network. */
  readonly assistant: { readonly id: string; readonly name: string; readonly poweredBy?: string };
  /** Address of the document. */
  readonly uri: string;
  readonly anchor: Anchor;
}

/** A conversation beside a passage. */
export interface MarginLink extends DocumentLink {
  /** The context of its first question. */
  readonly context: readonly ContextItem[];
  readonly messages: readonly Message[];
  /** A question that was not sent. */
  readonly unsent?: string;
  /** It was about to go out: whether it did is unknown once its window is gone. */
  readonly mayBeSent?: true;
  readonly isResolved: boolean;
  /** Name of the prompt of a check that asked it: its answer stands among the problems. */
  readonly finding?: string;
}

/**
 * Port: links between passages and conversations, on this computer, of every workspace. What was forgotten, in whichever
 * window, is not written again. Failures are ChatErrors `storage`.
 */
export interface DocumentLinks<T extends DocumentLink> {
  /** Whether there is none; reads none. */
  isEmpty(): Promise<boolean>;
  /** Returns the links that can be read. */
  all(): Promise<readonly T[]>;
  add(link: T): Promise<void>;
  /** Replaces the stored link; where none is stored any more, nothing is written. */
  update(link: T): Promise<void>;
  remove(link: T): Promise<void>;
  /** Erases those of a connection, or of one of its threads. */
  forget(connectionId: string, threadId?: string): Promise<void>;
  /** Some were forgotten, or all were. */
  readonly onForgotten: Subscribe<(link: DocumentLink) => boolean>;
}
