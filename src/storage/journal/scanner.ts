import type { FileHandle } from 'node:fs/promises';
import { decodeLine, joinParts } from './line.ts';
import type { JournalRecord } from './record.ts';

/** Findings of a scan beside the records. */
export interface ScanResult {
  /** Lines that are no record: a torn tail, garbage. */
  readonly damaged: number;
  /** Lines of a later version of this extension. */
  readonly newer: number;
}

/** One record, or something of a later version without one; with the lines that it was read from. */
export interface Entry {
  readonly record: JournalRecord | undefined;
  readonly lines: readonly Buffer[];
}

/** The bytes between which a file is read, about, and the work that is awaited meanwhile. */
export interface FilePart {
  readonly start?: number;
  readonly end?: number;
  readonly pause?: () => Promise<void>;
}

interface Parts {
  readonly json: string[];
  readonly lines: Buffer[];
  missing: number;
  /** The time at which the latest part was written, milliseconds since the epoch. */
  t: number;
}

/**
 * The number of ids that are remembered at least, to know a record that was written again while its file was being
 * replaced.
 */
const remembered = 10_000;
/** Records whose parts are not complete yet, held at a time; a writer that died leaves one. */
const openRecords = 64;
const day = 24 * 60 * 60 * 1000;

/** Reads files as one journal, in their order. `visit` ends it by returning true. */
export class Scan {
  readonly #visit: (entry: Entry) => unknown;
  readonly #onDamaged: (lines: readonly Buffer[]) => void;
  #recent = new Set<string>();
  #lessRecent = new Set<string>();
  readonly #open = new Map<string, Parts>();
  #damaged = 0;
  #newer = 0;
  #ended = false;

  /** `onDamaged` is given each line that is no record, and the lines that should have made one. */
  constructor(visit: (entry: Entry) => unknown, onDamaged: (lines: readonly Buffer[]) => void = () => undefined) {
    this.#visit = visit;
    this.#onDamaged = onDamaged;
  }

  /** `pause` is awaited now and then, so that what was visited can be put away. */
  async file(handle: FileHandle, { start, end, pause }: FilePart = {}): Promise<void> {
    if (this.#ended) return;
    for await (const lines of linesOf(handle, start, end)) {
      if (lines.some((line) => this.#line(line))) return;
      await pause?.();
    }
  }

  get result(): ScanResult {
    return { damaged: this.#damaged, newer: this.#newer };
  }

  /** Lines of records that were not complete at the end, and may become so: their writer was here within a day. */
  unfinished(): readonly Buffer[] {
    const recent = [...this.#open.values()].filter(({ t }) => Math.abs(Date.now() - t) < day);
    return recent.flatMap(({ lines }) => lines);
  }

  #line(line: Buffer | undefined): boolean {
    const decoded = line && decodeLine(line);
    if (!line || !decoded) {
      this.#damaged++;
      if (line) this.#onDamaged([line]);
      return false;
    }
    if (decoded.kind === 'newer') {
      this.#newer++;
      return this.#tell(undefined, [line]);
    }
    if (decoded.kind === 'record') return this.#once(decoded.record, decoded.record.id, [line]);
    return this.#part(decoded.part, decoded.t, line);
  }

  #part(
    { of, index, count, json }: { of: string; index: number; count: number; json: string },
    t: number,
    line: Buffer,
  ) {
    if (this.#knows(of)) return false;
    const parts = this.#open.get(of) ?? { json: [], lines: [], missing: count, t };
    if (parts.json[index] !== undefined) return false;
    parts.json[index] = json;
    // A copy: the line is a view on a chunk that would be kept alive whole.
    parts.lines.push(Buffer.from(line));
    parts.t = t;
    parts.missing--;
    this.#open.set(of, parts);
    if (parts.missing > 0) {
      this.#limitOpen();
      return false;
    }
    this.#open.delete(of);
    const record = joinParts(parts.json);
    if (record) return this.#once(record, of, parts.lines);
    this.#damaged++;
    this.#onDamaged(parts.lines);
    return false;
  }

  #once(record: JournalRecord, id: string | undefined, lines: readonly Buffer[]): boolean {
    if (id !== undefined) {
      if (this.#knows(id)) return false;
      this.#recent.add(id);
      if (this.#recent.size === remembered) {
        // Forgetting them one by one would look for the oldest among the holes of those that were forgotten.
        this.#lessRecent = this.#recent;
        this.#recent = new Set();
      }
    }
    return this.#tell(record, lines);
  }

  #knows(id: string): boolean {
    return this.#recent.has(id) || this.#lessRecent.has(id);
  }

  #tell(record: JournalRecord | undefined, lines: readonly Buffer[]): boolean {
    this.#ended = this.#visit({ record, lines }) === true;
    return this.#ended;
  }

  #limitOpen(): void {
    const [oldest] = this.#open;
    if (this.#open.size <= openRecords || oldest === undefined) return;
    const [id, { lines }] = oldest;
    this.#open.delete(id);
    this.#damaged++;
    this.#onDamaged(lines);
  }
}

/** The bytes at the end of a file that hold two of the longest lines. */
const tailBytes = 128 * 1024;

/** Returns when the last readable line of a file was written; undefined when none is near its end. */
export async function latestTime(handle: FileHandle): Promise<number | undefined> {
  const { size } = await handle.stat();
  const start = Math.max(0, size - tailBytes);
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(size - start), 0, size - start, start);
  for (let end = bytesRead; end > 0; ) {
    const before = buffer.lastIndexOf(0x0a, end - 1);
    const line = decodeLine(buffer.subarray(before + 1, end));
    if (line && line.kind !== 'newer') return line.kind === 'record' ? line.record.t : line.t;
    end = before;
  }
  return undefined;
}

const chunkBytes = 256 * 1024;
/** No line of ours is longer; what is, is garbage, and is not held in memory. */
const longestLine = 16 * 1024 * 1024;

/**
 * The lines of a file from `start` on, without their ends and without empty ones, as many at a time as one reading
 * gives, until about `end`. A line too long to be ours comes as undefined. Holds one line and one chunk.
 */
export async function* linesOf(
  handle: FileHandle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly (Buffer | undefined)[]> {
  let position = start;
  let rest: Buffer[] = [];
  let restBytes = 0;
  while (position < end) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const lines: (Buffer | undefined)[] = [];
    let from = 0;
    for (let at = buffer.indexOf(0x0a); at !== -1 && at < bytesRead; at = buffer.indexOf(0x0a, from)) {
      const piece = buffer.subarray(from, at);
      from = at + 1;
      const bytes = restBytes + piece.length;
      if (bytes > 0)
        lines.push(bytes > longestLine ? undefined : restBytes === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      restBytes = 0;
    }
    const open = buffer.subarray(from, bytesRead);
    restBytes += open.length;
    if (restBytes > longestLine) rest = [];
    else if (open.length > 0) rest.push(open);
    yield lines;
  }
  if (restBytes > 0) yield [restBytes > longestLine ? undefined : Buffer.concat(rest)];
}
