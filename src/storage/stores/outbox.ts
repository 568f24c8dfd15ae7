import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type {
  Outbox,
  OutboxChange,
  OutboxEntry,
  OutboxKey,
  OutboxPlace,
  OutboxQuestion,
  OutboxState,
} from '../../chat/ports/outbox.ts';
import { guarded } from '../files/fsErrors.ts';
import { Heartbeat } from '../files/heartbeat.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { readEach } from '../files/readMany.ts';
import { fileName } from '../files/safeFileName.ts';
import { outboxChange, outboxQuestion, readAs } from '../files/shapes.ts';
import { isAbandoned, ownerHere, type WindowOwner } from '../files/windowOwner.ts';
import { JournalFolder } from '../journal/journalFolder.ts';
import { DeletedThreads } from './deletedThreads.ts';

/** A question on disk: whose it is, and, as long as it has no thread, in which workspace it was asked. */
interface Written extends OutboxQuestion {
  /** Absent: another version wrote it. */
  readonly owner?: WindowOwner;
  readonly workspace: string;
}

interface Read {
  readonly question: Written;
  readonly change: OutboxChange;
  readonly partial: string;
}

/** Questions on their way, one journal each, deleted when it is answered. */
export class LocalOutbox implements Outbox {
  readonly #folder: string;
  readonly #journals: JournalFolder;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  readonly #heartbeat: Heartbeat;
  readonly #window = randomUUID();
  readonly #deletedThreads = new DeletedThreads();

  constructor(folder: string, workspace: string, options: StorageOptions = {}, heartbeat = new Heartbeat()) {
    this.#folder = folder;
    this.#journals = new JournalFolder(folder, options);
    this.#workspace = workspace;
    this.#options = options;
    this.#heartbeat = heartbeat;
  }

