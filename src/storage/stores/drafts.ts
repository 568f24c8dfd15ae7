import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ContextItem, Draft } from '../../chat/model/model.ts';
import type { Aside, DraftKey, DraftStore } from '../../chat/ports/drafts.ts';
import { mergeDrafts } from '../../chat/text/mergeDraft.ts';
import { AtomicFiles } from '../files/atomicFiles.ts';
import { storageError } from '../files/fsErrors.ts';
import { Heartbeat } from '../files/heartbeat.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { RestTimer } from '../files/restTimer.ts';
import { fileName } from '../files/safeFileName.ts';
import { isAbandoned, ownerHere } from '../files/windowOwner.ts';
import { draftOf, isEmpty, nothing, onDisk, type Written, type WrittenAside } from './writtenDraft.ts';

/** The draft became `to` in this window, where it had been `from`. */
interface Step {
  readonly from: Draft;
  readonly to: Draft;
}

/** Made again to whatever the disk holds when it is written: another window may have been there first. */
type Change = Step | ((written: Written) => Written);

/** What is not on disk yet. */
interface Pending {
  readonly changes: Change[];
  /** With all of them, as far as the disk is known. */
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
  readonly #window = randomUUID();
  /** For drafts in whose place a question is being changed. */
  readonly #heartbeat: Heartbeat;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #timer: RestTimer;
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(folder: string, workspace: string, options: StorageOptions = {}, heartbeat = new Heartbeat()) {
    this.#folder = folder;
    this.#heartbeat = heartbeat;
    this.#files = new AtomicFiles(folder, options);
    this.#workspace = workspace;
    this.#options = options;
    this.#timer = new RestTimer(rest, longest, () => this.#writeAll());
  }

  get(key: DraftKey): string {
    return this.#draft(key).text;
  }

  set(key: DraftKey, text: string, basedOn = this.get(key)): void {
    if (text === basedOn) return;
    const { passages } = this.#draft(key);
    this.#change(key, { from: { text: basedOn, passages }, to: { text, passages } });
  }

  passages(key: DraftKey): readonly ContextItem[] {
    return this.#draft(key).passages;
  }

  setPassages(key: DraftKey, passages: readonly ContextItem[], basedOn = this.passages(key)): void {
    if (JSON.stringify(passages) === JSON.stringify(basedOn)) return;
    const { text } = this.#draft(key);
    this.#change(key, { from: { text, passages: basedOn }, to: { text, passages } });
  }

  aside(key: DraftKey): Aside | undefined {
    const { aside } = this.#read(key);
    return aside && { text: aside.text, passages: aside.passages, own: this.#isOwn(aside) };
  }

  setAside(key: DraftKey, { text, passages }: Draft): void {
    const draft = { text, passages };
    const owner = ownerHere(this.#window);
    this.#change(key, (written) => {
      const { aside } = written;
      return { ...written, aside: aside ? { ...aside, ...mergeDrafts(nothing, draft, aside) } : { ...draft, owner } };
    });
    if (this.aside(key)?.own) this.#heartbeat.keep(path.join(this.#folder, this.#file(key)), true);
  }

