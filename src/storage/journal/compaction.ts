import { appendFile, type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { ifExists, isAbsent } from '../files/fsErrors.ts';
import type { Lock } from './lock.ts';
import type { JournalRecord } from './record.ts';
import { Scan } from './scanner.ts';
import { isMergedLine, mergedLine, type Segments } from './segments.ts';

// Used as seldom, and read with it.
export { withLock } from './lock.ts';

export interface CompactionRule {
  /**
   * Records with the same key replace one another: the first, for its place, and the last, for what it says, are kept.
   * Undefined, as for operations that are not known: kept for ever.
   */
  readonly key: (record: JournalRecord) => string | undefined;
}

/** A merged segment's first line names what it replaces and must stay one write. */
const mostSegments = 400;

/** Renames the appended file to a segment. Only under the lock. */
export async function rotate(segments: Segments): Promise<void> {
  const name = segments.next(await segments.names());
  try {
    await rename(segments.file, segments.path(name));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

/**
 * Merges all segments into one that holds what `rule` keeps. Only under the lock, which is looked at again before the
 * one step that counts. Memory grows with the number of distinct keys alone. Damaged lines are put aside, where they hurt
 * nobody and whoever mends them by hand finds them. Returns how many there were. What could not be done is tried again
 * later.
 */
export async function merge(segments: Segments, rule: CompactionRule, lock: Lock): Promise<number> {
  for (const left of await segments.unfinished()) await rm(left, { force: true });
  const inputs = await segments.names();
  if (inputs.length === 0 || inputs.length > mostSegments) return 0;
  const name = segments.merged(inputs);
  const unfinished = segments.path(`${name}.new`);
  const output = await open(unfinished, 'wx', 0o600);
  const aside = new Aside(segments);
  let damaged: number;
  try {
    try {
      damaged = await copy(segments, inputs, rule, output, aside);
      await output.sync();
    } finally {
      await output.close();
    }
    if (!(await lock.held())) return 0;
    await rename(unfinished, segments.path(name));
  } finally {
    await rm(unfinished, { force: true });
  }
  // Before their files go; two copies are better than none.
  await aside.write();
  for (const input of inputs) await rm(segments.path(input), { force: true });
  return damaged;
}

/** Bytes of all segments. */
export async function segmentBytes(segments: Segments): Promise<number> {
  let bytes = 0;
  for (const name of await segments.names()) bytes += (await ifExists(stat(segments.path(name)), undefined))?.size ?? 0;
  return bytes;
}

async function copy(
  segments: Segments,
  inputs: readonly string[],
  rule: CompactionRule,
  output: FileHandle,
  aside: Aside,
) {
  return segments.withOpen(async (files) => {
    const places = await placesOf(files, rule);
    let batch: Buffer[] = [Buffer.from(mergedLine(inputs))];
    const add = (lines: readonly Buffer[]) => {
      for (const line of lines) batch.push(line, lineEnd);
    };
    const flush = async () => {
      const bytes = Buffer.concat(batch);
      batch = [];
      for (let done = 0; done < bytes.length; ) done += (await output.write(bytes, done)).bytesWritten;
    };
    let place = 0;
    const scan = new Scan(
      ({ record, lines }) => {
        const own = place++;
        if (record && isMergedLine(record.op)) return;
        const known = record && places.get(rule.key(record) ?? '');
        // What a late writer added since the first pass comes after `last`, and is kept.
        if (!known || own === known.first || own >= known.last) add(lines);
      },
      (lines) => aside.add(lines),
    );
    for (const file of files) await scan.file(file, { pause: flush });
    add(scan.unfinished());
    await flush();
    return scan.result.damaged;
  }, inputs);
}

/** Returns where records with the same key begin and end, counted as `Scan` gives them. */
async function placesOf(files: readonly FileHandle[], rule: CompactionRule) {
  const places = new Map<string, { readonly first: number; last: number }>();
  let place = 0;
  const scan = new Scan(({ record }) => {
    const own = place++;
    const key = record && rule.key(record);
    if (key === undefined) return;
    const known = places.get(key);
    if (known) known.last = own;
    else places.set(key, { first: own, last: own });
  });
  for (const file of files) await scan.file(file);
  return places;
}

/** Damaged lines are worth so many bytes at most: beyond, it is a disk that fails. */
const mostAside = 1024 * 1024;

/** The damaged lines of one merging, on their way to a file beside the segments. */
class Aside {
  readonly #segments: Segments;
  readonly #lines: Buffer[] = [];
  #bytes = 0;

  constructor(segments: Segments) {
    this.#segments = segments;
  }

  add(lines: readonly Buffer[]): void {
    for (const line of lines) {
      if (this.#bytes + line.length > mostAside) continue;
      this.#bytes += line.length;
      // A copy: the line is a view on a chunk that would be kept alive whole.
      this.#lines.push(Buffer.from(line));
    }
  }

  async write(): Promise<void> {
    if (this.#lines.length === 0) return;
    const there = await ifExists(stat(this.#segments.damaged), undefined);
    if ((there?.size ?? 0) + this.#bytes > mostAside) return;
    await appendFile(this.#segments.damaged, Buffer.concat(withEnds(this.#lines)), { mode: 0o600 });
  }
}

const lineEnd = Buffer.from('\n');

function withEnds(lines: readonly Buffer[]): readonly Buffer[] {
  return lines.flatMap((line) => [line, lineEnd]);
}
