import type { Log } from '../../../src/chat/log.ts';
import type { Thread } from '../../../src/chat/model.ts';
import type { OutboxEntry } from '../../../src/chat/outbox.ts';
import { ChatSession } from '../../../src/chat/session.ts';
import { LocalOutbox } from '../../../src/storage/localOutbox.ts';
import { LocalThreadCache } from '../../../src/storage/localThreadCache.ts';
import { Life } from '../mortal.ts';
import type { Client } from './client.ts';

/** As the client's own, faster. */
const lookTimes = { question: [0, 20, 50], answer: [10, 20, 50, 100, 200, 300] };

interface WindowOptions {
  readonly folder: string;
  readonly connectionId: string;
  readonly client: Client;
  readonly log: Log;
}

/** A person's window: one conversation, with what it writes down, until it is closed, or killed. */
export class TripWindow {
  readonly #options: WindowOptions;
  readonly #life = new Life();
  readonly #outbox: LocalOutbox;
  #provider: ReturnType<Client['makeProvider']>;
  readonly session: ChatSession;

  constructor(options: WindowOptions, thread: Thread | undefined) {
    const { folder, connectionId, client, log } = options;
    this.#options = options;
    this.#outbox = new LocalOutbox(`${folder}/outbox`, 'workspace');
    this.#provider = client.makeProvider(this.#life);
    this.session = new ChatSession({
      connectionId,
      assistant: client.assistant,
      ...(thread && { thread }),
      provider: () => this.#provider,
      log,
      outbox: this.#life.mortal(this.#outbox),
      // Conversations of the other vendor are on this computer anyway.
      ...(client.canLook && { cache: this.#life.mortal(new LocalThreadCache(`${folder}/cache`)) }),
      lookTimes,
    });
  }

  /** The time that the service has named has passed: nothing of it is left in a new provider. */
  passTime(): void {
    this.#provider = this.#options.client.makeProvider(this.#life);
  }

  close(): void {
    this.session.dispose();
  }

  /** Not a byte is written after this moment. */
  kill(): void {
    this.#life.end();
    this.session.dispose();
  }

  /** The question that an earlier window has left. */
  left(): Promise<OutboxEntry | undefined> {
    return this.#outbox.latestLeft(this.#options.connectionId);
  }

  /** It comes back as a draft, and leaves the disk as a question. */
  async takeOver(entry: OutboxEntry): Promise<void> {
    await this.#outbox.remove(entry);
  }
}
