import type { ErrorData } from '../../../chat/model/errorData.ts';
import type { NoteAction } from '../../../protocol.ts';
import { type Sentence, t } from '../words.ts';

/** The text that a person is told of an error: what happened, then what helps. */
export interface ErrorEntry {
  readonly text: (error: ErrorData) => Sentence;
  readonly actions: readonly NoteAction[];
}

/** The host that the error is about. */
export function hostOf(error: ErrorData): string {
  return error.host ?? t('the service');
}
