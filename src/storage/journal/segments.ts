import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { busy, ifExists } from '../files/fsErrors.ts';
import { decodeLine, encodeRecord } from './line.ts';
import { linesOf } from './scanner.ts';

/**
 * The files of one journal: the one that is appended to, and beside it, in a folder, those that it was before. Files
 * change only in these ways, each in one step, so that a crash or a reader in between finds everything:
 * - the appended file is renamed to be the newest segment; the next append makes a new one;
 * - a merged segment appears that says in its first line which segments it replaces; then those are deleted.
 * No name is used twice, so nothing is ever overwritten.
 */
export class Segments {
  readonly file: string;
  readonly folder: string;
  /** Lines that could not be read, put aside. */
  readonly damaged: string;

  constructor(file: string) {
    this.file = file;
    this.folder = `${file}.d`;
    this.damaged = path.join(this.folder, 'damaged');
  }

  /** Oldest first, with those that a merged one has replaced already. */
  async names(): Promise<readonly string[]> {
    const names = await ifExists(readdir(this.folder), []);
    return names.filter((name) => segmentNumber(name) > 0).sort((a, b) => segmentNumber(a) - segmentNumber(b));
  }

  /** Paths of what a crash left of merging. Only under the lock: otherwise someone is writing it. */
  async unfinished(): Promise<readonly string[]> {
    const names = await ifExists(readdir(this.folder), []);
    return names.filter((name) => name.endsWith('.new')).map((name) => this.path(name));
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** A name for a segment that comes after `names`. */
  next(names: readonly string[]): string {
    return segmentName(newest(names, 0) + 1);
  }

  /** A name for what replaces `names`, at the place of the newest of them. */
  merged(names: readonly string[]): string {
    return segmentName(newest(names, 1));
  }

  /** Whether `handle` is the file that is appended to at this moment. */
  async isCurrent(handle: FileHandle): Promise<boolean> {
    const [opened, current] = await Promise.all([
      handle.stat({ bigint: true }),
      ifExists(stat(this.file, { bigint: true }), undefined),
    ]);
    return opened.ino === current?.ino && opened.dev === current.dev;
  }

  /**
   * Opens what counts, oldest first, as it stood at one moment; works on it, and closes it. `names`: these segments
   * alone, without the file that is appended to.
   */
  async withOpen<T>(work: (files: readonly FileHandle[]) => Promise<T>, names?: readonly string[]): Promise<T> {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const handles: FileHandle[] = [];
      try {
        const files = await (names ? this.#openSegments(names, handles) : this.#openAll(handles));
        if (files) return await work(files);
      } finally {
        await Promise.all(handles.map((handle) => handle.close()));
      }
    }
    throw busy();
  }

  /** Opens the segments; undefined when files changed names meanwhile. */
  async #openAll(handles: FileHandle[]): Promise<readonly FileHandle[] | undefined> {
    const current = await ifExists(open(this.file, 'r'), undefined);
    if (current) handles.push(current);
    const names = await this.names();
    const segments = await this.#openSegments(names, handles);
    const same = current ? await this.isCurrent(current) : (await ifExists(stat(this.file), undefined)) === undefined;
    if (!segments || !same || (await this.names()).join() !== names.join()) return undefined;
    return current ? [...segments, current] : segments;
  }

  /** Opens those of `names` that no other of them has replaced; undefined when one is gone. */
  async #openSegments(names: readonly string[], handles: FileHandle[]): Promise<readonly FileHandle[] | undefined> {
    const segments = new Map<string, FileHandle>();
    const replaced = new Set<string>();
    for (const name of names) {
      const handle = await ifExists(open(this.path(name), 'r'), undefined);
      if (!handle) return undefined;
      handles.push(handle);
      segments.set(name, handle);
      for (const old of await replacedBy(handle)) replaced.add(old);
    }
    return [...segments].filter(([name]) => !replaced.has(name)).map(([, handle]) => handle);
  }
}

const mergedOperation = 'merged';

/** The first line of a merged segment. */
export function mergedLine(replaces: readonly string[]): string {
  return encodeRecord(mergedOperation, { replaces }, Date.now()).join('');
}

export function isMergedLine(op: string): boolean {
  return op === mergedOperation;
}

async function replacedBy(segment: FileHandle): Promise<readonly string[]> {
  for await (const [line] of linesOf(segment)) {
    const first = line && decodeLine(line);
    if (first?.kind !== 'record' || first.record.op !== mergedOperation) break;
    const { replaces } = Object(first.record.data) as { readonly replaces?: unknown };
    return Array.isArray(replaces) ? replaces.filter((name) => typeof name === 'string') : [];
  }
  return [];
}

function newest(names: readonly string[], least: number): number {
  return names.reduce((last, name) => Math.max(last, segmentNumber(name)), least);
}

function segmentNumber(name: string): number {
  return Number(/^(\d+)-[0-9a-f]{8}\.jsonl$/.exec(name)?.[1] ?? 0);
}

function segmentName(number: number): string {
  return `${String(number).padStart(6, '0')}-${randomUUID().slice(0, 8)}.jsonl`;
}
