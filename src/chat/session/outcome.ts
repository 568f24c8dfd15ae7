import type { ErrorData } from '../model/errorData.ts';
import { ChatError } from '../model/errors.ts';
import type { EndReason, RunEvent } from '../model/model.ts';
import type { Outcome } from '../model/transcript.ts';

/** The state of a run while it goes on. */
export interface Progress {
  stored: 'no' | 'maybe' | 'yes';
  text: boolean;
  /** The question itself was on its way, not only the thread. */
  asked: boolean;
  end: EndReason | undefined;
  /** The reason why a complete answer could not be stored, or a broken one broke off. */
  error?: ErrorData;
}

export function newProgress(mayBeStored: boolean): Progress {
  return { stored: mayBeStored ? 'maybe' : 'no', text: false, asked: false, end: undefined };
}

/** Takes an event of the provider into the state of its run. */
export function applyEvent(progress: Progress, event: RunEvent): void {
  if (event.type === 'question-stored') progress.stored = 'yes';
  if (event.type === 'text-delta' || event.type === 'text-replaced') progress.text = true;
  if (event.type !== 'run-end') return;
  progress.end = event.reason;
  if (event.error) progress.error = event.error;
}

export function isStored({ stored }: Progress): boolean {
  return stored === 'yes';
}

/** The outcome of a stream that came to its end, by the reason that its last event gave, if any. */
export function completedOutcome(progress: Progress): Outcome {
  const { error } = progress;
  switch (progress.end) {
    case 'complete':
      return { type: 'complete', ...(error && { error }) };
    case 'added':
      return { type: 'complete', isOnlyAdded: true };
    case 'length':
      return { type: 'interrupted', error: { code: 'answer-length' } };
    case 'filtered':
      return { type: 'failed', error: { code: 'answer-filtered' }, stored: 'yes' };
    case 'broken':
      return broken(error ?? { code: 'interrupted' }, { ...progress, stored: 'yes' });
    case undefined:
      return broken({ code: 'interrupted' }, progress);
    default:
      return progress.end satisfies never;
  }
}

/** The outcome of a run that `error` ended; `data` is what a person is told of it. */
export function failedOutcome(data: ErrorData, error: unknown, progress: Progress): Outcome {
  // An answer of the service that refuses the question means that it was not taken.
  const doubt = progress.asked && error instanceof ChatError && error.processed === 'maybe';
  return broken(data, doubt && progress.stored === 'no' ? { ...progress, stored: 'maybe' } : progress);
}

function broken(error: ErrorData, progress: Progress): Outcome {
  return progress.text ? { type: 'interrupted', error } : { type: 'failed', error, stored: progress.stored };
}

/** The outcome of a run that a person stopped: a question that never went out did not arrive either. */
export function stoppedOutcome({ asked, stored }: Progress): Outcome {
  return !asked && stored === 'no' ? { type: 'stopped', stored } : { type: 'stopped' };
}
