import { Emitter, type Subscribe } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import type { Assistant, Thread } from '../model/model.ts';
import type { ChatSession } from './session.ts';
import type { Hold, SessionRegistry } from './sessionRegistry.ts';

/** A page that shows one conversation at a time: the view in the side bar, or an editor tab. */
export interface Page {
  readonly session: ChatSession | undefined;
  /** Another conversation is shown on it, or none. */
  readonly onShown: Subscribe<ChatSession | undefined>;
}

/** The conversation that each page shows, and the active page: the one that a person used last. */
export class Pages {
  readonly #sessions: SessionRegistry;
  readonly #log: Log;
  readonly #pages: ShownPage[] = [];
  readonly #activeChanges: Emitter<ChatSession | undefined>;
  /** The conversation of the active page is another one. */
  readonly onActive: Subscribe<ChatSession | undefined>;
  /** The page that is always there, seen or not: the view in the side bar. */
  readonly first: Page;
  #activePage: ShownPage;
  /** The conversation that `onActive` has told last. */
  #announced: ChatSession | undefined;

  constructor(sessions: SessionRegistry, log: Log) {
    this.#sessions = sessions;
    this.#log = log;
    this.#activeChanges = this.#emitter();
    this.onActive = this.#activeChanges.subscribe;
    this.#activePage = this.#add();
    this.first = this.#activePage;
    sessions.onClosed((session) => {
      for (const page of this.#showing(session)) this.#put(page, undefined);
    });
  }

  /** The conversation of the active page. */
  get active(): ChatSession | undefined {
    return this.#activePage.session;
  }

  get activePage(): Page {
    return this.#activePage;
  }

  /** The conversations on all pages, each once. */
  get shown(): readonly ChatSession[] {
    return [...new Set(this.#pages.flatMap(({ session }) => session ?? []))];
  }

  shows(session: ChatSession): boolean {
    return this.#showing(session).length > 0;
  }

  /** Adds a page that shows `session`. */
  open(session: ChatSession | undefined): Page {
    const page = this.#add();
    if (session) this.#put(page, session);
    return page;
  }

  /** Shows `session` on `page`, whichever is active. */
  showOn(page: Page, session: ChatSession): void {
    const known = this.#openPage(page);
    if (known) this.#put(known, session);
  }

  /** Removes a page. Where it was the active one, the first page is. */
  close(page: Page): void {
    const closed = this.#openPage(page);
    if (!closed || closed === this.first) return;
    this.#pages.splice(this.#pages.indexOf(closed), 1);
    closed.hold?.release();
    closed.changes.dispose();
    if (closed === this.#activePage) this.use(this.first);
  }

  /** A person uses `page`. */
  use(page: Page): void {
    this.#activePage = this.#openPage(page) ?? this.#activePage;
    this.#tell();
  }

  /**
   * Shows a conversation with `assistant` that has not begun: one that was left with a question that did not go out, to
   * which nothing else leads; or one that is still empty; or a new one. Who is at such a question already wants another.
   */
  start(connectionId: string, assistant: Assistant): ChatSession {
    return this.#show(this.#sessions.unbegun(connectionId, assistant, this.active));
  }

  /** Shows a conversation with `assistant` without any message, for what is asked now. */
  startEmpty(connectionId: string, assistant: Assistant): ChatSession {
    return this.#show(this.#sessions.empty(connectionId, assistant));
  }

  /** Shows `thread` and reads its messages, unless it is open already. */
  show(thread: Thread, assistant: Assistant): ChatSession {
    return this.#show(this.#sessions.thread(thread, assistant));
  }

  /** Shows `session` again, whether it has begun or not. One that was closed meanwhile has to be read anew. */
  showAgain(session: ChatSession): void {
    if (session.thread) this.show(session.thread, session.assistant);
    else if (this.#sessions.open.includes(session)) this.#show(session);
  }

  /** Shows the conversation on the page that shows it already, which is active then; otherwise on the active one. */
  #show(session: ChatSession): ChatSession {
    if (this.active === session) return session;
    const [there] = this.#showing(session);
    if (there) this.use(there);
    else this.#put(this.#activePage, session);
    return session;
  }

  #put(page: ShownPage, session: ChatSession | undefined): void {
    const before = page.hold;
    page.hold = session && this.#sessions.hold(session);
    page.session = session;
    before?.release();
    page.changes.emit(session);
    this.#tell();
  }

  #tell(): void {
    if (this.#announced === this.active) return;
    this.#announced = this.active;
    this.#activeChanges.emit(this.#announced);
  }

  #showing(session: ChatSession): ShownPage[] {
    return this.#pages.filter((page) => page.session === session);
  }

  #openPage(page: Page): ShownPage | undefined {
    return this.#pages.find((candidate) => candidate === page);
  }

  #add(): ShownPage {
    const changes = this.#emitter();
    const page: ShownPage = { session: undefined, hold: undefined, changes, onShown: changes.subscribe };
    this.#pages.push(page);
    return page;
  }

  #emitter(): Emitter<ChatSession | undefined> {
    return new Emitter((error) => logThrown(this.#log, 'A listener to what the pages show', error));
  }

  dispose(): void {
    for (const { changes } of this.#pages) changes.dispose();
    this.#activeChanges.dispose();
  }
}

interface ShownPage extends Page {
  session: ChatSession | undefined;
  hold: Hold | undefined;
  readonly changes: Emitter<ChatSession | undefined>;
}
