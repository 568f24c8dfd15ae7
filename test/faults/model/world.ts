import type { Log } from '../../../src/chat/log.ts';
import type { Thread } from '../../../src/chat/model.ts';
import { ChatSession } from '../../../src/chat/session.ts';
import { Breaker } from '../../../src/providers/breaker.ts';
import { haufeProvider } from '../../../src/providers/haufe/haufeProvider.ts';
import { LocalOutbox } from '../../../src/storage/localOutbox.ts';
import { LocalThreadCache } from '../../../src/storage/localThreadCache.ts';
import { hr } from '../../service/haufe.ts';
import { Vendor } from './vendorFetch.ts';

const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (line) => {
    throw new Error(line);
  },
};

/** Two windows on one thread, one folder and one vendor. */
export class World {
  readonly vendor = new Vendor();
  readonly thread: Thread;
  readonly #folder: string;
  readonly windows: [ChatSession, ChatSession];

  constructor(folder: string) {
    this.#folder = folder;
    const { id, title } = this.vendor.service.addThread(hr.id, 'Zwei Fenster');
    this.vendor.service.baseUrl = 'http://127.0.0.1:1/agents';
    this.thread = { connectionId: 'haufe', assistantId: hr.id, id, title };
    this.windows = [this.#open(), this.#open()];
  }

  #open(): ChatSession {
    const { baseUrl, key } = this.vendor.service;
    const provider = haufeProvider({
      connection: {
        id: 'haufe',
        provider: 'haufe',
        label: 'Haufe',
        baseUrl,
        answerRate: { perSecond: 1e6, perMinute: 1e6 },
      },
      getKey: async () => key,
      timeouts: { headers: 5_000, idle: 5_000, total: 10_000 },
      log,
      retryWait: 1,
      fetch: this.vendor.fetch,
      // Half a minute of rest would be half a minute of waiting.
      breaker: new Breaker(0),
    });
    return new ChatSession({
      connectionId: 'haufe',
      assistant: { id: hr.id, name: hr.name },
      thread: this.thread,
      provider: () => provider,
      log,
      outbox: new LocalOutbox(`${this.#folder}/outbox`, 'workspace'),
      cache: new LocalThreadCache(`${this.#folder}/cache`),
      // Looking by itself is timed; here a person looks.
      lookTimes: { question: [0], answer: [] },
    });
  }

  /** The window is closed in whatever it was doing, and opened again. */
  async reload(window: 0 | 1): Promise<void> {
    this.windows[window].dispose();
    this.windows[window] = this.#open();
    await this.windows[window].load();
  }

  /** What the vendor holds, in reading order. */
  get held(): readonly (readonly [string, string])[] {
    const messages = this.vendor.service.thread(this.thread.id)?.messages ?? [];
    return messages.map(({ role, content }) => [role, content]);
  }

  close(): void {
    for (const window of this.windows) window.dispose();
  }
}
