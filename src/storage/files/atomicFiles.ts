import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as v from 'valibot';
import { Freshness } from '../../base/freshness.ts';
import { decode, type Envelope, encode } from './envelope.ts';
import { guarded, ifExists, isAbsent, replace, storageError } from './fsErrors.ts';
import { type StorageOptions, tell } from './options.ts';
import { readEach } from './readMany.ts';
import { readAs } from './shapes.ts';

/** The content of a small file, and when it was written, milliseconds since the epoch. */
export interface SmallFile {
  readonly data: unknown;
  readonly t: number;
  /** Whether it was marked as a part of the whole. */
  readonly isPart?: boolean;
}

interface WriteOptions {
  /** Returns whether it is to be written, asked again directly before. */
  readonly wanted?: () => boolean;
  readonly isPart?: boolean;
  /** Whether it stays in memory, whatever may be stored. */
  readonly inMemory?: boolean;
  /** Whether it takes the place of the file on disk also where it stays in memory: no byte of that file is left. */
  readonly erases?: boolean;
}

type Wanted = WriteOptions & { readonly wanted: () => boolean };

/** The age from which on an unfinished file was cut off, in milliseconds. */
const longestWriting = 60_000;

/**
 * Files that are replaced as a whole, in one step: whoever reads finds the old one or the new one, and the last of two
 * writers wins. While nothing may be kept they are in memory, where they hide what is on disk.
 */
export class AtomicFiles {
  readonly #folder: string;
  readonly #options: StorageOptions;
  readonly #memory = new Map<string, SmallFile>();
  readonly #reported = new Set<string>();
  /**
   * The files that a later version wrote: each stays as it is until it is deleted, hidden here by its copy in memory.
   */
  readonly #newer = new Set<string>();
  readonly #writing = new Freshness<string>();
  /** The latest work on each file. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(folder: string, options: StorageOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /**
   * Reads a file; undefined when there is none, or when it is damaged, which is reported once. Throws a ChatError
   * `storage`.
   */
  read(file: string): SmallFile | undefined {
    return this.#memory.get(file) ?? this.readWritten(file);
  }

  /** Reads a file from the disk, also where memory hides it. */
  readWritten(file: string): SmallFile | undefined {
    return this.#opened(file, this.#readText(file));
  }

  /** Reads a file as `read` does, without holding up anything else. */
  async load(file: string): Promise<SmallFile | undefined> {
    await this.#sweep(path.dirname(file));
    return this.#load(file);
  }

