import type { Log } from '../../base/log.ts';
import type { ErrorData } from '../model/errorData.ts';
import { failureLine } from '../model/failureReport.ts';
import type { Message, RunProgressEvent } from '../model/model.ts';
import type { Outcome } from '../model/transcript.ts';
import type { Outbox, OutboxChange, OutboxKey, OutboxQuestion, OutboxState } from '../ports/outbox.ts';

/** Returns the state and error that are written for a question after its run. */
export function stateAfter(
  outcome: Outcome,
  messages: readonly Message[],
): [state: OutboxState, error: ErrorData | undefined] {
  const error = 'error' in outcome ? outcome.error : undefined;
  const question = messages.findLast(({ role }) => role === 'user');
  if (question?.state === 'failed' || question?.state === 'unknown') return [question.state, error];
  if (outcome.type === 'stopped' && messages.at(-1)?.text !== '') return ['stopped', error];
  // A complete answer that could not be kept is nowhere else on the disk.
  return [error ? 'sent' : 'answered', error];
}

/** Growing answers are written down at most so often, in milliseconds. */
const partialEvery = 500;

/**
 * Keeps the outbox up with one run. Writing is done one after the other; that the disk takes nothing must not keep a
 * person from asking, so failures are logged only.
 */
export class OutboxRun {
  readonly #outbox: Outbox | undefined;
  readonly #key: OutboxKey;
  readonly #log: Log;
  #work: Promise<unknown> = Promise.resolve();
  #partial = '';
  #partialAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Outbox | undefined, key: OutboxKey, log: Log) {
    this.#outbox = outbox;
    this.#key = { id: key.id, connectionId: key.connectionId };
    this.#log = log;
  }

  /**
   * Writes the question down. It is on the disk when this resolves true, and no byte goes out before. False: the disk
   * takes nothing, or is not asked.
   */
  begin(question: OutboxQuestion): Promise<boolean> {
    return this.#do((outbox) => outbox.add(question));
  }

  /** Changes the entry. On the disk when this resolves, unless the disk takes nothing. */
  async update(change: OutboxChange): Promise<void> {
    await this.#do((outbox) => outbox.change(this.#key, change));
  }

  /** Notes what the vendor has confirmed, and the growing answer. */
  onEvent(event: RunProgressEvent): void {
    if (event.type === 'question-stored') void this.#do((outbox) => outbox.change(this.#key, { state: 'sent' }));
    if (event.type !== 'text-delta') return;
    this.#partial += event.delta;
    // A vendor that pauses must not leave the latest words in memory alone.
    const rest = this.#partialAt + partialEvery - performance.now();
    this.#timer ??= setTimeout(() => this.#writePartial(), Math.max(0, rest));
  }

  /** Writes what has come of the answer: the window closes. Settles when that is on the disk. */
  async flush(): Promise<void> {
    this.#writePartial();
    await this.#work;
  }

  /** Settles when all is on the disk. */
  async end(state: OutboxState, error?: ErrorData): Promise<void> {
    if (state === 'answered') clearTimeout(this.#timer);
    else this.#writePartial();
    await this.#do((outbox) => outbox.change(this.#key, { state, ...(error && { error }) }));
  }

  #writePartial(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const delta = this.#partial;
    this.#partial = '';
    this.#partialAt = performance.now();
    if (delta !== '') void this.#do((outbox) => outbox.addPartial(this.#key, delta));
  }

  #do(write: (outbox: Outbox) => Promise<void>): Promise<boolean> {
    const outbox = this.#outbox;
    if (!outbox) return Promise.resolve(false);
    const done = this.#work.then(async () => {
      try {
        await write(outbox);
        return true;
      } catch (error) {
        this.#log.warn(`A question was not written down: ${failureLine(error)}`);
        return false;
      }
    });
    this.#work = done;
    return done;
  }
}
