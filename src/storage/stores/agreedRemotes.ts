import { AtomicFiles } from '../files/atomicFiles.ts';
import type { StorageOptions } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';

/** The names of remotes on which the person has agreed to use keys: a small file for each, which names no conversation. */
export class LocalAgreedRemotes {
  readonly #files: AtomicFiles;

  constructor(folder: string, { report }: Pick<StorageOptions, 'report'>) {
    this.#files = new AtomicFiles(folder, report ? { report } : {});
  }

  has(remoteName: string): boolean {
    return this.#files.has(fileOf(remoteName));
  }

  add(remoteName: string): Promise<void> {
    return this.#files.write(fileOf(remoteName), remoteName);
  }
}

function fileOf(remoteName: string): string {
  return `${fileName(remoteName)}.json`;
}
