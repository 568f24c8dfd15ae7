import { randomUUID } from 'node:crypto';
import type {
  Outbox,
  OutboxChange,
  OutboxEntry,
  OutboxKey,
  OutboxPlace,
  OutboxQuestion,
  OutboxState,
} from '../chat/outbox.ts';
import { fileName } from './fileName.ts';
import { JournalFolder } from './journalFolder.ts';
import { isAlive } from './processes.ts';
import type { StorageOptions } from './storageOptions.ts';

/** Longer than any run: the default limit of a whole answer is 15 minutes. Milliseconds. */
const silentFor = 20 * 60_000;

/** A question on disk: whose it is, and, as long as it has no thread, in which workspace it was asked. */
interface Written extends OutboxQuestion {
  readonly owner: { readonly pid: number; readonly window: string };
  readonly workspace: string;
}

interface Read {
  readonly question: Written;
  readonly change: OutboxChange;
  readonly partial: string;
  /** When the latest record was written, milliseconds since the epoch. */
  readonly t: number;
}

/** Questions on their way, one journal each, deleted when it is answered. */
export class LocalOutbox implements Outbox {
  readonly #journals: JournalFolder;
  readonly #workspace: string;
  readonly #options: StorageOptions;
  readonly #window = randomUUID();

  constructor(folder: string, workspace: string, options: StorageOptions = {}) {
    this.#journals = new JournalFolder(folder, options);
    this.#workspace = workspace;
    this.#options = options;
  }

  async add(question: OutboxQuestion): Promise<void> {
    const owner = { pid: process.pid, window: this.#window };
    const written: Written = { ...question, owner, workspace: this.#workspace };
    try {
      await this.#journals.append(...place(question), 'question', written, { resumes: true });
    } catch (error) {
      this.#options.report?.({ type: 'question', error });
      throw error;
    }
  }

  async change(question: OutboxKey, change: OutboxChange): Promise<void> {
    if (change.state === 'answered') await this.remove(question);
    else await this.#journals.append(...place(question), 'change', change, { onlyIfThere: true });
  }

  async addPartial(question: OutboxKey, delta: string): Promise<void> {
    await this.#journals.append(...place(question), 'partial', delta, { onlyIfThere: true, sync: false });
  }

  async list({ connectionId, assistantId, threadId }: OutboxPlace): Promise<readonly OutboxEntry[]> {
    const all = await this.#readAll(connectionId);
    return all
      .filter(({ question, change }) => {
        const thread = change.threadId ?? question.threadId;
        if (question.assistantId !== assistantId || thread !== threadId) return false;
        return thread !== undefined || question.workspace === this.#workspace;
      })
      .map((read) => this.#entry(read))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async latestLeft(connectionId: string): Promise<OutboxEntry | undefined> {
    return (await this.#readAll(connectionId))
      .filter(({ question }) => question.workspace === this.#workspace)
      .map((read) => this.#entry(read))
      .filter((entry) => entry?.abandoned)
      .sort((a, b) => (a?.createdAt ?? '').localeCompare(b?.createdAt ?? ''))
      .at(-1);
  }

  async remove(question: OutboxKey): Promise<void> {
    await this.#journals.delete(...place(question));
  }

  async forget(connectionId: string, threadId?: string): Promise<void> {
    if (threadId === undefined) return this.#journals.deleteFolder(fileName(connectionId));
    for (const { question, change } of await this.#readAll(connectionId)) {
      if ((change.threadId ?? question.threadId) === threadId) await this.remove(question);
    }
  }

  async clear(): Promise<void> {
    await this.#journals.clear();
  }

  async #readAll(connectionId: string): Promise<readonly Read[]> {
    const folder = fileName(connectionId);
    const names = await this.#journals.names(folder);
    return (await Promise.all(names.map((name) => this.#read(folder, name)))).filter((read) => read !== undefined);
  }

  async #read(folder: string, name: string): Promise<Read | undefined> {
    let question: Written | undefined;
    let change: OutboxChange = {};
    const partial: string[] = [];
    let latest = 0;
    await this.#journals.scan(folder, name, ({ op, data, t }) => {
      latest = t;
      if (op === 'question') {
        question = data as Written;
        // It is asked again. That the attempt before surely did not arrive says nothing about this one.
        change = {};
        partial.length = 0;
      }
      if (op === 'change') change = { ...change, ...(data as OutboxChange) };
      if (op === 'partial') partial.push(data as string);
    });
    return question && { question, change, partial: partial.join(''), t: latest };
  }

  #entry({
    question: { owner, workspace: _, isWaiting, ...question },
    change,
    partial,
    t,
  }: Read): OutboxEntry | undefined {
    const state: OutboxState = change.state ?? (isWaiting ? 'queued' : 'pending');
    if (state === 'answered') return undefined;
    const gone = owner.window !== this.#window && (owner.pid === process.pid || !isAlive(owner.pid));
    const own = owner.window === this.#window;
    return { ...question, ...change, state, partial, own, abandoned: gone || Date.now() - t > silentFor };
  }
}

function place({ connectionId, id }: OutboxKey): [folder: string, name: string] {
  return [fileName(connectionId), fileName(id)];
}
