import type { AgreedStorage, AgreedStorages } from '../../chat/ports/files.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';

/** A small file for each connection. It names no conversation, so that it is kept where history is not. */
export class LocalAgreedStorages implements AgreedStorages {
  readonly #files: AtomicFiles;

  constructor(folder: string, { report }: Pick<StorageOptions, 'report'>) {
    this.#files = new AtomicFiles(folder, report ? { report } : {});
  }

  async get(connectionId: string): Promise<AgreedStorage | undefined> {
    const data = this.#files.read(fileOf(connectionId))?.data as Partial<AgreedStorage> | null | undefined;
    const { service, storage } = data ?? {};
    return typeof service === 'string' && typeof storage === 'string' ? { service, storage } : undefined;
  }

  put(connectionId: string, agreed: AgreedStorage): Promise<void> {
    return this.#files.write(fileOf(connectionId), agreed);
  }

  forget(connectionId: string): Promise<void> {
    return this.#files.removeAll('.', fileOf(connectionId));
  }

  /** Leaves no byte. Throws a ChatError `storage`. */
  clear(): Promise<void> {
    return this.#files.removeFolder('');
  }
}

function fileOf(connectionId: string): string {
  return `${fileName(connectionId)}.json`;
}
