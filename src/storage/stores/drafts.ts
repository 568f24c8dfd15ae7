import path from 'node:path';
import type { ContextItem, Draft } from '../../chat/model/model.ts';
import type { DraftKey, DraftStore } from '../../chat/ports/drafts.ts';
import { mergeDrafts } from '../../chat/text/mergeDraft.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import { DebounceTimer } from '../files/debounceTimer.ts';
import { storageError } from '../files/fsErrors.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { fileName } from '../files/safeFileName.ts';
import { draftOf, isEmpty, nothing, onDisk, type Written } from './writtenDraft.ts';

/**
 * The draft became `to` in this window, where it had been `from`. Made again to whatever the disk holds when it is
 * written: another window may have been there first.
 */
interface Step {
  readonly from: Draft;
  readonly to: Draft;
}

/** The changes that are not on disk yet. */
interface Pending {
  readonly changes: Step[];
  /** The question that is changed, where it is no draft. */
  readonly edits: string | undefined;
  /** The draft with all of them, as far as the disk is known. */
  current: Written;
  /** So many of them are just being written. */
  sealed: number;
}

/** Milliseconds without a key until a draft is written. */
const rest = 250;
/** Milliseconds from the first key until it is written, though the person types on. */
const longest = 1_000;
/** Another window holds the lock for the time of one file. Milliseconds; after that it may be suspended. */
const lockWait = 500;

/**
 * Unsent texts with their passages, a small file each, which all windows share: each writes what was typed in it into
 * what it finds there. `workspace` tells apart the conversations that have not begun yet.
 */
export class LocalDrafts implements DraftStore {
  readonly #folder: string;
  readonly #files: AtomicFiles;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #timer: DebounceTimer;
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(folder: string, workspace: string, options: StorageOptions = {}) {
    this.#folder = folder;
    this.#files = new AtomicFiles(folder, options);
    this.#workspace = workspace;
    this.#options = options;
    this.#timer = new DebounceTimer(rest, longest, () => this.#writeAll());
  }

  get(key: DraftKey): string {
    return this.#read(key).text;
  }

  set(key: DraftKey, text: string, basedOn = this.get(key)): void {
    if (text === basedOn) return;
    const { passages } = this.#read(key);
    this.#change(key, { from: { text: basedOn, passages }, to: { text, passages } });
  }

  passages(key: DraftKey): readonly ContextItem[] {
    return this.#read(key).passages;
  }

  setPassages(key: DraftKey, passages: readonly ContextItem[], basedOn = this.passages(key)): void {
    if (JSON.stringify(passages) === JSON.stringify(basedOn)) return;
    const { text } = this.#read(key);
    this.#change(key, { from: { text, passages: basedOn }, to: { text, passages } });
  }

