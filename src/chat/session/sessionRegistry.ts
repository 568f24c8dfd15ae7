import { Emitter } from '../../base/emitter.ts';
import { runsAtOnce, Semaphore } from '../../base/semaphore.ts';
import { logThrown } from '../model/failureReport.ts';
import type { Assistant, Thread } from '../model/model.ts';
import type { GetProvider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threads.ts';
import { ChatSession } from './session.ts';
import type { SessionOptions } from './sessionOptions.ts';

/** Conversations kept in memory beyond those that are shown or running, so that switching back is at once. */
const keptIdle = 12;

export interface SessionRegistryOptions extends Pick<SessionOptions, 'log' | 'outbox' | 'pollDelays'> {
  readonly providerOf: (connectionId: string) => ReturnType<GetProvider>;
  /** Undefined where the conversations are on this computer anyway. */
  readonly cacheOf?: (connectionId: string) => ThreadCache | undefined;
}

/** The open conversations, and which one is shown. */
export class SessionRegistry {
  readonly #options: SessionRegistryOptions;
  readonly #places = new Semaphore(runsAtOnce);
  /** Least recently shown first. */
  #open: ChatSession[] = [];
  #shown: ChatSession | undefined;
  readonly #shownChanges = new Emitter<ChatSession | undefined>((error) => this.#report(error));
  readonly #opened = new Emitter<ChatSession>((error) => this.#report(error));
  readonly #closed = new Emitter<ChatSession>((error) => this.#report(error));
  readonly onShown = this.#shownChanges.subscribe;
  readonly onOpened = this.#opened.subscribe;
  /** It is not among the open ones any more; a thread that goes on at the vendor may be opened again. */
  readonly onClosed = this.#closed.subscribe;

  constructor(options: SessionRegistryOptions) {
    this.#options = options;
  }

  get shown(): ChatSession | undefined {
    return this.#shown;
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
   * Shows a conversation with `assistant` that has not begun: one that was left with a question that did not go out, to
   * which nothing else leads; or one that is still empty; or a new one. Who is at such a question already wants another.
   */
  start(connectionId: string, assistant: Assistant): ChatSession {
    const unbegun = this.#unbegun(connectionId, assistant);
    const isThere = this.#shown && unbegun.includes(this.#shown) && holdsUnsent(this.#shown);
    const left = isThere ? undefined : unbegun.findLast(holdsUnsent);
    return left ? this.#show(left) : this.startEmpty(connectionId, assistant);
  }

  /** Shows a conversation with `assistant` without any message, for what is asked now. */
  startEmpty(connectionId: string, assistant: Assistant): ChatSession {
    const unused = this.#unbegun(connectionId, assistant).find(({ transcript }) => transcript.messages.length === 0);
    return this.#show(unused ?? this.#create(connectionId, assistant, undefined));
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

  /** Shows `thread` and reads its messages, unless it is open already. */
  show(thread: Thread, assistant: Assistant): ChatSession {
    const known = this.find(thread);
    const session = this.#show(known ?? this.#create(thread.connectionId, assistant, thread));
    if (!known || known.loadError) void session.load();
    return session;
  }

  /** Shows `session` again, whether it has begun or not. One that was closed meanwhile has to be read anew. */
  showAgain(session: ChatSession): void {
    if (session.thread) this.show(session.thread, session.assistant);
    else if (this.#open.includes(session)) this.#show(session);
  }

  /** Forgets conversations, for example of a deleted thread or a removed connection; their runs are stopped. */
  close(matches: (session: ChatSession) => boolean): void {
    const closed = this.#open.filter(matches);
    this.#open = this.#open.filter((session) => !closed.includes(session));
    this.#dispose(closed);
    if (this.#shown && closed.includes(this.#shown)) {
      this.#shown = undefined;
      this.#shownChanges.emit(undefined);
    }
  }

  #create(connectionId: string, assistant: Assistant, thread: Thread | undefined): ChatSession {
    const { providerOf, cacheOf, ...shared } = this.#options;
    const cache = cacheOf?.(connectionId);
    const session = new ChatSession({
      ...shared,
      ...(cache && { cache }),
      connectionId,
      assistant,
      ...(thread && { thread }),
      provider: () => providerOf(connectionId),
      places: this.#places,
    });
    this.#open.push(session);
    this.#opened.emit(session);
    return session;
  }

  #show(session: ChatSession): ChatSession {
    this.#open = [...this.#open.filter((other) => other !== session), session];
    const changed = this.#shown !== session;
    this.#shown = session;
    const idle = this.#open.filter(
      (other) => other !== session && !other.running && !other.loading && !holdsUnsent(other),
    );
    const surplus = idle.slice(0, Math.max(0, idle.length - keptIdle));
    this.#open = this.#open.filter((other) => !surplus.includes(other));
    this.#dispose(surplus);
    if (changed) this.#shownChanges.emit(session);
    return session;
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
    this.#shownChanges.dispose();
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
