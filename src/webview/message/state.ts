import type { Message } from '../../chat/model/model.ts';
import type { Labels } from '../../pageWords.ts';

/** The header's word for a message, and the icon beside it. */
export interface StateWord {
  readonly word: string;
  readonly icon: string;
  /** Whether all is as it should be: the icon says enough to the eye. */
  readonly isUsual?: boolean;
}

/**
 * Returns the progress of a message in words. A failed question was not sent; a failed answer did not come. A question
 * that stands last has its answer elsewhere: another window is waiting for it, or it was deleted.
 */
export function stateWord({ role, state }: Message, isLast: boolean, labels: Labels): StateWord {
  switch (state) {
    case 'sending':
      return { word: labels.stateSending, icon: 'loading' };
    case 'sent':
      return isLast
        ? { word: labels.stateUnanswered, icon: 'question' }
        : { word: labels.stateSent, icon: 'check', isUsual: true };
    case 'unknown':
      return { word: labels.stateUnknown, icon: 'question' };
    case 'waiting':
      return { word: labels.stateWaiting, icon: 'loading' };
    case 'asking':
      return { word: labels.stateAsking, icon: 'loading' };
    case 'answering':
      return { word: labels.stateAnswering, icon: 'loading' };
    case 'complete':
      return { word: labels.stateComplete, icon: 'check', isUsual: true };
    case 'stopped':
      return { word: labels.stateStopped, icon: 'circle-slash' };
    case 'interrupted':
      return { word: labels.stateInterrupted, icon: 'warning' };
    case 'failed':
      return { word: role === 'user' ? labels.stateNotSent : labels.stateFailed, icon: 'error' };
    case 'empty':
      return { word: labels.stateEmpty, icon: 'warning' };
    default:
      return state satisfies never;
  }
}

/** Returns whether the answer is still coming. */
export function isRunning({ state }: Message): boolean {
  return state === 'waiting' || state === 'asking' || state === 'answering';
}
