import type { Subscribe } from '../../base/emitter.ts';
import type { Anchor } from '../model/anchor.ts';
import type { ContextItem, Message, Thread } from '../model/model.ts';

/** What belongs to a passage of a document, and to a conversation. */
export interface DocumentLink {
  readonly id: string;
  readonly connectionId: string;
  /** Absent for a conversation that its first question will begin. */
  readonly thread?: Thread;
  /** Whom the conversation is with, as far as it is shown without a network. */
  readonly assistant: { readonly id: string; readonly name: string; readonly poweredBy?: string };
  /** Address of the document. */
  readonly uri: string;
  readonly anchor: Anchor;
}

/** A conversation beside a passage. */
export interface MarginLink extends DocumentLink {
  /** What its first question is about. */
  readonly context: readonly ContextItem[];
  readonly messages: readonly Message[];
  /** A question that was not sent. */
  readonly unsent?: string;
  readonly isResolved: boolean;
}

/**
 * Port: links between passages and conversations, on this computer, of every workspace. What was forgotten, in whichever
 * window, is not written again. Failures are ChatErrors `storage`.
 */
export interface DocumentLinks<T extends DocumentLink> {
  /** Whether there is none; reads none. */
  isEmpty(): Promise<boolean>;
  /** Those that can be read. */
  all(): Promise<readonly T[]>;
  add(link: T): Promise<void>;
  /** In the place of what is there; where nothing is there any more, nothing is written. */
  update(link: T): Promise<void>;
  remove(link: T): Promise<void>;
  /** Erases those of a connection, or of one of its threads. */
  forget(connectionId: string, threadId?: string): Promise<void>;
  /** Some were forgotten, or all were. */
  readonly onForgotten: Subscribe<(link: DocumentLink) => boolean>;
}
