import { hash } from 'node:crypto';
import { type JournalRecord, nextId } from './record.ts';

/** A record longer than one line is written as several of this operation, and joined when it is read. */
const partOperation = 'part';
/** A slice of the record's JSON, in UTF-16 units. Written as JSON again, each takes three bytes at most. */
const partLength = 16_000;

interface Part {
  readonly of: string;
  readonly index: number;
  readonly count: number;
  readonly json: string;
}

/** The content of one line: a record, a part of one, or something of a later version, which is kept and not read. */
export type Line =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'part'; readonly part: Part; readonly t: number }
  | { readonly kind: 'newer' };

/**
 * The lines of a record, each at most 64 KiB and meant for one write. Each begins with a line end of its own, so that
 * it stands alone even after a line that a crash has torn.
 */
export function encodeRecord(op: string, data: unknown, t: number): readonly string[] {
  const record: JournalRecord = { v: 1, id: nextId(), t, op, data };
  const json = JSON.stringify(record);
  if (json.length <= partLength) return [encodeLine(json)];
  const count = Math.ceil(json.length / partLength);
  const of = nextId();
  return Array.from({ length: count }, (_, index) => {
    const part: Part = { of, index, count, json: json.slice(index * partLength, (index + 1) * partLength) };
    return encodeLine(JSON.stringify({ v: 1, t, op: partOperation, data: part }));
  });
}

const checksumStart = Buffer.from(',"c":"');
const brace = 0x7d;
/** `,"c":"00000000"}` */
const checksumLength = 16;

/** Reads a line; undefined when it is damaged. Looks at bytes: it is run for every line of what may be a gigabyte. */
export function decodeLine(line: Buffer): Line | undefined {
  const end = line.length - checksumLength;
  if (end < 0 || line.compare(checksumStart, 0, checksumStart.length, end, end + checksumStart.length) !== 0) {
    return undefined;
  }
  // The record is the line with a brace in the place of the checksum: put there for a moment, nothing is copied.
  const comma = line[end] ?? 0;
  line[end] = brace;
  const record = line.subarray(0, end + 1);
  const fits = line.toString('latin1', end + checksumStart.length, line.length - 2) === checksum(record);
  const json = fits ? record.toString('utf8') : undefined;
  line[end] = comma;
  if (json === undefined) return undefined;
  const value = parse(json) as (Partial<JournalRecord> & { readonly v?: unknown }) | undefined;
  if (!isRecord(value) || typeof value.v !== 'number') return undefined;
  if (value.v !== 1) return { kind: 'newer' };
  if (value.op !== partOperation) return { kind: 'record', record: value as JournalRecord };
  return isPart(value.data) ? { kind: 'part', part: value.data, t: value.t } : undefined;
}

/** The record that parts in their order make, or undefined when they are no record. */
export function joinParts(json: readonly string[]): JournalRecord | undefined {
  const value = parse(json.join('')) as Partial<JournalRecord> | undefined;
  return isRecord(value) ? value : undefined;
}

/** The latest time that can be told (ECMA-262, 21.4.1.1). */
const latest = 8.64e15;

/** Whether a line is a record. One without a plausible time nobody here has written. */
function isRecord(value: Partial<JournalRecord> | undefined): value is JournalRecord {
  const { op, t } = value ?? {};
  return typeof op === 'string' && typeof t === 'number' && Math.abs(t) <= latest;
}

function encodeLine(json: string): string {
  return `\n${json.slice(0, -1)},"c":"${checksum(json)}"}\n`;
}

function checksum(json: string | Buffer): string {
  return hash('sha256', json).slice(0, 8);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Its checksum fits by chance alone: garbage.
    return undefined;
  }
}

function isPart(data: unknown): data is Part {
  const part = data as Partial<Part> | null;
  if (typeof part?.of !== 'string' || typeof part.json !== 'string') return false;
  const { index, count } = part;
  return typeof index === 'number' && typeof count === 'number' && index >= 0 && index < count;
}
