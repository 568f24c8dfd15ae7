import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Aside, Draft, DraftKey, DraftStore } from '../chat/draftStore.ts';
import type { ContextItem } from '../chat/model.ts';
import { storageError } from './disk.ts';
import { fileName } from './fileName.ts';
import { Heartbeat } from './heartbeat.ts';
import { isLeft, type Owner } from './owner.ts';
import { contextItems, owner as ownerShape, readAs } from './shapes.ts';
import { SmallFiles } from './smallFiles.ts';
import { type StorageOptions, tell } from './storageOptions.ts';

interface WrittenAside extends Draft {
  readonly owner?: Owner;
}

interface Written extends Draft {
  readonly aside?: WrittenAside;
}

const nothing: Written = { text: '', passages: [] };

/** Unsent texts with their passages, a small file each. `workspace` tells apart the conversations that have not begun yet. */
export class LocalDrafts implements DraftStore {
  readonly #folder: string;
  readonly #files: SmallFiles;
  readonly #window = randomUUID();
  /** For drafts in whose place a question is being changed. */
  readonly #heartbeat: Heartbeat;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  /** What is not on disk yet. */
  readonly #unwritten = new Map<string, Written>();
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(folder: string, workspace: string, options: StorageOptions = {}, heartbeat = new Heartbeat()) {
    this.#folder = folder;
    this.#heartbeat = heartbeat;
    this.#files = new SmallFiles(folder, options);
    this.#workspace = workspace;
    this.#options = options;
  }

  get(key: DraftKey): string {
    return this.#read(key).text;
  }

  set(key: DraftKey, text: string): void {
    const draft = this.#read(key);
    if (text !== draft.text) this.#put(key, { ...draft, text });
  }

  passages(key: DraftKey): readonly ContextItem[] {
    return this.#read(key).passages;
  }

  setPassages(key: DraftKey, passages: readonly ContextItem[]): void {
    const draft = this.#read(key);
    if (JSON.stringify(passages) !== JSON.stringify(draft.passages)) this.#put(key, { ...draft, passages });
  }

  aside(key: DraftKey): Aside | undefined {
    const { aside } = this.#read(key);
    if (!aside) return undefined;
    const { owner, ...draft } = aside;
    return { ...draft, own: owner?.window === this.#window };
  }

  setAside(key: DraftKey, aside: Draft | undefined): void {
    const { aside: before, ...draft } = this.#read(key);
    if (!aside && !before) return;
    const owner = before ? before.owner : { pid: process.pid, window: this.#window };
    const file = path.join(this.#folder, this.#file(key));
    if (!aside) this.#heartbeat.end(file);
    else if (owner?.window === this.#window) this.#heartbeat.keep(file, true);
    this.#put(key, {
      ...draft,
      ...(aside && { aside: { text: aside.text, passages: aside.passages, ...(owner && { owner }) } }),
    });
  }

  async isAsideLeft(key: DraftKey): Promise<boolean> {
    const owner = this.#read(key).aside?.owner;
    if (!owner || owner.window === this.#window) return true;
    return isLeft(owner, path.join(this.#folder, this.#file(key)), this.#heartbeat);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    const prefix = threadId === undefined ? '' : `${fileName(threadId)}.`;
    const start = path.join(folder, prefix === '' ? path.sep : prefix);
    this.#heartbeat.endAll(path.join(this.#folder, start));
    for (const file of [...this.#unwritten.keys()]) if (file.startsWith(start)) this.#unwritten.delete(file);
    await this.#writing;
    await this.#files.removeAll(folder, prefix);
    if (threadId === undefined) await this.#files.removeFolder(folder);
  }

  async clear(): Promise<void> {
    this.#heartbeat.stop();
    this.#unwritten.clear();
    await this.#writing;
    await this.#files.removeFolder('');
  }

  async saved(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) throw storageError(this.#failure);
  }

  #read(key: DraftKey): Written {
    const file = this.#file(key);
    const unwritten = this.#unwritten.get(file);
    if (unwritten) return unwritten;
    try {
      return draftOf(this.#files.read(file)?.data);
    } catch (error) {
      this.#tell(error);
      return nothing;
    }
  }

  #put(key: DraftKey, draft: Written): void {
    const file = this.#file(key);
    this.#unwritten.set(file, draft);
    this.#then(() => this.#write(file));
  }

  /** Writes in the order of `set`; never rejects. */
  #then(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(async () => {
      try {
        await work();
        this.#failure = undefined;
      } catch (error) {
        this.#tell(error);
      }
    });
  }

  /** Once, until something works again: each key typed would be another one. */
  #tell(error: unknown): void {
    if (this.#failure === undefined) tell(this.#options, { type: 'draft', error });
    this.#failure = error;
  }

  async #write(file: string): Promise<void> {
    const draft = this.#unwritten.get(file);
    // Written with a later one already, or forgotten.
    if (!draft) return;
    const { text, passages, aside } = draft;
    if (passages.length > 0 || aside) await this.#files.write(file, draft);
    else if (text === '') await this.#files.remove(file);
    else await this.#files.write(file, text);
    if (this.#unwritten.get(file) === draft) this.#unwritten.delete(file);
  }

  #file({ connectionId, assistantId, threadId }: DraftKey): string {
    // No vendor's id holds a line end, so that none is taken for a conversation that has not begun.
    const place = threadId ?? `new\n${this.#workspace}`;
    return path.join(fileName(connectionId), `${fileName(place)}.${fileName(assistantId)}.json`);
  }
}

/** A text by itself, or with passages. */
function draftOf(data: unknown): Written {
  if (typeof data === 'string') return { text: data, passages: [] };
  const { aside } = (data ?? {}) as Partial<Written>;
  if (!aside) return textAndPassages(data);
  const owner = readAs(ownerShape, aside.owner);
  return { ...textAndPassages(data), aside: { ...textAndPassages(aside), ...(owner && { owner }) } };
}

function textAndPassages(data: unknown): Draft {
  const { text, passages } = (data ?? {}) as Partial<Draft>;
  return { text: typeof text === 'string' ? text : '', passages: readAs(contextItems, passages) ?? [] };
}
