import { randomUUID } from 'node:crypto';
import type { InstallationIds } from '../../chat/ports/storage.ts';
import type { StorageOptions } from '../files/options.ts';
import type { Journal } from '../journal/journal.ts';

/** The installation's one id, in a journal of its own. When two windows make one at once, the first counts for both. */
export class InstallationIdFile implements InstallationIds {
  readonly #file: string;
  readonly #options: StorageOptions;
  #opened: Promise<Journal> | undefined;

  constructor(file: string, options: StorageOptions = {}) {
    this.#file = file;
    this.#options = options;
  }

  async known(): Promise<string | undefined> {
    const { records } = await (await this.#journal()).read();
    const ids = records.map(({ op, data }) => (op === 'user-id' && typeof data === 'string' ? data : undefined));
    return ids.find((id) => id !== undefined);
  }

  async get(): Promise<string> {
    const known = await this.known();
    if (known !== undefined) return known;
    const made = randomUUID();
    await (await this.#journal()).append('user-id', made);
    return (await this.known()) ?? made;
  }

  #journal(): Promise<Journal> {
    this.#opened ??= import('../journal/journal.ts').then(
      ({ Journal, journalReports }) => new Journal(this.#file, journalReports(this.#options)),
    );
    return this.#opened;
  }
}
