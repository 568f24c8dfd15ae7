import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ChatError } from '../../chat/model/errors.ts';
import { busy, guarded, ifExists, isAbsent, systemCode } from '../files/fsErrors.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import type { CompactionRule } from './compaction.ts';
import { encodeRecord } from './line.ts';
import type { Lock } from './lock.ts';
import type { JournalRecord } from './record.ts';
import { latestTime, Scan, type ScanResult } from './scanner.ts';
import { isMergedLine, Segments } from './segments.ts';

export interface JournalOptions {
  /** The rule by which compaction leaves records out; without it everything stays. */
  readonly rule?: CompactionRule;
  /** Bytes from which on the file is put aside as a segment. */
  readonly rotateAt?: number;
  /** Called with the number of damaged lines, once for the records that are read and for each compaction. */
  readonly onDamaged?: (lines: number) => void;
  /** Called when putting aside or merging failed: nothing is lost, and it is tried again later. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface JournalEdges {
  readonly first: JournalRecord | undefined;
  readonly writtenAt: number | undefined;
  readonly damaged: number;
}

/** The records in order, and what else was met. */
export interface JournalContent extends ScanResult {
  readonly records: readonly JournalRecord[];
}

export interface AppendOptions {
  /** False: the system writes it to the disk when it likes. A crash of this program costs nothing either way. */
  readonly sync?: boolean;
  /** True: a journal that is not there is not made. */
  readonly onlyIfThere?: boolean;
}

const defaultRotateAt = 32 * 1024 * 1024;
/** Merging copies all segments, so beyond this they stay as they are until something has to be erased. */
const mergeUpTo = 4 * defaultRotateAt;
/** Milliseconds to wait for another window's compaction before deleting. */
const patience = 10_000;

/**
 * An append-only file of JSON lines, each with a checksum. Any number of windows append at once, with no lock: a
 * record is one write to a file opened for it with O_APPEND, and begins with a line end of its own, so records never
 * mix and a torn tail costs that record alone.
 *
 * Why none is lost while another window rotates or compacts: both begin by renaming the file (`Segments`), and read it
 * only afterwards. A writer looks, after writing, whether the file that it wrote to still has the name. If so, the
 * record was there before any renaming, so that who reads the renamed file meets it. If not, nobody knows, and it is
 * written again; reading drops the second copy by its id. The lock only keeps two from compacting at once.
 */
export class Journal {
  readonly #segments: Segments;
  readonly #rule: CompactionRule | undefined;
  readonly #rotateAt: number;
  readonly #onDamaged: (lines: number) => void;
  readonly #onTrouble: (error: unknown) => void;
  #toldDamaged = false;

  constructor(file: string, options: JournalOptions = {}) {
    const { rule, rotateAt = defaultRotateAt } = options;
    const { onDamaged = () => undefined, onTrouble = () => undefined } = options;
    this.#segments = new Segments(file);
    this.#rule = rule;
    this.#rotateAt = rotateAt;
    this.#onDamaged = onDamaged;
    this.#onTrouble = onTrouble;
  }

  /**
   * Appends a record; it is on the disk, not only in the system's memory, when the promise resolves. False: there is
   * no journal, and `onlyIfThere` was given. Throws a ChatError `storage` when it could not be written.
   */
  async append(op: string, data: unknown, { sync = true, onlyIfThere = false }: AppendOptions = {}): Promise<boolean> {
    return guarded(async () => {
      let size = 0;
      for (const line of encodeRecord(op, data, Date.now())) {
        const written = await this.#write(Buffer.from(line), sync, onlyIfThere);
        if (written === undefined) return false;
        size = written;
      }
      if (size >= this.#rotateAt) await this.#rotate();
      return true;
    });
  }

  /** Gives each record to `visit` until it returns true; memory does not grow with the journal. */
  async scan(visit: (record: JournalRecord) => unknown): Promise<ScanResult> {
    return guarded(() =>
      this.#segments.withOpen(async (files) => {
        const scan = new Scan(({ record }) => record && !isMergedLine(record.op) && visit(record));
        for (const file of files) await scan.file(file);
        if (scan.result.damaged > 0 && !this.#toldDamaged) {
          this.#toldDamaged = true;
          this.#onDamaged(scan.result.damaged);
        }
        return scan.result;
      }),
    );
  }

  /** Everything readable; a journal that does not exist is empty. For journals that stay small. */
  async read(): Promise<JournalContent> {
    const records: JournalRecord[] = [];
    const result = await this.scan((record) => void records.push(record));
    return { records, ...result };
  }

