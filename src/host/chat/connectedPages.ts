import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import { VisibleDraft } from '../../chat/composer/visibleDraft.ts';
import type { Page, Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { FromWebview, ToWebview } from '../../protocol.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Sentence } from '../platform/words.ts';
import type { ChatHeadSources } from './chatHead.ts';
import type { WebviewConnection } from './webviewConnection.ts';

export interface ConnectedPagesOptions extends ChatHeadSources {
  readonly extensionUri: vscode.Uri;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly drafts: Drafts;
  readonly composers: Composers;
  /** Reads what carries out the messages of pages, before the first one can send any. */
  readonly handleMessages: () => Promise<unknown>;
  readonly prompts: Prompts;
  readonly log: Log;
}

/** The pages that are open, and what they are told. */
export class ConnectedPages extends DisposableStore {
  readonly #options: ConnectedPagesOptions;
  /** The drafts that the message fields show. */
  readonly draft: VisibleDraft;
  readonly #connections = new Map<WebviewConnection, Page>();
  readonly #received = this.register(new vscode.EventEmitter<FromWebview>());
  readonly onReceive = this.#received.event;
  #handling: Promise<unknown> | undefined;
  /** The time of the latest event of each conversation, whether it was shown then or not. */
  readonly #heardAt = new WeakMap<ChatSession, number>();

  constructor(options: ConnectedPagesOptions) {
    super();
    this.#options = options;
    this.draft = new VisibleDraft(options.drafts);
    const hear = (session: ChatSession) =>
      session.onEvent(({ type }) => {
        this.#heardAt.set(session, Date.now());
        // The sources of an answer are compared with those of the pages beside it.
        if (type === 'run-end' || type === 'messages-loaded') this.showHead();
      });
    this.register(options.sessions.onOpened(hear));
    this.register(options.directory.onChange(() => this.showHead()));
    this.register(options.chips.onChange(() => this.showHead()));
    this.register(options.target.onChange(() => this.showHead()));
    this.register(options.attachments.onChange(() => this.showHead()));
    this.register(options.edits.onChange(() => this.showHead()));
    this.register(
      options.composers.onFilled(({ session, text }) => this.tell({ type: 'draft', sessionId: session.id, text })),
    );
    this.register(options.composers.onPersisted((session) => this.showDraft(session)));
    this.register(options.ratings.onChange(() => this.showHead()));
    this.register(options.sources.onSeen(() => this.showHead()));
  }

  /**
   * Reads what a page needs, with the first one that is opened, and then the page: so that none says anything before it
   * is heard. Resolves undefined for one that was closed meanwhile.
   */
  async connect(
    shown: { readonly webview: vscode.Webview; readonly visible: boolean },
    page: Page,
    isOpen: () => boolean,
  ): Promise<WebviewConnection | undefined> {
    const [{ connectPage }] = await Promise.all([import('./connectPage.ts'), this.#handleMessages()]);
    if (!isOpen()) return undefined;
    const { extensionUri, drafts } = this.#options;
    const connection: WebviewConnection = connectPage(shown, page, webviewRoot(extensionUri), this.#options, {
      draft: (session) => this.draft.show(session),
      silentMilliseconds: (session) => Date.now() - (this.#heardAt.get(session) ?? Date.now()),
      receive: (message) => {
        if (message.type !== 'draft') return this.#received.fire(message);
        // All pages with the same conversation have one draft.
        const session = this.#find(message.sessionId);
        if (!session || !this.draft.setByUser(session, message.text)) return;
        this.#received.fire(message);
        const text = drafts.get(session);
        for (const each of this.#showing(session)) if (each !== connection) each.tellDraft(session.id, text);
      },
    });
    this.#connections.set(connection, page);
    return connection;
  }

  #handleMessages(): Promise<unknown> {
    this.#handling ??= this.#options.handleMessages();
    return this.#handling;
  }

  showState(): void {
    this.#each((connection) => connection.showState());
  }

  showHead(): void {
    this.#each((connection) => connection.showHead());
  }

  /** A page that is not there yet gets the whole state when it comes. */
  tell(message: ToWebview): void {
    const session = message.type === 'draft' && this.#find(message.sessionId);
    if (session) this.draft.setByHost(session, message.text);
    const { activePage } = this.#options.pages;
    const isMeant = (page: Page) =>
      'sessionId' in message ? page.session?.id === message.sessionId : page === activePage;
    for (const [connection, page] of this.#connections) if (isMeant(page)) connection.tell(message);
  }

  /** Shows the draft anew: it has become a question, or another window has changed it. */
  showDraft(session: ChatSession): void {
    const text = this.draft.show(session);
    for (const connection of this.#showing(session)) connection.tellDraft(session.id, text);
  }

  /** Has the page that is seen read `text` aloud, the active one first. */
  announce(text: Sentence): void {
    // The page in use may be a tab behind a document: there, nobody would hear it.
    const visible = [...this.#connections].filter(([connection]) => connection.visible);
    const heard = visible.find(([, page]) => page === this.#options.pages.activePage) ?? visible[0];
    heard?.[0].tell({ type: 'announce', text });
  }

  #showing(session: ChatSession): readonly WebviewConnection[] {
    return [...this.#connections].flatMap(([connection, page]) => (page.session === session ? [connection] : []));
  }

  #find(sessionId: string): ChatSession | undefined {
    return this.#options.sessions.open.find(({ id }) => id === sessionId);
  }

  /** The page was closed. */
  disconnect(connection: WebviewConnection | undefined): void {
    if (!connection) return;
    this.#connections.delete(connection);
    connection.dispose();
  }

  #each(action: (connection: WebviewConnection) => void): void {
    for (const connection of this.#connections.keys()) action(connection);
  }

  override dispose(): void {
    this.#each((connection) => connection.dispose());
    super.dispose();
  }
}

/** Returns the folder of the page's files. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
