import type { Log } from '../../../base/log.ts';
import { failureLine } from '../../../chat/model/failureReport.ts';
import type { FilePage, FilesPort } from '../../../chat/ports/files.ts';
import type { WireMessage } from '../schemas.ts';
import { readFile } from './filesApi.ts';

/** The names of files: messages name them by their id only. */
export class FileNames {
  readonly #files: Pick<FilesPort, 'list'>;
  readonly #log: Log;
  readonly #names = new Map<string, string>();
  #read = false;

  constructor(files: Pick<FilesPort, 'list'>, log: Log) {
    this.#files = files;
    this.#log = log;
  }

  of(fileId: string): string | undefined {
    return this.#names.get(fileId);
  }

  learn(fileId: string, name: string): void {
    if (name !== '') this.#names.set(fileId, name.normalize('NFC'));
  }

  async list(page: number, signal: AbortSignal): Promise<FilePage> {
    const found = await this.#files.list(page, signal);
    for (const { fileId, name } of found.files) this.learn(fileId, name);
    return found;
  }

  /** Asks the vendor for the names, where one is missing; once is enough, since later uploads are known by name. */
  async readFor(messages: readonly WireMessage[], signal: AbortSignal): Promise<void> {
    const named = messages.flatMap(({ attachments }) => attachments.items.flatMap(readFile));
    if (this.#read || named.every(({ fileId, name }) => name !== '' || this.#names.has(fileId))) return;
    this.#read = true;
    try {
      await this.list(1, signal);
    } catch (error) {
      signal.throwIfAborted();
      // The conversation is readable without: the file is then shown without a name.
      this.#log.warn(`file names could not be read: ${failureLine(error)}`);
    }
  }
}