  async add(question: OutboxQuestion): Promise<void> {
    const { connectionId, threadId } = question;
    if (threadId !== undefined && this.#deletedThreads.has({ connectionId, id: threadId })) return;
    const owner = ownerHere(this.#window);
    const written: Written = { ...question, owner, workspace: this.#workspace };
    try {
      await this.#journals.append(...journalKey(question), 'question', written, { resumes: true });
      this.#heartbeat.keep(this.#file(question), question.isWaiting);
    } catch (error) {
      tell(this.#options, { type: 'question', error });
      throw error;
    }
  }

  async change(question: OutboxKey, change: OutboxChange): Promise<void> {
    if (change.state === 'answered') await this.remove(question);
    else await this.#journals.append(...journalKey(question), 'change', change, { onlyIfThere: true });
    this.#heartbeat.renew(this.#file(question));
  }

  async addPartial(question: OutboxKey, delta: string): Promise<void> {
    await this.#journals.append(...journalKey(question), 'partial', delta, { onlyIfThere: true, sync: false });
    this.#heartbeat.renew(this.#file(question));
  }

  async list({ connectionId, assistantId, threadId }: OutboxPlace): Promise<readonly OutboxEntry[]> {
    const all = await this.#readAll(connectionId);
    const wanted = all.filter(({ question, change }) => {
      const thread = change.threadId ?? question.threadId;
      if (question.assistantId !== assistantId || thread !== threadId) return false;
      return thread !== undefined || question.workspace === this.#workspace;
    });
    return this.#entries(wanted);
  }

  async latestAbandoned(connectionId: string): Promise<OutboxEntry | undefined> {
    const all = await this.#readAll(connectionId);
    const here = await this.#entries(all.filter(({ question }) => question.workspace === this.#workspace));
    return here.findLast(({ abandoned, state, threadId }) => abandoned && (isOpen(state) || threadId === undefined));
  }

  async remove(question: OutboxKey): Promise<void> {
    await this.#journals.delete(...journalKey(question));
    this.#heartbeat.end(this.#file(question));
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    const folder = fileName(connectionId);
    if (threadId === undefined) {
      this.#heartbeat.endAll(path.join(this.#folder, folder, path.sep));
      return this.#journals.deleteFolder(folder);
    }
    this.#deletedThreads.add(connectionId, threadId);
    await this.#journals.appended(folder);
    for (const { question, change } of await this.#readAll(connectionId)) {
      if ((change.threadId ?? question.threadId) === threadId) await this.remove(question);
    }
    await removeDamaged(this.#journals, folder, this.#heartbeat);
  }

  async clear(): Promise<void> {
    this.#deletedThreads.clear();
    await this.#journals.clear();
    this.#heartbeat.stop();
  }

  async #readAll(connectionId: string): Promise<readonly Read[]> {
    const folder = fileName(connectionId);
    const names = await this.#journals.names(folder);
    return (await readEach(names, (name) => this.#read(folder, name), this.#options)).all;
  }

  async #read(folder: string, name: string): Promise<Read | undefined> {
    let question: Written | undefined;
    let change: OutboxChange = {};
    const partial: string[] = [];
    await this.#journals.scan(folder, name, ({ op, data }) => {
      if (op === 'question') {
        question = readAs<Written>(outboxQuestion, data) ?? question;
        // It is asked again. That the attempt before surely did not arrive says nothing about this one.
        change = {};
        partial.length = 0;
      }
      if (op === 'change') change = { ...change, ...readAs<OutboxChange>(outboxChange, data) };
      if (op === 'partial' && typeof data === 'string') partial.push(data);
    });
    return question ? { question, change, partial: partial.join('') } : undefined;
  }

  /** Oldest first. */
  async #entries(all: readonly Read[]): Promise<readonly OutboxEntry[]> {
    const entries = await Promise.all(all.map((read) => this.#entry(read)));
    return entries.filter((entry) => entry !== undefined).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async #entry({ question: written, change, partial }: Read): Promise<OutboxEntry | undefined> {
    const { owner, workspace: _, isWaiting, ...question } = written;
    const state: OutboxState = change.state ?? (isWaiting ? 'queued' : 'pending');
    if (state === 'answered') return undefined;
    const own = owner?.window === this.#window;
    const file = this.#file(question);
    // One of which that cannot be told hides no other, and is nobody else's to send.
    const isWithoutWindow = () => isAbandoned(owner, file, this.#heartbeat).catch(() => false);
    const abandoned = own ? !this.#heartbeat.isKept(file) : await isWithoutWindow();
    return { ...question, ...change, state, partial, own, abandoned };
  }

  #file(question: OutboxKey): string {
    return this.#journals.file(...journalKey(question));
  }
}

/** Whether a person is waiting for what comes of it: one that failed, or was stopped, was seen to fail or stop. */
function isOpen(state: OutboxState): boolean {
  return state !== 'failed' && state !== 'stopped';
}

function journalKey({ connectionId, id }: OutboxKey): [folder: string, name: string] {
  return [fileName(connectionId), fileName(id)];
}

/** A question on its way of which the question is missing: nobody knows whose it is, or gets to it, so it is deleted. */
async function removeDamaged(journals: JournalFolder, folder: string, heartbeat: Heartbeat): Promise<void> {
  const remove = async (name: string): Promise<void> => {
    if (!(await isDamaged(journals, folder, name).catch(() => false))) return;
    // It may just be written.
    if (await guarded(() => heartbeat.isSilent(journals.file(folder, name)))) await journals.delete(folder, name);
  };
  // All at once: each that is in doubt takes some beats.
  await Promise.all((await journals.names(folder)).map(remove));
}

/** Whether a journal is damaged; one of a later version may hold a question. */
async function isDamaged(journals: JournalFolder, folder: string, name: string): Promise<boolean> {
  let damaged = true;
  const { newer } = await journals.scan(folder, name, ({ op, data }) => {
    damaged = op === 'question' ? !data : op === 'change' || op === 'partial';
    return !damaged;
  });
  return damaged && newer === 0;
}
