import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CompactionRule } from './compaction.ts';
import { guarded, ifExists } from './disk.ts';
import { type AppendOptions, Journal } from './journal.ts';
import type { JournalRecord } from './record.ts';
import type { StorageOptions } from './storageOptions.ts';

/**
 * Journals in a folder, addressed by folder and name. While nothing may be kept, what is appended stays in memory, and
 * so does all that follows in the same journal until the window closes: what was said meanwhile is never written.
 */
export class JournalFolder {
  readonly #folder: string;
  readonly #rule: CompactionRule | undefined;
  readonly #options: StorageOptions;
  readonly #memory = new Map<string, JournalRecord[]>();
  readonly #reported = new Set<string>();

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

  async append(folder: string, name: string, op: string, data: unknown, options?: AppendOptions): Promise<boolean> {
    const key = path.join(folder, name);
    const memory = this.#memory.get(key);
    if (!memory && this.#options.keeps?.() !== false) return this.#journal(key).append(op, data, options);
    if (!memory && options?.onlyIfThere && !(await this.#journal(key).exists())) return false;
    const records = memory ?? [];
    this.#memory.set(key, records);
    records.push({ v: 1, t: Date.now(), op, data: structuredClone(data) });
    return true;
  }

  /** Gives each record to `visit` until it returns true. */
  async scan(folder: string, name: string, visit: (record: JournalRecord) => unknown): Promise<void> {
    const key = path.join(folder, name);
    let ended = false;
    await this.#journal(key).scan((record) => {
      ended = visit(record) === true;
      return ended;
    });
    if (!ended) this.#memory.get(key)?.some((record) => visit(record) === true);
  }

  /** The first record that is `wanted` near the beginning, and when the newest was written (milliseconds since the epoch). */
  async edges(folder: string, name: string, wanted: (record: JournalRecord) => boolean, end: number) {
    const key = path.join(folder, name);
    const { first, writtenAt, damaged } = await this.#journal(key).edges(wanted, end);
    if (damaged > 0) this.#reportDamaged(key, damaged);
    const memory = this.#memory.get(key) ?? [];
    return { first: first ?? memory.find(wanted), writtenAt: memory.at(-1)?.t ?? writtenAt };
  }

  /** The newest records, at most `bytes` of them. */
  async tail(folder: string, name: string, bytes: number): Promise<readonly JournalRecord[]> {
    const key = path.join(folder, name);
    return [...(await this.#journal(key).tail(bytes)), ...(this.#memory.get(key) ?? [])];
  }

  /** Erases the records that are `gone`. */
  async compact(folder: string, name: string, gone: (record: JournalRecord) => boolean): Promise<void> {
    const key = path.join(folder, name);
    const memory = this.#memory.get(key);
    if (memory)
      this.#memory.set(
        key,
        memory.filter((record) => !gone(record)),
      );
    await this.#journal(key).compact(gone);
  }

  /** Leaves no byte of it. */
  async delete(folder: string, name: string): Promise<void> {
    const key = path.join(folder, name);
    this.#memory.delete(key);
    await this.#journal(key).delete();
  }

  async deleteFolder(folder: string): Promise<void> {
    for (const key of [...this.#memory.keys()]) if (path.dirname(key) === folder) this.#memory.delete(key);
    await guarded(() => rm(path.join(this.#folder, folder), { recursive: true, force: true, maxRetries: 3 }));
  }

  async clear(): Promise<void> {
    this.#memory.clear();
    await guarded(() => rm(this.#folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  #reportDamaged(key: string, lines: number): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#options.report?.({ type: 'damaged', lines });
  }

  #journal(key: string): Journal {
    const { report } = this.#options;
    return new Journal(path.join(this.#folder, `${key}.jsonl`), {
      ...(this.#rule && { rule: this.#rule }),
      onDamaged: (lines) => this.#reportDamaged(key, lines),
      onTrouble: (error) => report?.({ type: 'not-compacted', error }),
    });
  }
}
