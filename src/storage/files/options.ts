import { attempt } from '../../base/attempt.ts';
import type { StorageProblem } from '../../chat/ports/storage.ts';

/** What every store of questions and answers is made with. */
export interface StorageOptions {
  /** Whether questions and answers may be written at this moment (the setting `expertAssistants.history`). */
  readonly keeps?: () => boolean;
  /** How long an answer may take by the settings, in milliseconds. */
  readonly longestAnswer?: () => number;
  /** Told once for each file with damaged lines, and of failures that nobody waits for. */
  readonly report?: (trouble: StorageProblem) => void;
}

/** Tells of trouble; that it cannot be told is none for whoever reads or writes. */
export function tell({ report }: StorageOptions, trouble: StorageProblem): void {
  attempt(() => report?.(trouble));
}
