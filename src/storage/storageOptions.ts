import type { StorageTrouble } from '../chat/storageTrouble.ts';
import type { JournalOptions } from './journal.ts';

/** What every store of questions and answers is made with. */
export interface StorageOptions {
  /** Whether questions and answers may be written at this moment (the setting `expertAssistants.history`). */
  readonly keeps?: () => boolean;
  /** How long an answer may take by the settings, in milliseconds. */
  readonly longestAnswer?: () => number;
  /** Told once for each file with damaged lines, and of failures that nobody waits for. */
  readonly report?: (trouble: StorageTrouble) => void;
}

/** What a journal by itself reports of its own. */
export function journalReports({ report }: StorageOptions): Pick<JournalOptions, 'onDamaged' | 'onTrouble'> {
  return {
    onDamaged: (lines) => report?.({ type: 'damaged', lines }),
    onTrouble: (error) => report?.({ type: 'not-compacted', error }),
  };
}
