import type { Log } from '../../base/log.ts';
import { ChatError } from '../model/errors.ts';
import { failureLine } from '../model/failureReport.ts';
import type { Message } from '../model/model.ts';
import type { Outbox, OutboxEntry, OutboxPlace, OutboxQuestion } from '../ports/outbox.ts';
import { isInFlight, mergeById, openQuestionsIn, openState } from './openQuestions.ts';
import { OutboxRun } from './outboxRun.ts';
import { advance, newestConfirmedIds, positionBelow, positionOf, type ThreadPosition } from './threadPosition.ts';

/** The questions of one conversation on the disk, where every window of this computer sees them. */
export class SessionOutbox {
  readonly #connectionId: string;
  readonly #outbox: Outbox | undefined;
  readonly #log: Log;
  /** The ids of questions that are, or were, on the disk. */
  readonly #writtenIds = new Set<string>();
  /** The ids of questions that may go out, each until it begins anew. */
  readonly #acquired = new Set<string>();
  /** The position of each question. */
  readonly #anchors = new Map<string, ThreadPosition>();

  constructor(options: { readonly connectionId: string; readonly outbox?: Outbox; readonly log: Log }) {
    this.#connectionId = options.connectionId;
    this.#outbox = options.outbox;
    this.#log = options.log;
  }

  /** Follows one run. */
  record(id: string): OutboxRun {
    return new OutboxRun(this.#outbox, { id, connectionId: this.#connectionId }, this.#log);
  }

  /** Writes a question down before it goes out; false: the disk takes nothing. */
  async begin(record: OutboxRun, question: OutboxQuestion, again: boolean): Promise<boolean> {
    const { id } = question;
    this.#acquired.delete(id);
    // What stands before it now may have come after it was first sent.
    const anchor = (again ? this.#anchors.get(id) : undefined) ?? positionOf(question);
    if (anchor) this.#anchors.set(id, anchor);
    else this.#anchors.delete(id);
    const isWritten = await record.begin({ ...question, ...anchor });
    if (isWritten) this.#writtenIds.add(id);
    return isWritten;
  }

  /**
   * Returns the position below which the question of `record` is looked for; the first time the messages above it
   * decide, as they are now, and that is on the disk before anything goes out.
   */
  async anchor(id: string, record: OutboxRun, messages: readonly Message[]): Promise<ThreadPosition> {
    const first = this.#anchors.get(id);
    if (first) return first;
    const index = messages.findIndex((message) => message.id === id);
    const anchor = positionBelow(messages.slice(0, Math.max(index, 0)));
    this.#anchors.set(id, anchor);
    await record.update(anchor);
    return anchor;
  }

  /**
   * `messages` were read from the vendor: what is not known to be among them is not. Said before a question is freed
   * that is: otherwise another in the same words would be taken for it.
   */
  async markAbsent(messages: readonly Message[]): Promise<void> {
    const absentBelow = newestConfirmedIds(messages);
    if (absentBelow.length === 0) return;
    for (const { id, role, state } of messages) {
      const anchor = this.#anchors.get(id);
      if (role !== 'user' || state !== 'unknown' || !anchor || anchor.after === absentBelow.at(-1)) continue;
      this.#anchors.set(id, advance(anchor, absentBelow));
      if (this.#writtenIds.has(id)) await this.record(id).update({ absentBelow });
    }
  }

  /** `messages` are shown as the vendor has them: `ended` have come to an end there, and are freed. */
  async settle(messages: readonly Message[], ended: readonly OutboxEntry[]): Promise<void> {
    await this.markAbsent(messages);
    for (const { id } of ended) this.removeLater(id);
  }

  /** Whether another window has been at a question: the disk knows something else of it, or it was seen to and is gone. */
  async changed({ id, state }: Message, place: OutboxPlace): Promise<boolean> {
    if (state === 'sent' || !this.#writtenIds.has(id)) return false;
    const entry = (await this.#list(place)).find((candidate) => candidate.id === id);
    return !entry || openState(entry) !== state;
  }

  /** Whether another window waits for an answer in this conversation. */
  async isBusyElsewhere(place: OutboxPlace): Promise<boolean> {
    // Conversations that have not begun have nothing to do with each other.
    return place.threadId !== undefined && (await this.#list(place)).some(isInFlight);
  }

  /**
   * Acquires the thread for `question`, which is written down, before anything of it goes out. Fails with ChatError
   * `busy-elsewhere` where another window waits for an answer there. Two that begin at once both see the other: the
   * earlier goes on.
   */
  async acquireThread(question: OutboxQuestion): Promise<void> {
    if (question.threadId === undefined || this.#acquired.has(question.id)) return;
    const others = (await this.#list(question)).filter((entry) => isInFlight(entry) && entry.id !== question.id);
    if (others.some((entry) => entry.state === 'sent' || isBefore(entry, question)))
      throw new ChatError('busy-elsewhere', { processed: 'no' });
    this.#acquired.add(question.id);
  }

  /** Every question that is open: on the disk, or, where the disk took nothing, in `shown`. */
  async open(place: OutboxPlace, shown: readonly Message[]): Promise<readonly OutboxEntry[]> {
    const written = await this.#list(place);
    for (const entry of written) {
      this.#writtenIds.add(entry.id);
      const anchor = positionOf(entry);
      if (anchor) this.#anchors.set(entry.id, anchor);
    }
    // What was written down, and is no more, another window has seen to.
    return mergeById(
      openQuestionsIn(shown, place).filter(({ id }) => !this.#writtenIds.has(id)),
      written,
    );
  }

  /** The answer of a question that had broken off is there. */
  async answered(id: string, messages: readonly Message[]): Promise<void> {
    await this.markAbsent(messages);
    await this.record(id).end('answered');
  }

  /** Deletes the entry without being waited for. Where that fails, it ends when the conversation is read again. */
  removeLater(id: string): void {
    void this.remove(id).catch((error: unknown) =>
      this.#log.warn(`Could not delete an outbox entry: ${failureLine(error)}`),
    );
  }

  async remove(id: string): Promise<void> {
    await this.#outbox?.remove({ id, connectionId: this.#connectionId });
  }

  /** None when the disk cannot be read. */
  async #list(place: OutboxPlace): Promise<readonly OutboxEntry[]> {
    try {
      const all = (await this.#outbox?.list(place)) ?? [];
      // What waits was never sent: it is the composer's.
      const entries = all.filter(({ state }) => state !== 'queued');
      // A conversation is open once in a window, and nothing runs in it now: what it had begun is left over.
      return entries.map((entry) => ({ ...entry, abandoned: entry.abandoned || entry.own }));
    } catch (error) {
      this.#log.warn(`Questions on their way could not be read: ${failureLine(error)}`);
      return [];
    }
  }
}

function isBefore(a: OutboxQuestion, b: OutboxQuestion): boolean {
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;
}