  async edits(key: DraftKey): Promise<readonly string[]> {
    const start = this.#file(key).replace(/json$/, '');
    const folder = path.dirname(start);
    const onDisk = (await this.#files.names(folder)).map((name) => path.join(folder, name));
    const changes = [...new Set([...onDisk, ...this.#pending.keys()])].filter(
      (file) => file.startsWith(start) && file.endsWith('.json') && file !== `${start}json`,
    );
    return changes.flatMap((file) => {
      const pending = this.#pending.get(file);
      const written = this.#readFile(file);
      return isEmpty(written) ? [] : (pending?.edits ?? written.edits ?? []);
    });
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    const prefix = threadId === undefined ? '' : `${fileName(threadId)}.`;
    const start = path.join(folder, prefix === '' ? path.sep : prefix);
    for (const file of [...this.#pending.keys()]) if (file.startsWith(start)) this.#pending.delete(file);
    await this.#writing;
    await this.#files.removeAll(folder, prefix);
    if (threadId === undefined) await this.#files.removeFolder(folder);
  }

  async clear(): Promise<void> {
    this.#pending.clear();
    await this.#writing;
    await this.#files.removeFolder('');
  }

  async saved(): Promise<void> {
    this.#writeAll();
    await this.#writing;
    if (this.#failure !== undefined) throw storageError(this.#failure);
  }

  /** Writes what is not on disk yet before it returns, as well as it can: the process is about to end. */
  saveNow(): void {
    this.#timer.stop();
    for (const [file, { changes, edits }] of this.#pending) {
      try {
        const next = changed(draftOf(this.#files.read(file)?.data), changes);
        if (isEmpty(next)) this.#files.removeNow(file);
        else if (this.#keeps()) this.#files.writeNow(file, onDisk({ ...next, edits }));
        else continue;
        this.#pending.delete(file);
      } catch (error) {
        this.#tell(error);
      }
    }
  }

  #read(key: DraftKey): Written {
    return this.#readFile(this.#file(key));
  }

  #readFile(file: string): Written {
    const pending = this.#pending.get(file);
    if (pending) return pending.current;
    try {
      return draftOf(this.#files.read(file)?.data);
    } catch (error) {
      this.#tell(error);
      return nothing;
    }
  }

  #change(key: DraftKey, step: Step): void {
    const file = this.#file(key);
    const { edits } = key;
    const pending = this.#pending.get(file) ?? { changes: [], edits, current: this.#read(key), sealed: 0 };
    const { changes, sealed } = pending;
    const last = changes.length > sealed ? changes.at(-1) : undefined;
    // Key by key is one step.
    if (last && isSame(last.to, step.from)) changes[changes.length - 1] = { from: last.from, to: step.to };
    else changes.push(step);
    pending.current = changed(pending.current, [step]);
    this.#pending.set(file, pending);
    this.#timer.start();
  }

  #writeAll(): void {
    this.#timer.stop();
    for (const file of this.#pending.keys()) this.#then(() => this.#write(file));
  }

  /** Writes in the order of the changes; never rejects. */
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

  /** Reports a failure once, until something works again: each key typed would be another one. */
  #tell(error: unknown): void {
    if (this.#failure === undefined) tell(this.#options, { type: 'draft', error });
    this.#failure = error;
  }

  async #write(file: string): Promise<void> {
    const pending = this.#pending.get(file);
    // Written with an earlier one already, or forgotten.
    if (!pending) return;
    if (!this.#keeps()) return this.#writePending(file, pending);
    const { withLock } = await import('../journal/compaction.ts');
    const write = async () => {
      await this.#writePending(file, pending);
      return true;
    };
    // Without the lock another window may write in the moment between looking and replacing.
    if ((await withLock(`${this.#folder}.lock`, lockWait, write)) === undefined) await write();
  }

  async #writePending(file: string, pending: Pending): Promise<void> {
    const isWanted = () => this.#pending.get(file) === pending;
    try {
      for (let isNews = true; isNews && isWanted(); ) {
        const { length } = pending.changes;
        pending.sealed = length;
        const before = JSON.stringify(this.#files.read(file)?.data);
        const next = changed(draftOf(before && JSON.parse(before)), pending.changes);
        // It stays in memory; what was sent or deleted may go.
        if (!this.#keeps() && !isEmpty(next)) return;
        const isStill = () => {
          isNews = JSON.stringify(this.#files.read(file)?.data) !== before;
          return !isNews && isWanted();
        };
        if (!isEmpty(next))
          await this.#files.write(file, onDisk({ ...next, edits: pending.edits }), { wanted: isStill });
        else if (isStill()) await this.#files.remove(file);
        if (isNews || !isWanted()) continue;
        pending.changes.splice(0, length);
        pending.current = changed(next, pending.changes);
        if (pending.changes.length === 0) this.#pending.delete(file);
      }
    } finally {
      pending.sealed = 0;
    }
  }

  #keeps(): boolean {
    return this.#options.keeps?.() !== false;
  }

  #file({ connectionId, assistantId, threadId, edits }: DraftKey): string {
    // No vendor's id holds a line end, so that none is taken for a conversation that has not begun.
    const place = threadId ?? `new\n${this.#workspace}`;
    const change = edits === undefined ? '' : `.${fileName(edits)}`;
    return path.join(fileName(connectionId), `${fileName(place)}.${fileName(assistantId)}${change}.json`);
  }
}

function changed(written: Written, steps: readonly Step[]): Written {
  let draft: Draft = written;
  for (const { from, to } of steps) draft = mergeDrafts(from, to, draft);
  return { ...written, ...draft };
}

function isSame(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.passages === other.passages;
}
