import type { Thread } from '../../chat/model/model.ts';
import type { WorkspaceValue } from '../../chat/ports/storage.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';

function isAbout(value: unknown, connectionId: string, threadId: string | undefined): boolean {
  const { connectionId: connection, id } = (value ?? {}) as Partial<Pick<Thread, 'connectionId' | 'id'>>;
  return connection === connectionId && (threadId === undefined || id === threadId);
}

/** Returns what is left of `value`, of a list its other entries; `value` itself where it is about something else. */
function leftOf(value: unknown, connectionId: string, threadId: string | undefined): unknown {
  if (!Array.isArray(value)) return isAbout(value, connectionId, threadId) ? undefined : value;
  const others = value.filter((entry) => !isAbout(entry, connectionId, threadId));
  if (others.length === value.length) return value;
  return others.length > 0 ? others : undefined;
}

/** A small file for each workspace in `folder`. Memory holds only what is not written yet: another window may free it. */
export class WorkspaceValueFile implements WorkspaceValue {
  readonly #files: AtomicFiles;
  readonly #file: string;
  readonly #options: StorageOptions;
  #unwritten: { readonly value: unknown } | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Whether the value could not be written: it is tried again whenever it is set. */
  #failed = false;
  #toldUnread = false;

  constructor(folder: string, workspace: string, options: StorageOptions) {
    this.#files = new AtomicFiles(folder, options);
    this.#file = `${fileName(workspace)}.json`;
    this.#options = options;
  }

  get(): unknown {
    return this.#unwritten ? this.#unwritten.value : this.#read();
  }

  set(value: unknown): Promise<void> {
    if (!this.#failed && JSON.stringify(this.get()) === JSON.stringify(value)) return this.#writing;
    const next = { value };
    this.#unwritten = next;
    this.#writing = this.#writing.then(async () => {
      // A later one counts, or it was freed.
      if (this.#unwritten !== next) return;
      try {
        if (value === undefined) await this.#files.remove(this.#file);
        else await this.#files.write(this.#file, value);
        this.#failed = false;
        if (this.#unwritten === next) this.#unwritten = undefined;
      } catch (error) {
        this.#failed = true;
        tell(this.#options, { type: 'not-remembered', error });
      }
    });
    return this.#writing;
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const left = (value: unknown) => leftOf(value, connectionId, threadId);
    await this.#writing;
    if (this.#unwritten) this.#unwritten = { value: left(this.#unwritten.value) };
    await this.#files.removeUnfinished('.');
    for (const file of await this.#files.names('.')) {
      const [found, written] = [this.#files.read(file), this.#files.readWritten(file)];
      const rest = left(found?.data);
      if (rest === undefined && found) await this.#files.remove(file);
      else if (rest !== found?.data) await this.#files.write(file, rest);
      else if (left(written?.data) !== written?.data) await this.#files.removeWritten(file);
    }
  }

  /** Leaves no byte, of no workspace. Throws a ChatError `storage`. */
  async clear(): Promise<void> {
    this.#unwritten = undefined;
    await this.#writing;
    await this.#files.removeFolder('');
  }

  #read(): unknown {
    try {
      const value = this.#files.read(this.#file)?.data;
      this.#toldUnread = false;
      return value;
    } catch (error) {
      if (!this.#toldUnread) tell(this.#options, { type: 'not-remembered', error });
      this.#toldUnread = true;
      return undefined;
    }
  }
}
