import { ChatError } from '../../chat/model/errors.ts';
import type { Message, Thread } from '../../chat/model/model.ts';
import { titleOf } from '../../chat/model/questionText.ts';
import type { ThreadStore, VendorSession } from '../../chat/ports/threads.ts';
import { type StorageOptions, tell } from '../files/options.ts';
import { readEach } from '../files/readMany.ts';
import { fileName } from '../files/safeFileName.ts';
import { message as messageShape, readAs, thread as threadShape, vendorSession } from '../files/shapes.ts';
import type { CompactionRule } from '../journal/compaction.ts';
import { JournalFolder } from '../journal/journalFolder.ts';
import type { JournalRecord } from '../journal/record.ts';

/** Bytes at the end of a journal in which the latest session is looked for first. */
const tailBytes = 256 * 1024;
/** Bytes at its beginning in which the thread is looked for: `create` wrote it first. */
const headBytes = 4 * 1024 * 1024;
/** Characters of messages held in memory; of a longer conversation the newest are, at least half as many. */
const mostCharacters = 32 * 1024 * 1024;

const rule: CompactionRule = {
  key: ({ op, data }) => {
    if (op === 'message') return `message ${(data as Message | null)?.id}`;
    return op === 'session' || op === 'thread' ? op : undefined;
  },
};

/** Threads of a vendor that keeps none: one journal a thread, in a folder a connection. The journal is the history. */
export class LocalThreads implements ThreadStore {
  readonly #journals: JournalFolder;
  readonly #options: StorageOptions;
  /** Questions on the disk that wait for their answer, which belongs to them. */
  readonly #begun = new Set<string>();

  readonly #onQuestion: ((thread: Thread) => Promise<void>) | undefined;

  /** `onQuestion` is told with each question: what was in memory alone may be on the disk from then on. */
  constructor(folder: string, options: StorageOptions = {}, onQuestion?: (thread: Thread) => Promise<void>) {
    this.#journals = new JournalFolder(folder, options, rule);
    this.#options = options;
    this.#onQuestion = onQuestion;
  }

  async list(connectionId: string): Promise<readonly Thread[]> {
    const folder = fileName(connectionId);
    const names = await this.#journals.names(folder);
    const { all, failures } = await readEach(names, (name) => this.#readThread(folder, name), this.#options);
    // Any other error is a storage error.
    if (names.length > 0 && failures.length === names.length) throw failures[0];
    return all.toSorted((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''));
  }

  async create(thread: Thread): Promise<void> {
    await this.#journals.append(...journalKey(thread), 'thread', thread);
  }

  async delete(thread: Thread): Promise<void> {
    await this.#journals.delete(...journalKey(thread));
  }

  async messages(thread: Thread): Promise<readonly Message[]> {
    const messages = new Map<string, Message>();
    let characters = 0;
    let leftOut = false;
    await this.#journals.scan(...journalKey(thread), ({ op, data }) => {
      const message = op === 'message' ? readAs<Message>(messageShape, data) : undefined;
      if (!message) return;
      characters += size(message) - size(messages.get(message.id));
      messages.set(message.id, message);
      if (characters < mostCharacters) return;
      for (const [id, oldest] of messages) {
        // Half of them at once: to look for the oldest each time takes longer with each that is gone.
        if (characters < mostCharacters / 2 || messages.size === 1) break;
        messages.delete(id);
        characters -= size(oldest);
        leftOut = true;
      }
    });
    if (messages.size === 0 && !(await this.#journals.has(...journalKey(thread)))) throw threadGone();
    if (leftOut) tell(this.#options, { type: 'too-long' });
    return [...messages.values()];
  }

  async putMessage(thread: Thread, message: Message): Promise<void> {
    const { id, state, answerTo = id } = message;
    // With each question once more: one damaged line must not hide the conversation.
    if (state === 'sending') {
      this.#begun.delete(id);
      const { isTitleLocal, ...own } = thread;
      // A title that comes of what must not be written is none for the disk; nor is one that may be given up again.
      const isOther = isTitleLocal || this.#journals.beganInMemory(...journalKey(thread));
      const title = isOther ? titleOf(message.text) : thread.title;
      const options = { onlyIfThere: true, sync: false, resumes: true };
      await this.#journals.append(...journalKey(thread), 'thread', { ...own, title }, options);
      await this.#onQuestion?.(thread);
    }
    const keeps = this.#options.keeps?.() !== false;
    await this.#append(thread, 'message', message, this.#begun.has(answerTo));
    if (state === 'sending' && keeps) this.#begun.add(id);
    else if (answerTo === id) this.#begun.delete(id);
  }

  /** Whether the conversation goes with this window, since nothing of it may be kept. */
  isMemoryOnly(thread: Thread): boolean {
    return this.#journals.isMemoryOnly(...journalKey(thread));
  }

  async session(thread: Thread): Promise<VendorSession | undefined> {
    const recent = (await this.#journals.tail(...journalKey(thread), tailBytes)).map(sessionOf);
    let session = recent.findLast((found) => found !== undefined);
    if (session) return session;
    await this.#journals.scan(...journalKey(thread), (record) => {
      session = sessionOf(record) ?? session;
    });
    return session;
  }

  async putSession(thread: Thread, session: VendorSession): Promise<void> {
    await this.#append(thread, 'session', session);
  }

  /** Deletes the threads of every connection. */
  async clear(): Promise<void> {
    await this.#journals.clear();
  }

  /** A thread that was deleted, perhaps by another window, does not come back because something is added to it. */
  async #append(thread: Thread, op: string, data: unknown, ends = false): Promise<void> {
    if (await this.#journals.append(...journalKey(thread), op, data, { onlyIfThere: true, ends })) return;
    throw threadGone();
  }

  /**
   * The thread is the first record, as `create` wrote it, or, where that is damaged, a later one; and its latest record
   * says when it was last used.
   */
  async #readThread(folder: string, name: string): Promise<Thread | undefined> {
    const { first, writtenAt } = await this.#journals.edges(folder, name, isThread, headBytes);
    const record = first ?? (await this.#journals.tail(folder, name, tailBytes)).find(isThread);
    const found = record && threadOf(record);
    if (!found) return undefined;
    return { ...found, ...(writtenAt !== undefined && { updatedAt: new Date(writtenAt).toISOString() }) };
  }
}

function threadGone(): ChatError {
  return new ChatError('thread-gone', { processed: 'no' });
}

function journalKey(thread: Thread): [folder: string, name: string] {
  return [fileName(thread.connectionId), fileName(thread.id)];
}

function threadOf({ op, data }: JournalRecord): Thread | undefined {
  return op === 'thread' ? readAs<Thread>(threadShape, data) : undefined;
}

function isThread(record: JournalRecord): boolean {
  return threadOf(record) !== undefined;
}

function sessionOf({ op, data }: JournalRecord): VendorSession | undefined {
  return op === 'session' ? readAs<VendorSession>(vendorSession, data) : undefined;
}

function size(message: Message | undefined): number {
  if (!message) return 0;
  const passages = [...message.sources.map(({ passage }) => passage), ...message.context.map(({ text }) => text)];
  return passages.reduce((total, text) => total + text.length, message.text.length + 500);
}
