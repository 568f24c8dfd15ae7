import type { StorageTrouble } from '../chat/storageTrouble.ts';

/** What every store of questions and answers is made with. */
export interface StorageOptions {
  /** Whether questions and answers may be written at this moment (the setting `expertAssistants.history`). */
  readonly keeps?: () => boolean;
  /** Told once for each file with damaged lines, and of failures that nobody waits for. */
  readonly report?: (trouble: StorageTrouble) => void;
}
