import type { RequestDetails, RequestDetailsStore } from '../chat/requestDetails.ts';
import { Journal } from './journal.ts';
import { journalReports, type StorageOptions } from './storageOptions.ts';

interface Entry {
  readonly connectionId: string;
  readonly assistantId: string;
  readonly details: RequestDetails;
}

/** What assistants want to know with every question, as entered on this machine, in one journal. */
export class LocalDetails implements RequestDetailsStore {
  readonly #journal: Journal;

  constructor(file: string, options: StorageOptions = {}) {
    this.#journal = new Journal(file, journalReports(options));
  }

  async get(connectionId: string, assistantId: string): Promise<RequestDetails> {
    const { records } = await this.#journal.read();
    const last = records.findLast(({ op, data }) => {
      const entry = data as Entry;
      return op === 'details' && entry.connectionId === connectionId && entry.assistantId === assistantId;
    });
    return (last?.data as Entry | undefined)?.details ?? {};
  }

  async put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void> {
    const entry: Entry = { connectionId, assistantId, details };
    await this.#journal.append('details', entry);
  }
}
