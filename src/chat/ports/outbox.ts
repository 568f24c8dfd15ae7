import type { ErrorData } from '../model/errorData.ts';
import type { AttachedFile, ContextItem } from '../model/model.ts';

/**
 * The state of a question on its way.
 *
 * ```
 * queued ──its turn──> pending ──accepted──> sent ──complete──> answered (freed)
 *    │                    │                    └──Stop──> stopped ──read again──> answered
 *    │                    ├──surely not there──> failed ──Retry──> pending
 *    │                    └──perhaps there──> unknown ──found──> sent; ──not found──> failed
 *    └──Edit, Remove──> (freed: it is the draft, or nothing)
 * ```
 *
 * `queued`: it waits for the answer before it, and nobody has sent it. `pending`: written down, no byte sent. `sent`: the
 * vendor has it, its answer is awaited. `stopped`: as `sent`, and the person stopped the answer. `unknown`: it may have
 * reached the vendor. `failed`: it surely has not. `answered`: all is done, the entry is freed.
 */
export type OutboxState = 'queued' | 'pending' | 'sent' | 'stopped' | 'unknown' | 'answered' | 'failed';

/** A question as it is written down before the first byte goes out. */
export interface OutboxQuestion {
  /** The question's message id in the transcript; unique. */
  readonly id: string;
  readonly connectionId: string;
  readonly assistantId: string;
  /** Absent until the conversation has begun: its thread is made by this very question. */
  readonly threadId?: string;
  readonly text: string;
  readonly context: readonly ContextItem[];
  readonly attachment?: AttachedFile;
  /**
   * The newest message of the thread before it: the question is looked for after that one. Empty: there was none.
   * Absent until the end of the thread was read; before that nothing goes out.
   */
  readonly after?: string;
  /** The messages before that one, newest last, for when it is deleted. */
  readonly earlier?: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Whether it is `queued`, until it is added again without this. */
  readonly isWaiting?: true;
}

/** Facts about a question that become known later. Each replaces an earlier one. */
export interface OutboxChange {
  readonly state?: OutboxState;
  readonly threadId?: string;
  readonly after?: string;
  readonly earlier?: readonly string[];
  /** The newest messages of the thread, newest last, at a time when the question was known not to be among them. */
  readonly absentBelow?: readonly string[];
  readonly error?: ErrorData;
}

export interface OutboxEntry extends Omit<OutboxQuestion, 'isWaiting'> {
  readonly state: Exclude<OutboxState, 'answered'>;
  readonly absentBelow?: readonly string[];
  readonly error?: ErrorData;
  /** The part of the answer that had come in; empty when nothing had. */
  readonly partial: string;
  /** The window that sent it is gone, or has been silent for longer than any run lasts. */
  readonly abandoned: boolean;
  /** Whether this window sent it. */
  readonly own: boolean;
}

/**
 * Port: questions on their way, on disk until they are answered or given up. Failures are ChatErrors `storage` with
 * `processed: 'no'`. An entry that is gone was answered, given up or deleted with its thread, perhaps by another
 * window; changing it does nothing.
 */
export interface Outbox {
  /**
   * Writes the question; it is on the disk, not only in the system's memory, when the promise resolves: nothing is sent
   * before. Added again, it begins anew: the facts of the attempt before are gone.
   */
  add(question: OutboxQuestion): Promise<void>;
  /** Writes a change; it is on the disk when the promise resolves. `answered` frees the entry. */
  change(question: OutboxKey, change: OutboxChange): Promise<void>;
  /** Adds to the answer that has come in so far; not forced to the disk, so a power cut may cost the latest of it. */
  addPartial(question: OutboxKey, delta: string): Promise<void>;
  /**
   * Oldest first: those of a thread, or without `threadId` those of this workspace that have no thread yet. Entries of
   * a window that is still at work are included, and not `abandoned`.
   */
  list(of: OutboxPlace): Promise<readonly OutboxEntry[]>;
  /** The newest question of this workspace that a window which is gone has left, in whichever conversation. */
  latestAbandoned(connectionId: string): Promise<OutboxEntry | undefined>;
  /** Frees an entry: the person gave it up, or it is held elsewhere. */
  remove(question: OutboxKey): Promise<void>;
  /** Frees what belongs to a connection, or to one of its threads, in every workspace. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}

export type OutboxKey = Pick<OutboxQuestion, 'id' | 'connectionId'>;
export type OutboxPlace = Pick<OutboxQuestion, 'connectionId' | 'assistantId' | 'threadId'>;
