import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ChatError } from '../chat/errors.ts';

/** One fact on disk. `op` names its kind; operations that this version does not know are kept and ignored. */
export interface JournalRecord {
  readonly v: 1;
  /** Milliseconds since the epoch. */
  readonly t: number;
  readonly op: string;
  readonly data: unknown;
}

/** What reading found: the records in order, and how many lines were damaged and left out. */
export interface JournalContent {
  readonly records: readonly JournalRecord[];
  readonly damaged: number;
}

/**
 * An append-only file of JSON lines, each with a checksum. Several windows may append to the same file: a record is
 * one write to a file opened with O_APPEND, so records never mix, and a tail torn by a crash costs that record only.
 */
export class Journal {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Appends a record; it is on the disk, not only in the system's memory, when the promise resolves.
   * Throws a ChatError `storage` when that fails.
   */
  async append(op: string, data: unknown): Promise<void> {
    await guarded(async () => {
      await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      const handle = await open(this.#file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
      try {
        const line = encode({ v: 1, t: Date.now(), op, data });
        await handle.write((await endsTorn(handle)) ? `\n${line}` : line);
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  /** Everything readable; a file that does not exist is empty. Throws a ChatError `storage` when reading fails. */
  async read(): Promise<JournalContent> {
    return guarded(async () => decode(await readExisting(this.#file)));
  }

  async delete(): Promise<void> {
    await guarded(() => rm(this.#file, { force: true }));
  }
}

/** Runs file work; what it throws becomes a ChatError `storage` with the system's error code as detail. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    throw new ChatError('storage', { processed: 'no', cause, ...(detail !== undefined && { detail }) });
  }
}

async function readExisting(file: string): Promise<string> {
  return ifExists(readFile(file, 'utf8'), '');
}

/** What `work` gives, or `otherwise` when the file or folder does not exist. */
export async function ifExists<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise;
    throw error;
  }
}

/** Whether the last line has no end: a writer was killed in the middle of it. */
async function endsTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 8);
}

function encode(record: JournalRecord): string {
  const json = JSON.stringify(record);
  return `${json.slice(0, -1)},"c":"${checksum(json)}"}\n`;
}

function decode(text: string): JournalContent {
  const records: JournalRecord[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = decodeLine(line);
    if (record) records.push(record);
    else damaged++;
  }
  return { records, damaged };
}

function decodeLine(line: string): JournalRecord | undefined {
  const [, body, sum] = /^(.*),"c":"([0-9a-f]{8})"\}$/s.exec(line) ?? [];
  const json = `${body}}`;
  return body !== undefined && checksum(json) === sum ? (JSON.parse(json) as JournalRecord) : undefined;
}
