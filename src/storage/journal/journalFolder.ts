import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Freshness } from '../../base/freshness.ts';
import { guarded, ifExists } from '../files/fsErrors.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import type { CompactionRule } from './compaction.ts';
import type { AppendOptions, Journal } from './journal.ts';
import { isLater, type JournalRecord, nextId } from './record.ts';
import type { ScanResult } from './scanner.ts';

/** The part of a journal that this window holds in memory, since it must not be written. */
interface MemoryOverlay {
  records: JournalRecord[];
  /** The journal began in memory: what it is called may come of what must not be written. */
  readonly began: boolean;
  /** Whether it is on the disk too, in part. */
  written: boolean;
  /** Whether the next record is written. */
  resumed: boolean;
}

interface FolderAppendOptions extends AppendOptions {
  /**
   * True: where something may be kept again, this and what follows is written, even if the journal began in memory.
   * What follows without it belongs to what was said meanwhile.
   */
  readonly resumes?: boolean;
  /** True: it ends what was written, and is written too, whatever may be kept by now. */
  readonly ends?: boolean;
}

/**
 * Journals in a folder, addressed by folder and name. While nothing may be kept, what is appended stays in memory, and
 * so does all that follows in the same journal until it `resumes`: what was said meanwhile is never written.
 */
export class JournalFolder {
  readonly #folder: string;
  readonly #rule: CompactionRule | undefined;
  readonly #options: StorageOptions;
  readonly #memory = new Map<string, MemoryOverlay>();
  readonly #reported = new Set<string>();
  readonly #appending = new Freshness<string>();

  constructor(folder: string, options: StorageOptions, rule?: CompactionRule) {
    this.#folder = folder;
    this.#options = options;
    this.#rule = rule;
  }

