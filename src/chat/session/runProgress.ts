import { ChatError } from '../model/errors.ts';
import type { ErrorData, RunEvent } from '../model/model.ts';
import type { Outcome } from '../model/transcript.ts';

/** What is known of a run while it goes on. */
export interface Progress {
  stored: 'no' | 'maybe' | 'yes';
  text: boolean;
  /** The question itself was on its way, not only the thread. */
  asked: boolean;
  end: 'complete' | 'length' | 'filtered' | undefined;
  /** Why a complete answer could not be kept. */
  error?: ErrorData;
}

export function note(progress: Progress, event: RunEvent): void {
  if (event.type === 'question-stored') progress.stored = 'yes';
  if (event.type === 'text-delta' || event.type === 'text-replaced') progress.text = true;
  if (event.type !== 'run-end') return;
  progress.end = event.reason;
  if (event.error) progress.error = event.error;
}

export function endedBy(progress: Progress): Outcome {
  const { error } = progress;
  switch (progress.end) {
    case 'complete':
      return { type: 'complete', ...(error && { error }) };
    case 'length':
      return { type: 'interrupted', error: { code: 'answer-length' } };
    case 'filtered':
      return { type: 'failed', error: { code: 'answer-filtered' }, stored: 'yes' };
    case undefined:
      return broken({ code: 'interrupted' }, progress);
    default:
      return progress.end satisfies never;
  }
}

export function brokenBy(data: ErrorData, error: unknown, progress: Progress): Outcome {
  // An answer of the service that refuses the question means that it was not taken.
  const doubt = progress.asked && error instanceof ChatError && error.processed === 'maybe';
  return broken(data, doubt && progress.stored === 'no' ? { ...progress, stored: 'maybe' } : progress);
}

function broken(error: ErrorData, progress: Progress): Outcome {
  return progress.text ? { type: 'interrupted', error } : { type: 'failed', error, stored: progress.stored };
}
