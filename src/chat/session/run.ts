/*
 * The way of a delta, from the socket to the DOM:
 * providers/http/exchange → body → streams/lines → items → haufe/runs/answerStream → run → ask → haufeProvider
 * → chat/catalog/cachingProvider, titledProvider → run (here) → answering → session → model/transcript → base/emitter
 * → host/chat/webviewConnection (joins the deltas of a frame) → postMessage → webview/main → model/transcript → app/view
 * → thread/conversation → messageList → message/message → answer → markdown/stream → parser → emit → morph.
 */

import type { Semaphore } from '../../base/semaphore.ts';
import { sleep } from '../../base/sleep.ts';
import { ChatError, errorData } from '../model/errors.ts';
import type { RunProgressEvent, Thread } from '../model/model.ts';
import type { Outcome } from '../model/transcript.ts';
import type { GetProvider, Provider, Question } from '../ports/provider.ts';
import { type PollDelays, uncertaintyOf } from './answerPoller.ts';
import {
  applyEvent,
  completedOutcome,
  failedOutcome,
  isStored,
  newProgress,
  type Progress,
  stoppedOutcome,
} from './outcome.ts';

export interface Run {
  readonly provider: GetProvider;
  /** The permits for running; undefined: as many runs at once as there are. */
  readonly permits: Semaphore | undefined;
  readonly pollDelays: PollDelays;
  /** Prepares what the question needs before it goes out; called again when the run is taken up anew. */
  readonly prepare: (provider: Provider, signal: AbortSignal) => Promise<{ thread: Thread; question: Question }>;
  readonly tell: (event: RunProgressEvent) => void;
  /** Logs a failure; called once for each. */
  readonly report: (error: unknown) => void;
}

export interface RunEnd {
  readonly outcome: Outcome;
  /** The failure that broke the run; undefined when nothing did. */
  readonly error: unknown;
}

/**
 * Runs one question to its end. A question that may have arrived is looked for at the vendor and, found, answered
 * there; it is never sent a second time. Never rejects.
 */
export async function run(work: Run, mayBeStored: boolean, signal: AbortSignal): Promise<RunEnd> {
  const progress = newProgress(mayBeStored);
  let leave: (() => void) | undefined;
  try {
    leave = await permit(work, signal);
    await consume(work, {}, progress, signal);
    return { outcome: completedOutcome(progress), error: undefined };
  } catch (error) {
    if (signal.aborted) return { outcome: stoppedOutcome(progress), error };
    work.report(error);
    return await settled(work, error, progress, signal);
  } finally {
    leave?.();
  }
}

async function permit({ permits, tell }: Run, signal: AbortSignal): Promise<() => void> {
  if (!permits) return () => undefined;
  const waiting = permits.isFull;
  if (waiting) tell({ type: 'run-waiting', waiting: true });
  const leave = await permits.acquire(signal);
  if (waiting) tell({ type: 'run-waiting', waiting: false });
  return leave;
}

async function consume(work: Run, look: Partial<Question>, progress: Progress, signal: AbortSignal): Promise<void> {
  const provider = await work.provider();
  const { thread, question } = await work.prepare(provider, signal);
  progress.asked = true;
  for await (const event of provider.ask(thread, { ...question, ...look }, signal)) {
    // What a vendor still yields after Stop must not grow a text that is marked as stopped.
    signal.throwIfAborted();
    applyEvent(progress, event);
    if (event.type !== 'run-end') work.tell(event);
  }
  signal.throwIfAborted();
}

/** The end of a run that `error` broke, once it is known as well as it can be whether the question arrived. */
async function settled(work: Run, error: unknown, progress: Progress, signal: AbortSignal): Promise<RunEnd> {
  const inDoubt = progress.asked && error instanceof ChatError && error.processed === 'maybe';
  if (!inDoubt || isStored(progress)) return { outcome: failedOutcome(errorData(error), error, progress), error };
  let doubt = uncertaintyOf(error) ?? 'not-looked';
  progress.stored = 'maybe';
  try {
    for (const time of work.pollDelays.question) {
      await sleep(time, signal);
      try {
        await consume(work, { mayBeStored: true, lookFor: 'question' }, progress, signal);
        if (!isStored(progress)) break;
        return { outcome: completedOutcome(progress), error: undefined };
      } catch (lookError) {
        signal.throwIfAborted();
        // It had arrived: what broke now is its answer.
        if (isStored(progress)) {
          work.report(lookError);
          return { outcome: failedOutcome(errorData(lookError), lookError, progress), error: lookError };
        }
        doubt = uncertaintyOf(lookError) ?? 'not-looked';
        if (doubt !== 'not-found') break;
      }
    }
  } catch {
    return { outcome: stoppedOutcome(progress), error };
  }
  return { outcome: failedOutcome({ ...errorData(error), doubt }, error, progress), error };
}
