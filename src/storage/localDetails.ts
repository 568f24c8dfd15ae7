import type { RequestDetails, RequestDetailsStore } from '../chat/requestDetails.ts';
import { Journal } from './journal.ts';
import { readAs, requestDetails } from './shapes.ts';
import { journalReports, type StorageOptions } from './storageOptions.ts';

/** What assistants want to know with every question, as entered on this machine, in one journal. */
export class LocalDetails implements RequestDetailsStore {
  readonly #journal: Journal;

  constructor(file: string, options: StorageOptions = {}) {
    this.#journal = new Journal(file, journalReports(options));
  }

  async get(connectionId: string, assistantId: string): Promise<RequestDetails> {
    const { records } = await this.#journal.read();
    const entries = records.map(({ op, data }) => (op === 'details' ? readAs(requestDetails, data) : undefined));
    const last = entries.findLast((entry) => entry?.connectionId === connectionId && entry.assistantId === assistantId);
    return last?.details ?? {};
  }

  async put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void> {
    await this.#journal.append('details', { connectionId, assistantId, details });
  }
}
