import { hash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { guarded, ifExists, isAbsent, storageError, systemCode } from './disk.ts';
import { type StorageOptions, tell } from './storageOptions.ts';

interface Envelope {
  readonly v: number;
  /** Milliseconds since the epoch. */
  readonly t: number;
  readonly data: unknown;
  readonly isPart?: boolean;
}

/** What a file holds, and when it was written, milliseconds since the epoch. */
export interface SmallFile {
  readonly data: unknown;
  readonly t: number;
  /** It was said to be a part of the whole. */
  readonly isPart?: boolean;
}

interface WriteOptions {
  /** Nothing is written unless it gives true, even if it did a moment ago. */
  readonly wanted?: () => boolean;
  readonly isPart?: boolean;
}

/** What has not been finished for so long was cut off, in milliseconds. */
const longestWriting = 60_000;

/**
 * Files that are replaced as a whole, in one step: whoever reads finds the old one or the new one, and the last of two
 * writers wins. While nothing may be kept they are in memory, where they hide what is on disk.
 */
export class SmallFiles {
  readonly #folder: string;
  readonly #options: StorageOptions;
  readonly #memory = new Map<string, SmallFile>();
  readonly #reported = new Set<string>();
  readonly #swept = new Set<string>();
  /** What a later version wrote stays as it is, until it is deleted: here it is hidden by what is in memory. */
  readonly #newer = new Set<string>();

  constructor(folder: string, options: StorageOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Undefined when there is none, or when it is damaged, which is reported once. Throws a ChatError `storage`. */
  read(file: string): SmallFile | undefined {
    return this.#memory.get(file) ?? this.readWritten(file);
  }

  /** As `read`, but from the disk, also where memory hides it. */
  readWritten(file: string): SmallFile | undefined {
    const text = this.#readText(file);
    if (text === undefined) return undefined;
    const envelope = decode(text);
    // A later version knows more; to this one there is nothing.
    if (envelope && envelope.v !== 1) {
      if (!this.#newer.has(file)) tell(this.#options, { type: 'newer' });
      this.#newer.add(file);
      return undefined;
    }
    if (!envelope && !this.#reported.has(file)) {
      this.#reported.add(file);
      tell(this.#options, { type: 'damaged', lines: 1 });
    }
    return envelope;
  }

  has(file: string): boolean {
    return this.#memory.has(file) || existsSync(path.join(this.#folder, file));
  }

  async write(file: string, data: unknown, { wanted = () => true, isPart = false }: WriteOptions = {}): Promise<void> {
    if (!wanted()) return;
    const envelope: Envelope = { v: 1, t: Date.now(), data, ...(isPart && { isPart }) };
    if (this.#options.keeps?.() === false || this.#isNewer(file)) {
      this.#memory.set(file, structuredClone(envelope));
      return;
    }
    const target = path.join(this.#folder, file);
    await guarded(async () => {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      // What cannot be removed, since it is open or another's, is in nobody's way.
      await this.#sweep(path.dirname(file)).catch(() => undefined);
      const unfinished = `${target}.${randomUUID().slice(0, 8)}.new`;
      try {
        await writeFile(unfinished, encode(envelope), { mode: 0o600, flag: 'wx' });
        // Looked for only now: whoever forgets it from here on finds what is unfinished too, and looks again.
        if (wanted()) await replace(unfinished, target);
      } catch (error) {
        // Taken away by who forgets it. Where a clock that is wrong has swept it away, it is not written.
        if (!isAbsent(error) || wanted()) throw error;
      } finally {
        await rm(unfinished, { force: true });
      }
    });
    this.#memory.delete(file);
  }

  async remove(file: string): Promise<void> {
    this.#memory.delete(file);
    await this.removeWritten(file);
  }

  /** What hides it in memory stays. */
  async removeWritten(file: string): Promise<void> {
    if (this.#isNewer(file)) return;
    await guarded(() => rm(path.join(this.#folder, file), { force: true, maxRetries: 3 }));
  }

  /** Names of the files in `folder`, in no order. */
  async names(folder: string): Promise<readonly string[]> {
    const onDisk = await guarded(() => ifExists(readdir(path.join(this.#folder, folder)), []));
    const held = [...this.#memory.keys()].filter((file) => path.dirname(file) === folder);
    return [...new Set([...onDisk, ...held.map((file) => path.basename(file))])];
  }

  /**
   * Removes the files in `folder` whose names begin with `prefix`, also what a crash left of them, until there are none:
   * another window may be just about to write one.
   */
  async removeAll(folder: string, prefix: string): Promise<void> {
    const start = path.join(folder, prefix);
    for (const file of [...this.#memory.keys()]) if (file.startsWith(start)) this.#memory.delete(file);
    const where = path.join(this.#folder, folder);
    await guarded(async () => {
      for (;;) {
        const names = (await ifExists(readdir(where), [])).filter((name) => name.startsWith(prefix));
        if (names.length === 0) return;
        for (const name of names) await rm(path.join(where, name), { force: true, maxRetries: 3 });
      }
    });
  }

  /** What a crash left of writing in `folder`; it may hold what is to be forgotten. */
  async removeUnfinished(folder: string, age = 0): Promise<void> {
    const where = path.join(this.#folder, folder);
    await guarded(async () => {
      for (const name of (await ifExists(readdir(where), [])).filter((each) => each.endsWith('.new'))) {
        const file = path.join(where, name);
        const written = (await ifExists(stat(file), undefined))?.mtimeMs ?? 0;
        if (Date.now() - written >= age) await rm(file, { force: true, maxRetries: 3 });
      }
    });
  }

  /** Once for each folder; what another window is just writing stays. */
  async #sweep(folder: string): Promise<void> {
    if (this.#swept.has(folder)) return;
    this.#swept.add(folder);
    await this.removeUnfinished(folder, longestWriting);
  }

  async removeFolder(folder: string): Promise<void> {
    const start = folder === '' ? '' : path.join(folder, path.sep);
    for (const file of [...this.#memory.keys()]) if (file.startsWith(start)) this.#memory.delete(file);
    await guarded(() => rm(path.join(this.#folder, folder), { recursive: true, force: true, maxRetries: 3 }));
  }

  /** Until the file is gone. */
  #isNewer(file: string): boolean {
    return this.#newer.has(file) && existsSync(path.join(this.#folder, file));
  }

  #readText(file: string): string | undefined {
    try {
      return readFileSync(path.join(this.#folder, file), 'utf8');
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw storageError(error);
    }
  }
}

/** On Windows a file that another process reads at this moment cannot be replaced; a moment later it can. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!busy || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 10));
    }
  }
}

function encode(envelope: Envelope): string {
  const json = JSON.stringify(envelope);
  return `${hash('sha256', json).slice(0, 8)} ${json}\n`;
}

function decode(text: string): Envelope | undefined {
  const json = text.slice(9, -1);
  if (text.slice(0, 8) !== hash('sha256', json).slice(0, 8)) return undefined;
  const envelope = Object(JSON.parse(json)) as Partial<Envelope>;
  return isEnvelope(envelope) ? envelope : undefined;
}

/** What a later version wrote may look otherwise, and is told by its number alone. */
function isEnvelope(envelope: Partial<Envelope>): envelope is Envelope {
  const { v, t } = envelope;
  return typeof v === 'number' && (v !== 1 || (typeof t === 'number' && !Number.isNaN(new Date(t).getTime())));
}