  /** The records in the last `bytes` of the newest file; one that begins before them is left out. */
  async tail(bytes: number): Promise<readonly JournalRecord[]> {
    return guarded(() =>
      this.#segments.withOpen(async (files) => {
        const records: JournalRecord[] = [];
        const newest = files.at(-1);
        if (!newest) return records;
        const { size } = await newest.stat();
        const scan = new Scan(({ record }) => void (record && !isMergedLine(record.op) && records.push(record)));
        await scan.file(newest, { start: Math.max(0, size - bytes) });
        return records;
      }),
    );
  }

  /**
   * The first record that is `wanted`, looked for in about the first `end` bytes of the oldest file, and when the
   * newest record was written (milliseconds since the epoch). Two short readings, however long the journal is.
   */
  async edges(wanted: (record: JournalRecord) => boolean, end: number): Promise<JournalEdges> {
    return guarded(() =>
      this.#segments.withOpen(async (files) => {
        let first: JournalRecord | undefined;
        const scan = new Scan(({ record }) => {
          if (record && wanted(record)) first = record;
          return first !== undefined;
        });
        const [oldest] = files;
        if (oldest) await scan.file(oldest, { end });
        const newest = files.at(-1);
        return { first, writtenAt: newest && (await latestTime(newest)), damaged: scan.result.damaged };
      }),
    );
  }

  async exists(): Promise<boolean> {
    return guarded(() => this.#segments.withOpen(async (files) => files.length > 0));
  }

  /** Leaves out what the rule does not keep. False: another window is at it. */
  async compact(): Promise<boolean> {
    const rule = this.#rule ?? { key: () => undefined };
    return guarded(async () => {
      const { rotate } = await compaction();
      const done = await this.#locked(0, async (lock) => {
        await rotate(this.#segments);
        await this.#merge(rule, lock);
        return true;
      });
      return done ?? false;
    });
  }

  /** Leaves no byte. What another window appends afterwards makes a journal anew, unless it says `onlyIfThere`. */
  async delete(): Promise<void> {
    const { file, folder } = this.#segments;
    await guarded(async () => {
      const erase = async () => {
        for (const name of await this.#segments.names()) await rm(this.#segments.path(name), { force: true });
        await rm(file, { force: true });
        return true;
      };
      // Without segments nobody merges; and where someone does, who deletes does not wait for ever.
      if ((await this.#segments.names()).length === 0) await erase();
      else if (!(await this.#locked(patience, erase))) await erase();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    });
  }

  /** The size of the file afterwards; undefined when there is no journal and none may be made. */
  async #write(line: Buffer, sync: boolean, onlyIfThere: boolean): Promise<number | undefined> {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const handle = await this.#open(onlyIfThere);
      if (!handle) return undefined;
      try {
        const { bytesWritten } = await handle.write(line);
        if (bytesWritten < line.length) throw new ChatError('storage', { processed: 'no', detail: 'ENOSPC' });
        if (sync) await handle.sync();
        if (await this.#segments.isCurrent(handle)) return (await handle.stat()).size;
      } finally {
        await handle.close();
      }
    }
    throw busy();
  }

  async #open(onlyIfThere: boolean): Promise<FileHandle | undefined> {
    const { O_WRONLY, O_APPEND, O_CREAT } = constants;
    const { file } = this.#segments;
    const present = await ifExists(open(file, O_WRONLY | O_APPEND), undefined);
    if (present) return present;
    if (onlyIfThere && (await this.#segments.names()).length === 0) return undefined;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return open(file, O_WRONLY | O_APPEND | O_CREAT, 0o600);
  }

  /** Rotates the file in one window; another one that finds it long meanwhile does nothing. */
  async #rotate(): Promise<void> {
    try {
      const { rotate, segmentBytes } = await compaction();
      await this.#locked(0, async (lock) => {
        const current = await ifExists(stat(this.#segments.file), undefined);
        if (!current || current.size < this.#rotateAt) return;
        await rotate(this.#segments);
        const small = (await segmentBytes(this.#segments)) <= mergeUpTo;
        if (this.#rule && small) await this.#merge(this.#rule, lock);
      });
    } catch (error) {
      // The record that was appended is safe: its writing must not look as if it had failed.
      this.#onTrouble(error);
    }
  }

  async #merge(rule: CompactionRule, lock: Lock): Promise<void> {
    const { merge } = await compaction();
    const damaged = await merge(this.#segments, rule, lock);
    if (damaged > 0) this.#onDamaged(damaged);
  }

  async #locked<T>(wait: number, work: (lock: Lock) => Promise<T>): Promise<T | undefined> {
    const { folder } = this.#segments;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      const { withLock } = await compaction();
      return await withLock(path.join(folder, 'lock'), wait, work);
    } finally {
      await removeIfEmpty(folder);
    }
  }
}

/** Read when it is used: most windows never put a journal aside, or erase something from one. */
const compaction = () => import('./compaction.ts');

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!isAbsent(error) && systemCode(error) !== 'ENOTEMPTY' && systemCode(error) !== 'EEXIST') throw error;
  }
}

/** Returns the reports that a journal makes by itself. */
export function journalReports(options: StorageOptions): Pick<JournalOptions, 'onDamaged' | 'onTrouble'> {
  return {
    onDamaged: (lines) => tell(options, { type: 'damaged', lines }),
    onTrouble: (error) => tell(options, { type: 'not-compacted', error }),
  };
}
