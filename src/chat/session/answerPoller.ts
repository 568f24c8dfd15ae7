import { sleep } from '../../base/sleep.ts';
import type { Doubt } from '../model/errorData.ts';
import { ChatError } from '../model/errors.ts';
import { type Sources, withSources } from '../model/gatheredSources.ts';
import type { RunEvent, Thread } from '../model/model.ts';
import type { GetProvider, Provider, Question } from '../ports/provider.ts';

/** Delays before each look at the vendor, in milliseconds; after the last one only a person looks. */
export interface PollDelays {
  /** The delays for a question whose storing was not confirmed. */
  readonly question: readonly number[];
  /** The delays for an answer that broke off. */
  readonly answer: readonly number[];
}

export const defaultPollDelays: PollDelays = {
  question: [0, 1_000, 2_000],
  answer: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000],
};

/**
 * Returns why a look that failed with `error` leaves the question in doubt; undefined where it failed for a reason of
 * its own.
 */
export function uncertaintyOf(error: unknown): Doubt | undefined {
  if (!(error instanceof ChatError)) return undefined;
  if (error.code === 'not-arrived') return 'not-found';
  return error.code === 'cannot-look' ? 'cannot-look' : 'not-looked';
}

/** Returns whether the vendor may still finish the answer of a run that ended with `error`, or has finished it already. */
export function answerMayFollow(error: unknown): boolean {
  return error instanceof ChatError && error.processed === 'maybe' && error.code !== 'cannot-look';
}

export interface FoundAnswer extends Sources {
  readonly text: string;
  readonly messageId?: string;
}

/** The stored answer to `question`, which asks for nothing; undefined while there is none. Fails as `ask` does. */
async function lookForAnswer(
  provider: Provider,
  thread: Thread,
  question: Question,
  signal: AbortSignal,
): Promise<FoundAnswer | undefined> {
  let found: FoundAnswer = { text: '', sources: [] };
  for await (const event of provider.ask(thread, { ...question, mayBeStored: true, lookFor: 'answer' }, signal)) {
    if (event.type === 'run-end') return found;
    found = folded(found, event);
  }
  return undefined;
}

function folded(found: FoundAnswer, event: RunEvent): FoundAnswer {
  switch (event.type) {
    case 'text-delta':
      return { ...found, text: found.text + event.delta };
    case 'text-replaced':
      return { ...found, text: event.text };
    case 'sources-found':
      return { ...found, ...withSources(found, event.sources, event.moreSources) };
    case 'answer-stored':
      return { ...found, messageId: event.messageId };
    default:
      return found;
  }
}

/**
 * Looks again and again, as `times` says, until there is an answer, or it is known that there is no use in looking.
 * A look that fails for want of a network counts as one. Never rejects; undefined when nothing was found or `signal`
 * aborted.
 */
async function watchForAnswer(
  look: (signal: AbortSignal) => Promise<FoundAnswer | undefined>,
  times: readonly number[],
  signal: AbortSignal,
): Promise<FoundAnswer | undefined> {
  try {
    for (const time of times) {
      await sleep(time, signal);
      const found = await look(signal).catch((error: unknown) => {
        if (!answerMayFollow(error) || uncertaintyOf(error) === 'not-found') throw error;
        return undefined;
      });
      if (found) return found;
    }
  } catch {
    // There is nothing to wait for any more; the message says already how to go on.
  }
  return undefined;
}

/** Polls the vendor for the rest of an answer: at most one watch at a time, until it finds something or is stopped. */
export class AnswerPoller {
  readonly #options: { readonly provider: GetProvider; readonly pollDelays?: PollDelays };
  #watch: AbortController | undefined;

  constructor(options: { readonly provider: GetProvider; readonly pollDelays?: PollDelays }) {
    this.#options = options;
  }

  /** `question` may be answered in `thread`. */
  watch(thread: Thread, question: Question, onFound: (found: FoundAnswer) => void): void {
    this.stop();
    const watch = new AbortController();
    this.#watch = watch;
    const { provider, pollDelays = defaultPollDelays } = this.#options;
    const look = async (signal: AbortSignal) => lookForAnswer(await provider(), thread, question, signal);
    void watchForAnswer(look, pollDelays.answer, watch.signal).then((found) => {
      if (found && !watch.signal.aborted) onFound(found);
    });
  }

  stop(): void {
    this.#watch?.abort();
  }
}
