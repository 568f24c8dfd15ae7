import { readdirSync, rmSync } from 'node:fs';
import type { Log } from '../../../src/base/log.ts';
import type { Thread } from '../../../src/chat/model/model.ts';
import { ChatSession } from '../../../src/chat/session/session.ts';
import { haufeProvider } from '../../../src/providers/haufe/haufeProvider.ts';
import { Breaker } from '../../../src/providers/http/breaker.ts';
import { LocalOutbox } from '../../../src/storage/stores/outbox.ts';
import { LocalThreadCache } from '../../../src/storage/stores/threadCache.ts';
import { hr } from '../../service/haufe.ts';
import { Life } from '../mortal.ts';
import { Vendor } from './vendorFetch.ts';

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (line) => {
    throw new Error(line);
  },
};

interface Window {
  readonly session: ChatSession;
  readonly life: Life;
}

/** Two windows on one thread, one folder and one vendor. */
export class World {
  readonly vendor = new Vendor();
  readonly thread: Thread;
  readonly #folder: string;
  readonly #windows: [Window, Window];

  constructor(folder: string) {
    this.#folder = folder;
    const { id, title } = this.vendor.service.addThread(hr.id, 'Zwei Fenster');
    this.vendor.service.baseUrl = 'http://127.0.0.1:1/agents';
    this.thread = { connectionId: 'haufe', assistantId: hr.id, id, title };
    this.#windows = [this.#open(), this.#open()];
  }

  get windows(): readonly [ChatSession, ChatSession] {
    return [this.#windows[0].session, this.#windows[1].session];
  }

  #open(): Window {
    const life = new Life();
    const { baseUrl, key } = this.vendor.service;
    const provider = haufeProvider({
      connection: {
        id: 'haufe',
        provider: 'haufe',
        name: 'Haufe',
        baseUrl,
        rateLimit: { perSecond: 1e6, perMinute: 1e6 },
      },
      getKey: async () => key,
      timeouts: { headers: 5_000, idle: 5_000, total: 10_000 },
      log,
      retryWait: 1,
      fetch: this.vendor.fetch,
      // Half a minute of rest would be half a minute of waiting.
      breaker: new Breaker(0),
    });
    const session = new ChatSession({
      connectionId: 'haufe',
      assistant: { id: hr.id, name: hr.name, features: ['delete-message'] },
      thread: this.thread,
      provider: () => life.mortal(provider),
      log,
      outbox: life.mortal(this.#outbox()),
      cache: life.mortal(this.#cache()),
      // Looking by itself is timed; here a person looks.
      pollDelays: { question: [0], answer: [] },
    });
    return { session, life };
  }

  #outbox(): LocalOutbox {
    return new LocalOutbox(`${this.#folder}/outbox`, 'workspace');
  }

  #cache(): LocalThreadCache {
    return new LocalThreadCache(`${this.#folder}/cache`);
  }

  /** The window is closed in whatever it was doing, and opened again. */
  async reload(window: 0 | 1): Promise<void> {
    this.#windows[window].session.dispose();
    this.#windows[window] = this.#open();
    await this.windows[window].load();
  }

  /** As `reload`, but the window gets to do nothing any more: not a byte is written after this moment. */
  async crash(window: 0 | 1): Promise<void> {
    this.#windows[window].life.end();
    await this.reload(window);
  }

  /** What lies on the disk of questions that came to no end. */
  async left(): Promise<readonly { readonly id: string; readonly text: string }[]> {
    return this.#outbox().list({ connectionId: 'haufe', assistantId: hr.id, threadId: this.thread.id });
  }

  /** As another window of this computer does it, whatever these two are at. */
  async deleteEverything(): Promise<void> {
    await this.#outbox().clear();
    await this.#cache().clear();
  }

  async forgetThread(): Promise<void> {
    await this.#outbox().forget('haufe', this.thread.id);
    await this.#cache().forget('haufe', this.thread.id);
  }

  /** Names of the files that are there, once none is being written any more. */
  async files(): Promise<readonly string[]> {
    for (;;) {
      const entries = readdirSync(this.#folder, { recursive: true, withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
      if (!names.some((name) => name.endsWith('.new'))) return names;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What the vendor holds, in reading order. */
  get held(): readonly (readonly [string, string])[] {
    const messages = this.vendor.service.thread(this.thread.id)?.messages ?? [];
    return messages.map(({ role, content }) => [role, content]);
  }

  close(): void {
    for (const { session } of this.#windows) session.dispose();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
