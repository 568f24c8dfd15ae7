import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Log } from '../../../src/base/log.ts';
import type { Thread } from '../../../src/chat/model/model.ts';
import type { OutboxEntry } from '../../../src/chat/ports/outbox.ts';
import type { Provider } from '../../../src/chat/ports/provider.ts';
import type { ThreadStore } from '../../../src/chat/ports/threads.ts';
import { ChatSession } from '../../../src/chat/session/session.ts';
import { LocalOutbox } from '../../../src/storage/stores/outbox.ts';
import { LocalThreadCache } from '../../../src/storage/stores/threadCache.ts';
import { LocalThreads } from '../../../src/storage/stores/threads.ts';
import { Life } from '../mortal.ts';
import type { Client } from './client.ts';

/** As the client's own, faster. */
export const pollDelays = { question: [0, 20, 50], answer: [10, 20, 50, 100, 200, 300] };

/** In memory where there is such a place. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A window of the person's, on the folder that all of them share. */
export interface Window {
  readonly session: ChatSession;
  /** Forgets what a provider remembers of the service: how long it is to be left alone. */
  renew(): void;
  /** It is loaded anew, or killed: then not a byte is written after this moment. */
  end(how: 'reload' | 'crash'): Promise<void>;
}

/** What one person has on this computer: windows that come and go, and a folder that stays. */
export class Home {
  readonly #folder = mkdtempSync(path.join(place, 'trip-'));
  readonly #log: Log;
  readonly #windows: Window[] = [];
  /** Told of all work on the disk, which takes its time where others are at work. */
  onDisk: ((work: Promise<unknown>) => void) | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  threads(): ThreadStore {
    return new LocalThreads(path.join(this.#folder, 'threads'));
  }

  outbox(): LocalOutbox {
    return new LocalOutbox(path.join(this.#folder, 'outbox'), 'workspace');
  }

  open({ assistant, connectionId, makeProvider, canLook }: Client, thread: Thread | undefined): Window {
    const life = new Life();
    const onDisk = (work: Promise<unknown>): void => this.onDisk?.(work);
    const make = (): Provider => life.mortal(makeProvider(life.mortal(this.threads(), onDisk)));
    let provider = make();
    const session = new ChatSession({
      connectionId,
      assistant,
      ...(thread && { thread }),
      provider: () => provider,
      log: this.#log,
      outbox: life.mortal(this.outbox(), onDisk),
      // What is on this computer anyway needs no copy.
      ...(canLook && { cache: life.mortal(new LocalThreadCache(path.join(this.#folder, 'readings')), onDisk) }),
      pollDelays,
    });
    const window: Window = {
      session,
      renew: () => {
        provider = make();
      },
      end: (how) => {
        if (how === 'crash') life.end();
        session.dispose();
        return life.settled();
      },
    };
    this.#windows.push(window);
    return window;
  }

  /** Questions for the composer: their conversation had not begun when their window ended. */
  async unbegun({ connectionId, assistant }: Client): Promise<readonly OutboxEntry[]> {
    return this.outbox().list({ connectionId, assistantId: assistant.id });
  }

  /** The conversation of the question that a window left, as a new one looks for it. */
  async left({ connectionId }: Client): Promise<OutboxEntry | undefined> {
    return this.outbox().latestAbandoned(connectionId);
  }

  close(): void {
    for (const window of this.#windows) void window.end('crash');
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