  endAside(key: DraftKey, isJoined = false): void {
    this.#heartbeat.end(path.join(this.#folder, this.#file(key)));
    this.#change(key, ({ aside, ...changed }) => {
      if (!aside) return changed;
      return mergeDrafts(nothing, isJoined ? changed : nothing, aside);
    });
  }

  async isAsideAbandoned(key: DraftKey): Promise<boolean> {
    const owner = this.#read(key).aside?.owner;
    if (!owner || owner.window === this.#window) return true;
    return isAbandoned(owner, path.join(this.#folder, this.#file(key)), this.#heartbeat);
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    const prefix = threadId === undefined ? '' : `${fileName(threadId)}.`;
    const start = path.join(folder, prefix === '' ? path.sep : prefix);
    this.#heartbeat.endAll(path.join(this.#folder, start));
    for (const file of [...this.#pending.keys()]) if (file.startsWith(start)) this.#pending.delete(file);
    await this.#writing;
    await this.#files.removeAll(folder, prefix);
    if (threadId === undefined) await this.#files.removeFolder(folder);
  }

  async clear(): Promise<void> {
    this.#heartbeat.stop();
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
    for (const [file, { changes }] of this.#pending) {
      try {
        const next = this.#changed(draftOf(this.#files.read(file)?.data), changes);
        if (isEmpty(next)) this.#files.removeNow(file);
        else if (this.#keeps()) this.#files.writeNow(file, onDisk(next));
        else continue;
        this.#pending.delete(file);
      } catch (error) {
        this.#tell(error);
      }
    }
  }

  /** What is the draft for this window: while another one changes a question, what gave way to that. */
  #draft(key: DraftKey): Draft {
    const written = this.#read(key);
    return written.aside && !this.#isOwn(written.aside) ? written.aside : written;
  }

  #isOwn({ owner }: WrittenAside): boolean {
    return owner?.window === this.#window;
  }

  #read(key: DraftKey): Written {
    const file = this.#file(key);
    const pending = this.#pending.get(file);
    if (pending) return pending.current;
    try {
      return draftOf(this.#files.read(file)?.data);
    } catch (error) {
      this.#tell(error);
      return nothing;
    }
  }

  #change(key: DraftKey, change: Change): void {
    const file = this.#file(key);
    const pending = this.#pending.get(file) ?? { changes: [], current: this.#read(key), sealed: 0 };
    const { changes, sealed } = pending;
    const last = changes.length > sealed ? changes.at(-1) : undefined;
    // Key by key is one step.
    if (isStep(change) && isStep(last) && isSame(last.to, change.from)) {
      changes[changes.length - 1] = { from: last.from, to: change.to };
    } else changes.push(change);
    pending.current = this.#changed(pending.current, [change]);
    this.#pending.set(file, pending);
    this.#timer.start();
  }

  #changed(written: Written, changes: readonly Change[]): Written {
    let changed = written;
    for (const change of changes) changed = isStep(change) ? this.#stepped(changed, change) : change(changed);
    return changed;
  }

  #stepped(written: Written, { from, to }: Step): Written {
    const { aside } = written;
    if (!aside || this.#isOwn(aside)) return { ...written, ...mergeDrafts(from, to, written) };
    return { ...written, aside: { ...aside, ...mergeDrafts(from, to, aside) } };
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

  /** Once, until something works again: each key typed would be another one. */
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
        const next = this.#changed(draftOf(before && JSON.parse(before)), pending.changes);
        // It stays in memory; what was sent or deleted may go.
        if (!this.#keeps() && !isEmpty(next)) return;
        const isStill = () => {
          isNews = JSON.stringify(this.#files.read(file)?.data) !== before;
          return !isNews && isWanted();
        };
        if (!isEmpty(next)) await this.#files.write(file, onDisk(next), { wanted: isStill });
        else if (isStill()) await this.#files.remove(file);
        if (isNews || !isWanted()) continue;
        pending.changes.splice(0, length);
        pending.current = this.#changed(next, pending.changes);
        if (pending.changes.length === 0) this.#pending.delete(file);
      }
    } finally {
      pending.sealed = 0;
    }
  }

  #keeps(): boolean {
    return this.#options.keeps?.() !== false;
  }

  #file({ connectionId, assistantId, threadId }: DraftKey): string {
    // No vendor's id holds a line end, so that none is taken for a conversation that has not begun.
    const place = threadId ?? `new\n${this.#workspace}`;
    return path.join(fileName(connectionId), `${fileName(place)}.${fileName(assistantId)}.json`);
  }
}

function isStep(change: Change | undefined): change is Step {
  return typeof change === 'object';
}

function isSame(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.passages === other.passages;
}