  /**
   * Reads the files in `folder` whose names begin with `prefix`, by `shape`. One that cannot be read hides no other;
   * where none can it is the disk, and a ChatError `storage` is thrown.
   */
  async loadAll<T>(shape: v.GenericSchema<unknown, T>, folder: string, prefix = ''): Promise<readonly T[]> {
    await this.#sweep(folder);
    const names = (await this.names(folder)).filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
    const { all, failures } = await readEach(names, (name) => this.#load(path.join(folder, name)), this.#options);
    if (names.length > 0 && failures.length === names.length) throw failures[0];
    return all.map(({ data }) => readAs(shape, data)).filter((data) => data !== undefined);
  }

  has(file: string): boolean {
    return this.#memory.has(file) || existsSync(path.join(this.#folder, file));
  }

  /** Returns the file that memory alone holds. */
  held(file: string): SmallFile | undefined {
    return this.#memory.get(file);
  }

  /** Writings of one file are done in the order of the calls; one that is removed meanwhile is not done. */
  async write(file: string, data: unknown, options: WriteOptions = {}): Promise<void> {
    const { wanted = () => true } = options;
    await this.#inTurn(file, (isFresh) => this.#write(file, data, { ...options, wanted: () => isFresh() && wanted() }));
  }

  /** Writes a file before it returns: for a process that is about to end. Throws the failure of the file system. */
  writeNow(file: string, data: unknown): void {
    if (this.#isNewer(file)) return;
    const target = path.join(this.#folder, file);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    const unfinished = unfinishedName(target);
    writeFileSync(unfinished, encode({ v: 1, t: Date.now(), data }), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, target);
  }

  /** Removes a file before it returns. */
  removeNow(file: string): void {
    if (!this.#isNewer(file)) rmSync(path.join(this.#folder, file), { force: true });
  }

  async remove(file: string): Promise<void> {
    void this.#writing.end((each) => each === file);
    await this.#inTurn(file, async () => {
      this.#memory.delete(file);
      await this.removeWritten(file);
    });
  }

  /** Removes a file from the disk; the one in memory that hides it stays. */
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
    await this.#forget(start);
    const where = path.join(this.#folder, folder);
    await guarded(async () => {
      for (;;) {
        const names = (await ifExists(readdir(where), [])).filter((name) => name.startsWith(prefix));
        if (names.length === 0) return;
        for (const name of names) await rm(path.join(where, name), { force: true, maxRetries: 3 });
      }
    });
  }

  /** Removes what a crash left of writing in `folder`; it may hold data to be forgotten. */
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

  /**
   * Removes unfinished files. A file that another window is just writing stays; and one that cannot be removed is in
   * nobody's way.
   */
  async #sweep(folder: string): Promise<void> {
    await this.removeUnfinished(folder, longestWriting).catch(() => undefined);
  }

  async removeFolder(folder: string): Promise<void> {
    await this.#forget(folder === '' ? '' : path.join(folder, path.sep));
    await guarded(() => rm(path.join(this.#folder, folder), { recursive: true, force: true, maxRetries: 3 }));
  }

  /**
   * Drops the files in memory that begin with `start`; writing that is under way is stale, and has ended when this
   * resolves.
   */
  async #forget(start: string): Promise<void> {
    const isGone = (file: string) => file.startsWith(start);
    const ended = this.#writing.end(isGone);
    for (const file of [...this.#memory.keys()].filter(isGone)) this.#memory.delete(file);
    await ended;
  }

  async #write(file: string, data: unknown, { wanted, isPart, inMemory, erases }: Wanted): Promise<void> {
    if (!wanted()) return;
    const envelope: Envelope = { v: 1, t: Date.now(), data, ...(isPart && { isPart }) };
    if (inMemory || this.#options.keeps?.() === false || this.#isNewer(file)) {
      this.#memory.set(file, structuredClone(envelope));
      if (erases) await this.removeWritten(file);
      return;
    }
    const target = path.join(this.#folder, file);
    await guarded(async () => {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await this.#sweep(path.dirname(file));
      const unfinished = unfinishedName(target);
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

  async #inTurn(file: string, work: (isFresh: () => boolean) => Promise<void>): Promise<void> {
    const before = this.#turns.get(file);
    const turn = this.#writing.during(file, async (isFresh) => {
      // Without one it is in memory at once, where it may not be written.
      if (before !== undefined) await before.catch(() => undefined);
      await work(isFresh);
    });
    this.#turns.set(file, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(file) === turn) this.#turns.delete(file);
    }
  }

  /** Whether a later version wrote the file, until it is gone. */
  #isNewer(file: string): boolean {
    return this.#newer.has(file) && existsSync(path.join(this.#folder, file));
  }

  async #load(file: string): Promise<SmallFile | undefined> {
    const text = await guarded(() => ifExists(readFile(path.join(this.#folder, file), 'utf8'), undefined));
    return this.#memory.get(file) ?? this.#opened(file, text);
  }

  #opened(file: string, text: string | undefined): SmallFile | undefined {
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

  #readText(file: string): string | undefined {
    try {
      return readFileSync(path.join(this.#folder, file), 'utf8');
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw storageError(error);
    }
  }
}

function unfinishedName(target: string): string {
  return `${target}.${randomUUID().slice(0, 8)}.new`;
}
