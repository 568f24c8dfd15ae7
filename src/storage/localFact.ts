import type { Thread } from '../chat/model.ts';
import type { WorkspaceFact } from '../chat/workspaceFact.ts';
import { fileName } from './fileName.ts';
import { type SmallFile, SmallFiles } from './smallFiles.ts';
import { type StorageOptions, tell } from './storageOptions.ts';

interface About extends Partial<Pick<Thread, 'connectionId' | 'id'>> {
  /** A conversation that has not begun. */
  readonly begins?: Pick<Thread, 'connectionId'>;
}

function isAbout(value: unknown, connectionId: string, threadId: string | undefined): boolean {
  const { connectionId: connection, id, begins } = (value ?? {}) as About;
  if (threadId === undefined && begins?.connectionId === connectionId) return true;
  return connection === connectionId && (threadId === undefined || id === threadId);
}

/** A small file for each workspace in `folder`; this window's is held in memory too. */
export class LocalFact implements WorkspaceFact {
  readonly #files: SmallFiles;
  readonly #file: string;
  readonly #options: StorageOptions;
  #held: { readonly value: unknown } | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** What is held is not on the disk: it is tried again whenever it is set. */
  #failed = false;

  constructor(folder: string, workspace: string, options: StorageOptions) {
    this.#files = new SmallFiles(folder, options);
    this.#file = `${fileName(workspace)}.json`;
    this.#options = options;
  }

  get(): unknown {
    this.#held ??= { value: this.#read() };
    return this.#held.value;
  }

  set(value: unknown): Promise<void> {
    if (!this.#failed && this.#held && JSON.stringify(this.#held.value) === JSON.stringify(value)) return this.#writing;
    this.#held = { value };
    // In the order of the calls; the last one counts.
    this.#writing = this.#writing.then(async () => {
      try {
        if (value === undefined) await this.#files.remove(this.#file);
        else await this.#files.write(this.#file, value);
        this.#failed = false;
      } catch (error) {
        this.#failed = true;
        tell(this.#options, { type: 'not-remembered', error });
      }
    });
    return this.#writing;
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    await this.#writing;
    await this.#files.removeUnfinished('.');
    for (const file of await this.#files.names('.')) {
      const isGone = (found: SmallFile | undefined) => isAbout(found?.data, connectionId, threadId);
      if (isGone(this.#files.read(file))) {
        if (file === this.#file) this.#held = { value: undefined };
        await this.#files.remove(file);
      } else if (isGone(this.#files.readWritten(file))) await this.#files.removeWritten(file);
    }
  }

  /** Leaves no byte, of no workspace. Throws a ChatError `storage`. */
  async clear(): Promise<void> {
    this.#held = { value: undefined };
    await this.#writing;
    await this.#files.removeFolder('');
  }

  #read(): unknown {
    try {
      return this.#files.read(this.#file)?.data;
    } catch (error) {
      tell(this.#options, { type: 'not-remembered', error });
      return undefined;
    }
  }
}
