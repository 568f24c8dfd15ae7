import path from 'node:path';
import type { RequestDetails, RequestDetailsStore } from '../../chat/ports/storage.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import { readAs, requestDetails } from '../files/shapes.ts';

/**
 * The details that assistants require with every question, as entered on this computer: a small file for each
 * assistant.
 */
export class LocalDetails implements RequestDetailsStore {
  readonly #files: AtomicFiles;

  constructor(folder: string, { report }: StorageOptions = {}) {
    // They are of no conversation, and are kept whatever becomes of those.
    this.#files = new AtomicFiles(folder, report ? { report } : {});
  }

  async get(connectionId: string, assistantId: string): Promise<RequestDetails> {
    const found = await this.#files.load(fileOf(connectionId, assistantId));
    return readAs(requestDetails, found?.data) ?? {};
  }

  async put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void> {
    const file = fileOf(connectionId, assistantId);
    const given = Object.entries(details).filter(([, value]) => value !== '');
    if (given.length === 0) await this.#files.remove(file);
    else await this.#files.write(file, Object.fromEntries(given));
  }

  async forget(connectionId: string): Promise<void> {
    await this.#files.removeFolder(fileName(connectionId));
  }

  /** Leaves no byte. */
  async clear(): Promise<void> {
    await this.#files.removeFolder('');
  }
}

function fileOf(connectionId: string, assistantId: string): string {
  return path.join(fileName(connectionId), `${fileName(assistantId)}.json`);
}
