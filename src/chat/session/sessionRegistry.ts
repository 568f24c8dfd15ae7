import { Emitter } from '../../base/emitter.ts';
import { runsAtOnce, Semaphore } from '../../base/semaphore.ts';
import { logThrown } from '../model/failureReport.ts';
import type { Assistant, Thread } from '../model/model.ts';
import type { GetProvider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threads.ts';
import { ChatSession } from './session.ts';
import type { SessionOptions } from './sessionOptions.ts';

/** Conversations kept in memory beyond those that are held or running, so that switching back is at once. */
const keptIdle = 12;

/** Keeps a conversation among the open ones until it is released. */
export interface Hold {
  release(): void;
}

export interface SessionRegistryOptions extends Pick<SessionOptions, 'log' | 'outbox' | 'pollDelays'> {
  readonly providerOf: (connectionId: string) => ReturnType<GetProvider>;
  /** Returns the cache for a connection; undefined where the conversations are on this computer anyway. */
  readonly cacheOf?: (connectionId: string) => ThreadCache | undefined;
  /** Whether something is unsent in `session` that would be lost with it, as a file that waits for its question. */
  readonly isNeeded?: (session: ChatSession) => boolean;
}

/** The open conversations. */
export class SessionRegistry {
  readonly #options: SessionRegistryOptions;
  readonly #permits = new Semaphore(runsAtOnce);
  /** Least recently held first. */
  #open: ChatSession[] = [];
  readonly #holds = new Map<ChatSession, number>();
  readonly #opened = new Emitter<ChatSession>((error) => this.#report(error));
  readonly #closed = new Emitter<ChatSession>((error) => this.#report(error));
  readonly onOpened = this.#opened.subscribe;
  /** Fires when a conversation is no longer open; a thread that goes on at the vendor may be opened again. */
  readonly onClosed = this.#closed.subscribe;

  constructor(options: SessionRegistryOptions) {
    this.#options = options;
  }

  get open(): readonly ChatSession[] {
    return this.#open;
  }

  find(thread: Pick<Thread, 'connectionId' | 'id'>): ChatSession | undefined {
    return this.#open.find(
      (session) => session.connectionId === thread.connectionId && session.thread?.id === thread.id,
    );
  }

  /**
   * A conversation with `assistant` that has not begun: one that was left with a question that did not go out, to which
   * nothing else leads; or one that is still empty; or a new one. Who is at such a question, at `current`, wants another.
   */
  unbegun(connectionId: string, assistant: Assistant, current: ChatSession | undefined): ChatSession {
    const unbegun = this.#unbegun(connectionId, assistant);
    const isThere = current && unbegun.includes(current) && holdsUnsent(current);
    const left = isThere ? undefined : unbegun.findLast(holdsUnsent);
    return left ?? this.empty(connectionId, assistant);
  }

  /** A conversation with `assistant` without any message. */
  empty(connectionId: string, assistant: Assistant): ChatSession {
    const unused = this.#unbegun(connectionId, assistant).find(({ transcript }) => transcript.messages.length === 0);
    return unused ?? this.#create(connectionId, assistant, undefined);
  }

  /** The conversation of `thread`; its messages are read, unless it is open already. */
  thread(thread: Thread, assistant: Assistant): ChatSession {
    const known = this.find(thread);
    const session = known ?? this.#create(thread.connectionId, assistant, thread);
    if (!known || known.loadError) void session.load();
    return session;
  }

  /** Keeps `session` open, whatever else is opened, until each hold of it is released. */
  hold(session: ChatSession): Hold {
    this.#holds.set(session, (this.#holds.get(session) ?? 0) + 1);
    if (this.#open.includes(session)) this.#open = [...this.#open.filter((other) => other !== session), session];
    this.#evict();
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        const others = (this.#holds.get(session) ?? 1) - 1;
        if (others > 0) this.#holds.set(session, others);
        else this.#holds.delete(session);
        this.#evict();
      },
    };
  }

  /** Forgets conversations, for example of a deleted thread or a removed connection; their runs are stopped. */
  close(matches: (session: ChatSession) => boolean): void {
    const closed = this.#open.filter(matches);
    this.#open = this.#open.filter((session) => !closed.includes(session));
    this.#dispose(closed);
  }

  #unbegun(connectionId: string, assistant: Assistant): ChatSession[] {
    return this.#open.filter(
      (session) =>
        session.connectionId === connectionId &&
        session.assistant.id === assistant.id &&
        !session.thread &&
        !session.running,
    );
  }

  /** Opens a conversation that no page shows: `thread`, whose messages are not read by that, or a new one. */
  unshown(connectionId: string, assistant: Assistant, thread?: Thread): ChatSession {
    return (thread && this.find(thread)) ?? this.#create(connectionId, assistant, thread);
  }

  #create(connectionId: string, assistant: Assistant, thread: Thread | undefined): ChatSession {
    const { providerOf, cacheOf, isNeeded: _, ...shared } = this.#options;
    const cache = cacheOf?.(connectionId);
    const session = new ChatSession({
      ...shared,
      ...(cache && { cache }),
      connectionId,
      assistant,
      ...(thread && { thread }),
      provider: () => providerOf(connectionId),
      permits: this.#permits,
    });
    this.#open.push(session);
    this.#opened.emit(session);
    return session;
  }

  /**
   * Closes the conversations that nobody needs: one that is held, runs, is being read or has something unsent stays.
   */
  #evict(): void {
    const { isNeeded } = this.#options;
    const idle = this.#open.filter(
      (session) =>
        !(
          this.#holds.has(session) ||
          session.running ||
          session.loading ||
          holdsUnsent(session) ||
          isNeeded?.(session)
        ),
    );
    const surplus = idle.slice(0, Math.max(0, idle.length - keptIdle));
    this.#open = this.#open.filter((session) => !surplus.includes(session));
    this.#dispose(surplus);
  }

  #dispose(sessions: readonly ChatSession[]): void {
    for (const session of sessions) {
      session.dispose();
      this.#closed.emit(session);
    }
  }

  #report(error: unknown): void {
    logThrown(this.#options.log, 'A listener to the open conversations', error);
  }

  dispose(): void {
    for (const session of this.#open) session.dispose();
    this.#open = [];
    this.#opened.dispose();
    this.#closed.dispose();
  }
}

/** A question that the vendor may not have exists nowhere else: such a conversation is never forgotten by itself. */
function holdsUnsent(session: ChatSession): boolean {
  return session.transcript.messages.some(
    ({ state }) => state === 'failed' || state === 'unknown' || state === 'sending',
  );
}
