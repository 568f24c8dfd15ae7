import { Emitter } from '../../base/emitter.ts';
import { type Log, unfailing } from '../../base/log.ts';
import { failureLine, logThrown } from '../model/failureReport.ts';
import type { ContextItem, Message } from '../model/model.ts';
import type { Outbox, OutboxKey } from '../ports/outbox.ts';
import type { ChatSession } from '../session/session.ts';

/** A question that waits for the answer before it. */
export interface QueuedQuestion {
  /** The message id that it will have. */
  readonly id: string;
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The answer before it did not become complete: it goes out only when the person says so. */
  readonly isPaused: boolean;
}

/**
 * One waiting question for each conversation. It is written down like one that is on its way, so that a window that
 * closes meanwhile brings it back in the composer, not sent. An attached file stays with the composer and goes out with
 * it.
 */
export class FollowUpQueue {
  readonly #outbox: Outbox;
  readonly #log: Log;
  readonly #waiting = new WeakMap<ChatSession, QueuedQuestion>();
  readonly #changes = new Emitter<ChatSession>((error) =>
    logThrown(this.#log, 'A listener to waiting questions', error),
  );
  #writing: Promise<unknown> = Promise.resolve();
  readonly onChange = this.#changes.subscribe;

  constructor(outbox: Outbox, log: Log) {
    this.#outbox = outbox;
    this.#log = unfailing(log);
  }

  of(session: ChatSession | undefined): QueuedQuestion | undefined {
    return session && this.#waiting.get(session);
  }

  /** Has a question wait at once; it is on the disk when this resolves, unless the disk takes nothing. */
  async put(session: ChatSession, { text, context }: Pick<QueuedQuestion, 'text' | 'context'>): Promise<void> {
    const id = crypto.randomUUID();
    this.#set(session, { id, text, context, isPaused: false });
    await this.writeDown(session, { id, text, context });
  }

  /** A question that is to go out as soon as something else is done is on the disk when this resolves, as one that waits. */
  async writeDown(
    session: ChatSession,
    { id, text, context, attachment }: Pick<Message, 'id' | 'text' | 'context' | 'attachment'>,
  ): Promise<void> {
    const { connectionId, assistant, thread } = session;
    const place = { connectionId, assistantId: assistant.id, ...(thread && { threadId: thread.id }) };
    const file = attachment && { attachment };
    const question = {
      id,
      ...place,
      text,
      context,
      ...file,
      createdAt: new Date().toISOString(),
      isWaiting: true,
    } as const;
    await this.#write((outbox) => outbox.add(question));
  }

  /** The conversation of a question that waits has got its thread. */
  async begun(session: ChatSession): Promise<void> {
    const question = this.of(session);
    const threadId = session.thread?.id;
    if (question && threadId !== undefined)
      await this.#write((outbox) => outbox.change(keyOf(session, question), { threadId }));
  }

  hold(session: ChatSession): void {
    const question = this.of(session);
    if (question) this.#set(session, { ...question, isPaused: true });
  }

  /** The question, which waits no longer; sent with its id it is on the disk already. */
  take(session: ChatSession): QueuedQuestion | undefined {
    const question = this.of(session);
    if (question) this.#set(session, undefined);
    return question;
  }

  /** Has a taken question wait again until the person says so: it could not be put elsewhere. */
  putBack(session: ChatSession, question: QueuedQuestion): void {
    this.#set(session, { ...question, isPaused: true });
  }

  /** Removes `question` from the disk; nothing of it is left there when this resolves. */
  async remove(session: ChatSession, question: Pick<QueuedQuestion, 'id'>): Promise<void> {
    await this.#write((outbox) => outbox.remove(keyOf(session, question)));
  }

  /** Resolves when all that was begun is on the disk. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #set(session: ChatSession, question: QueuedQuestion | undefined): void {
    if (question) this.#waiting.set(session, question);
    else this.#waiting.delete(session);
    this.#changes.emit(session);
  }

  /** Does the works one after the other. A disk that takes nothing must not keep a person from asking. */
  async #write(work: (outbox: Outbox) => Promise<void>): Promise<void> {
    const done = this.#writing.then(() => work(this.#outbox));
    this.#writing = done.catch((error: unknown) =>
      this.#log.warn(`A question that waits was not written down: ${failureLine(error)}`),
    );
    await this.#writing;
  }

  dispose(): void {
    this.#changes.dispose();
  }
}

function keyOf({ connectionId }: ChatSession, { id }: Pick<QueuedQuestion, 'id'>): OutboxKey {
  return { connectionId, id };
}