  /** Names of the journals in `folder`, in no order. */
  async names(folder: string): Promise<readonly string[]> {
    const where = path.join(this.#folder, folder);
    const files = await guarded(() => ifExists(readdir(where), []));
    // Between being put aside and the next append a journal is only its folder of segments.
    const onDisk = files.map((name) => /^(.+)\.jsonl(\.d)?$/.exec(name)?.[1]).filter((name) => name !== undefined);
    const inMemory = [...this.#memory.keys()]
      .filter((key) => path.dirname(key) === folder)
      .map((key) => path.basename(key));
    return [...new Set([...onDisk, ...inMemory])];
  }

  async append(
    folder: string,
    name: string,
    op: string,
    data: unknown,
    options: FolderAppendOptions = {},
  ): Promise<boolean> {
    const key = path.join(folder, name);
    return this.#appending.during(key, () => this.#append(key, op, data, options));
  }

  /** Resolves when what is just being appended in `folder` is there. */
  async appended(folder: string): Promise<void> {
    await this.#appending.end((key) => path.dirname(key) === folder);
  }

  async #append(
    key: string,
    op: string,
    data: unknown,
    { resumes = false, ends = false, ...options }: FolderAppendOptions,
  ): Promise<boolean> {
    const held = this.#memory.get(key);
    const keeps = this.#options.keeps?.() !== false;
    if (ends || (keeps && (!held || held.resumed || resumes))) {
      const onlyIfThere = options.onlyIfThere === true && held?.written !== false;
      const written = await (await this.#journal(key)).append(op, data, { ...options, onlyIfThere });
      if (held && written) held.written = held.resumed = true;
      // Deleted by another window: what is left of it here goes too.
      if (!written) this.#memory.delete(key);
      return written;
    }
    const record: JournalRecord = { v: 1, id: nextId(), t: Date.now(), op, data: structuredClone(data) };
    if (!held && options.onlyIfThere && !(await (await this.#journal(key)).exists())) return false;
    const began = options.onlyIfThere !== true;
    const into = this.#memory.get(key) ?? { records: [], began, written: !began, resumed: false };
    into.records.push(record);
    into.resumed = false;
    this.#memory.set(key, into);
    return true;
  }

  async has(folder: string, name: string): Promise<boolean> {
    const key = path.join(folder, name);
    return this.#memory.has(key) || (await this.#journal(key)).exists();
  }

  /** Whether the journal was begun by this window while nothing might be kept. */
  beganInMemory(folder: string, name: string): boolean {
    return this.#memory.get(path.join(folder, name))?.began === true;
  }

  /** Whether the journal is nowhere but in this window's memory. */
  isMemoryOnly(folder: string, name: string): boolean {
    return this.#memory.get(path.join(folder, name))?.written === false;
  }

  /** Gives each record to `visit` until it returns true. */
  async scan(folder: string, name: string, visit: (record: JournalRecord) => unknown): Promise<ScanResult> {
    const key = path.join(folder, name);
    let ended = false;
    const reader = new OverlayReader(this.#inMemory(key), (record) => {
      ended ||= visit(record) === true;
    });
    const result = await (await this.#journal(key)).scan((record) => {
      reader.add(record);
      return ended;
    });
    reader.end();
    return result;
  }

  /** The first record that is `wanted` near the beginning, and when the newest was written (milliseconds since the epoch). */
  async edges(folder: string, name: string, wanted: (record: JournalRecord) => boolean, end: number) {
    const key = path.join(folder, name);
    const { first, writtenAt, damaged } = await (await this.#journal(key)).edges(wanted, end);
    if (damaged > 0) this.#reportDamaged(key, damaged);
    const held = this.#inMemory(key);
    const own = held.find(wanted);
    const times = [held.at(-1)?.t, writtenAt].filter((t) => t !== undefined);
    const began = this.beganInMemory(folder, name);
    return {
      first: began ? (own ?? first) : (first ?? own),
      writtenAt: times.length > 0 ? Math.max(...times) : undefined,
    };
  }

  /** The newest records, at most `bytes` of them. */
  async tail(folder: string, name: string, bytes: number): Promise<readonly JournalRecord[]> {
    const key = path.join(folder, name);
    const records: JournalRecord[] = [];
    const reader = new OverlayReader(this.#inMemory(key), (record) => void records.push(record));
    for (const record of await (await this.#journal(key)).tail(bytes)) reader.add(record);
    reader.end();
    return records;
  }

  /** The path of the file that is appended to; it may not be there. */
  file(folder: string, name: string): string {
    return `${path.join(this.#folder, folder, name)}.jsonl`;
  }

  /** Leaves no byte of it. */
  async delete(folder: string, name: string): Promise<void> {
    const key = path.join(folder, name);
    await this.#forget((each) => each === key);
    await (await this.#journal(key)).delete();
  }

  async deleteFolder(folder: string): Promise<void> {
    await this.#forget((key) => path.dirname(key) === folder);
    await guarded(() => rm(path.join(this.#folder, folder), { recursive: true, force: true, maxRetries: 3 }));
  }

  async clear(): Promise<void> {
    await this.#forget(() => true);
    await guarded(() => rm(this.#folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  /** Forgets what memory holds; an append that is under way is there when this resolves, and goes with all else. */
  async #forget(isGone: (key: string) => boolean): Promise<void> {
    for (const key of [...this.#memory.keys()].filter(isGone)) this.#memory.delete(key);
    await this.#appending.end(isGone);
    for (const key of [...this.#memory.keys()].filter(isGone)) this.#memory.delete(key);
  }

  #inMemory(key: string): readonly JournalRecord[] {
    return this.#memory.get(key)?.records ?? [];
  }

  #reportDamaged(key: string, lines: number): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    tell(this.#options, { type: 'damaged', lines });
  }

  /** Its code is read with the first journal that is looked into: at the start nobody does. */
  async #journal(key: string): Promise<Journal> {
    const { Journal } = await import('./journal.ts');
    return new Journal(`${path.join(this.#folder, key)}.jsonl`, {
      ...(this.#rule && { rule: this.#rule }),
      onDamaged: (lines) => this.#reportDamaged(key, lines),
      onTrouble: (error) => tell(this.#options, { type: 'not-compacted', error }),
    });
  }
}

/** Gives `visit` what is held in memory, each at its place among the records on the disk. */
class OverlayReader {
  readonly #held: JournalRecord[];
  readonly #visit: (record: JournalRecord) => void;

  constructor(held: readonly JournalRecord[], visit: (record: JournalRecord) => void) {
    this.#held = [...held];
    this.#visit = visit;
  }

  add(record: JournalRecord): void {
    const before = this.#held.findIndex((held) => !isLater(record, held));
    this.#held.splice(0, before < 0 ? this.#held.length : before).forEach(this.#visit);
    this.#visit(record);
  }

  end(): void {
    this.#held.splice(0).forEach(this.#visit);
  }
}
