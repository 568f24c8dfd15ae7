import { attempt } from '../../base/attempt.ts';
import type { StorageProblem } from '../../chat/ports/storage.ts';

/** Options of every store of questions and answers. */
export interface StorageOptions {
  /** Whether questions and answers may be written at this moment (the setting `expertAssistants.history`). */
  readonly keeps?: () => boolean;
  /** Returns how long an answer may take by the settings, in milliseconds. */
  readonly longestAnswer?: () => number;
  /** Called once for each file with damaged lines, and for failures that nobody waits for. */
  readonly report?: (trouble: StorageProblem) => void;
}

/** Tells of trouble; that it cannot be told is none for whoever reads or writes. */
export function tell({ report }: StorageOptions, trouble: StorageProblem): void {
  attempt(() => report?.(trouble));
}
