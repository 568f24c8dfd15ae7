import { randomUUID } from 'node:crypto';
import type { InstallationIds } from '../../chat/ports/storage.ts';
import type { StorageOptions } from '../files/options.ts';
import { Journal, journalReports } from '../journal/journal.ts';

/** The installation's one id, in a journal of its own. When two windows make one at once, the first counts for both. */
export class InstallationIdFile implements InstallationIds {
  readonly #journal: Journal;

  constructor(file: string, options: StorageOptions = {}) {
    this.#journal = new Journal(file, journalReports(options));
  }

  async known(): Promise<string | undefined> {
    const { records } = await this.#journal.read();
    const ids = records.map(({ op, data }) => (op === 'user-id' && typeof data === 'string' ? data : undefined));
    return ids.find((id) => id !== undefined);
  }

  async get(): Promise<string> {
    const known = await this.known();
    if (known !== undefined) return known;
    const made = randomUUID();
    await this.#journal.append('user-id', made);
    return (await this.known()) ?? made;
  }
}
