import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Message, Thread } from '../chat/model.ts';
import type { ThreadStore, VendorSession } from '../chat/threadStore.ts';
import { guarded, ifExists, Journal, type JournalRecord } from './journal.ts';

/** Threads of a vendor that keeps none: one journal a thread, in a folder a connection. */
export class LocalThreads implements ThreadStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(connectionId: string): Promise<readonly Thread[]> {
    const folder = this.#connectionFolder(connectionId);
    const files = (await guarded(() => ifExists(readdir(folder), []))).filter((name) => name.endsWith('.jsonl'));
    const threads = await Promise.all(files.map(async (name) => readThread(new Journal(path.join(folder, name)))));
    return threads
      .filter((thread) => thread !== undefined)
      .sort((a, b) => (b.updatedAt ?? '').localeCompare(a.updatedAt ?? ''));
  }

  async create(thread: Thread): Promise<void> {
    await this.#journal(thread).append('thread', thread);
  }

  async delete(thread: Thread): Promise<void> {
    await this.#journal(thread).delete();
  }

  async messages(thread: Thread): Promise<readonly Message[]> {
    const messages = new Map<string, Message>();
    for (const record of await this.#records(thread)) {
      if (record.op !== 'message') continue;
      const message = record.data as Message;
      messages.set(message.id, message);
    }
    return [...messages.values()];
  }

  async putMessage(thread: Thread, message: Message): Promise<void> {
    await this.#journal(thread).append('message', message);
  }

  async session(thread: Thread): Promise<VendorSession | undefined> {
    const last = (await this.#records(thread)).findLast((record) => record.op === 'session');
    return last?.data as VendorSession | undefined;
  }

  async putSession(thread: Thread, session: VendorSession): Promise<void> {
    await this.#journal(thread).append('session', session);
  }

  async #records(thread: Thread): Promise<readonly JournalRecord[]> {
    return (await this.#journal(thread).read()).records;
  }

  #journal(thread: Thread): Journal {
    return new Journal(path.join(this.#connectionFolder(thread.connectionId), `${fileName(thread.id)}.jsonl`));
  }

  #connectionFolder(connectionId: string): string {
    return path.join(this.#folder, fileName(connectionId));
  }
}

async function readThread(journal: Journal): Promise<Thread | undefined> {
  const { records } = await journal.read();
  const thread = records.findLast((record) => record.op === 'thread')?.data as Thread | undefined;
  const last = records.at(-1);
  return thread && last && { ...thread, updatedAt: new Date(last.t).toISOString() };
}

/** Ids come from settings and vendors: on disk they become one safe path segment, distinct on every file system. */
function fileName(id: string): string {
  const readable = id
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 40);
  return `${readable}-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}
