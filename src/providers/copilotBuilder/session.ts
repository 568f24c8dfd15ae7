import type { Thread } from '../../chat/model/model.ts';
import type { ThreadStore, VendorSession } from '../../chat/ports/threads.ts';
import type { CopilotBuilderApi, Opened } from './api.ts';

/**
 * The time for which a session is trusted after its last message, in milliseconds: the vendor forgets it after an hour,
 * so five minutes are left for the clocks to differ and for the answer to be made.
 */
const sessionLife = 55 * 60_000;

/** The vendor's sessions: which thread has which, and one that was opened before any thread was. */
export class SessionKeeper {
  readonly #api: CopilotBuilderApi;
  readonly #threads: ThreadStore;
  readonly #now: () => number;
  #spare: VendorSession | undefined;
  #tested: Opened | undefined;

  constructor(api: CopilotBuilderApi, threads: ThreadStore, now: () => number) {
    this.#api = api;
    this.#threads = threads;
    this.#now = now;
  }

  /** Opens a session and keeps it for the next thread that needs one. */
  async open(signal: AbortSignal): Promise<Opened> {
    const opened = await this.#api.initialize(signal);
    this.#spare = this.#opened(opened);
    return opened;
  }

  /** The same, for the list that follows a test: that one's session need not be opened again. */
  async test(signal: AbortSignal): Promise<void> {
    this.#tested = await this.open(signal);
  }

  /** Returns what the latest test has learned, once, as long as its session is unused; else opens a new session. */
  async described(signal: AbortSignal): Promise<Opened> {
    const tested = this.#tested;
    this.#tested = undefined;
    return tested && this.#spare?.id === tested.sessionId ? tested : this.open(signal);
  }

  /** The thread's session while the vendor remembers it. */
  async current(thread: Thread): Promise<VendorSession | undefined> {
    const session = await this.#threads.session(thread);
    return session && session.deadline > this.#now() ? session : undefined;
  }

  /** Gives the thread a new session. */
  async renew(thread: Thread, signal: AbortSignal): Promise<VendorSession> {
    const spare = this.#spare;
    this.#spare = undefined;
    const session = spare && spare.deadline > this.#now() ? spare : this.#opened(await this.#api.initialize(signal));
    await this.#threads.putSession(thread, session);
    return session;
  }

  /** Moves the deadline after a success. `expires`, in ms since the epoch, is believed only where it is earlier. */
  async extend(thread: Thread, session: VendorSession, expires: number | undefined): Promise<void> {
    await this.#threads.putSession(thread, this.#until(session.id, expires));
  }

  /** The next `renew` opens a session anew. */
  dropSpare(): void {
    this.#spare = undefined;
  }

  #opened({ sessionId, expires }: Opened): VendorSession {
    return this.#until(sessionId, expires);
  }

  #until(id: string, expires: number | undefined): VendorSession {
    const deadline = this.#now() + sessionLife;
    const isEarlier = expires !== undefined && expires > this.#now() && expires < deadline;
    return { id, deadline: isEarlier ? expires : deadline };
  }
}
