import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import { VisibleDraft } from '../../chat/composer/visibleDraft.ts';
import type { ThreadCache } from '../../chat/ports/threads.ts';
import type { Page, Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { CitationPlace, FocusTarget, FromWebview, ToWebview } from '../../protocol.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Prompts, setBadge } from '../platform/prompts.ts';
import { listed, type Sentence, t, whole } from '../platform/words.ts';
import type { ChatHeadSources } from './chatHead.ts';
import { nameAfterConversation } from './tabs/tabTitle.ts';
import type { WebviewConnection } from './webviewConnection.ts';

export const panelType = 'expertAssistants.chatPanel';

export interface ChatViewsOptions extends ChatHeadSources {
  readonly extensionUri: vscode.Uri;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  /** The lists as they were read last, with the titles of this computer. */
  readonly readings: Pick<ThreadCache, 'threads'>;
  readonly unseen: UnseenAnswers;
  readonly drafts: Drafts;
  readonly composers: Composers;
  /** Reads what carries out the messages of pages, before the first one can send any. */
  readonly handleMessages: () => Promise<unknown>;
  readonly prompts: Prompts;
  readonly log: Log;
}

/** An editor tab with a page. */
interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly page: Page;
  /** Undefined until its code was read. */
  binding: WebviewConnection | undefined;
  /** What gets the focus once it is there. */
  pendingFocus: FocusTarget | CitationPlace | undefined;
}

/** The pages that show conversations: the view in the side bar, and editor tabs on request. */
export class ChatViews
  extends DisposableStore
  implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, ChatPort
{
  readonly #options: ChatViewsOptions;
  /** What stands in the message fields. */
  readonly draft: VisibleDraft;
  readonly #bindings = new Map<WebviewConnection, Page>();
  readonly #received = this.register(new vscode.EventEmitter<FromWebview>());
  readonly onReceive = this.#received.event;
  #view: vscode.WebviewView | undefined;
  /** Undefined until its code was read. */
  #viewBinding: WebviewConnection | undefined;
  readonly #tabs = new Set<Tab>();
  #pendingFocus: FocusTarget | CitationPlace | undefined;
  #handling: Promise<unknown> | undefined;
  /** When something was last heard of each conversation, whether it was shown then or not. */
  readonly #heardAt = new WeakMap<ChatSession, number>();

  constructor(options: ChatViewsOptions) {
    super();
    this.#options = options;
    this.draft = new VisibleDraft(options.drafts);
    this.register(options.unseen.onChange(() => this.#see()));
    const hear = (session: ChatSession) => session.onEvent(() => this.#heardAt.set(session, Date.now()));
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

  get visible(): boolean {
    return this.#view?.visible === true || [...this.#tabs].some(({ panel }) => panel.visible);
  }

  sees(session: ChatSession): boolean {
    const isSeen = (page: Page, visible: boolean | undefined) => visible === true && page.session === session;
    return (
      isSeen(this.#options.pages.first, this.#view?.visible) ||
      [...this.#tabs].some(({ page, panel }) => isSeen(page, panel.visible))
    );
  }

  resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.#view = view;
    view.webview.options = webviewOptions(this.#options.extensionUri);
    view.onDidChangeVisibility(() => {
      if (view.visible) this.#see();
      else this.#hide(this.#viewBinding);
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#unbind(this.#viewBinding);
      this.#viewBinding = undefined;
    });
    return this.#load(view, this.#options.pages.first, () => this.#view === view).then((binding) => {
      if (!binding) return;
      this.#viewBinding = binding;
      if (this.#pendingFocus) binding.focus(this.#pendingFocus);
      this.#pendingFocus = undefined;
    });
  }

  /** Opens the conversation beside the text, or brings the tab with it to the front. */
  openInEditor(): void {
    const { extensionUri, pages } = this.#options;
    const { active } = pages;
    const open = [...this.#tabs].find(({ page }) => page.session === active);
    if (open) {
      open.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(panelType, '', vscode.ViewColumn.Beside, {
      ...webviewOptions(extensionUri),
    });
    const page = pages.open(active);
    pages.use(page);
    this.#fill(panel, page);
  }

  /** Shows the conversation of a tab again that was open when the window was closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { pages } = this.#options;
    panel.webview.options = webviewOptions(this.#options.extensionUri);
    const page = pages.open(undefined);
    this.#fill(panel, page);
    if (panel.active) pages.use(page);
    const { addressSaved, reopen } = await import('./tabs/restoreTab.ts');
    const address = addressSaved(state);
    const session = address && (await reopen(this.#options, address));
    // Whoever has gone on meanwhile is not taken away.
    if (session && !page.session) pages.showOn(page, session);
  }

  #fill(panel: vscode.WebviewPanel, page: Page): void {
    const { extensionUri, pages } = this.#options;
    const named = nameAfterConversation(panel, page);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    const tab: Tab = { panel, page, binding: undefined, pendingFocus: undefined };
    panel.onDidChangeViewState(() => {
      if (panel.active) pages.use(page);
      if (panel.visible) this.#see();
      else this.#hide(tab.binding);
    });
    panel.onDidDispose(() => {
      named.dispose();
      this.#tabs.delete(tab);
      this.#unbind(tab.binding);
      pages.close(page);
    });
    this.#tabs.add(tab);
    inBackground(
      this.#options,
      'The page',
      this.#load(panel, page, () => this.#tabs.has(tab)).then((binding) => {
        tab.binding = binding;
        if (tab.pendingFocus) binding?.focus(tab.pendingFocus);
        tab.pendingFocus = undefined;
      }),
    );
  }

  /**
   * Reads what a page needs, with the first one that is opened, and then the page: so that none says anything before it
   * is heard. Resolves undefined for one that was closed meanwhile.
   */
  async #load(
    shown: { readonly webview: vscode.Webview; readonly visible: boolean },
    page: Page,
    isOpen: () => boolean,
  ): Promise<WebviewConnection | undefined> {
    const [{ connectPage }] = await Promise.all([import('./connectPage.ts'), this.#handleMessages()]);
    if (!isOpen()) return undefined;
    const { extensionUri, drafts } = this.#options;
    const binding: WebviewConnection = connectPage(shown, page, webviewRoot(extensionUri), this.#options, {
      draft: (session) => this.draft.show(session),
      silentMilliseconds: (session) => Date.now() - (this.#heardAt.get(session) ?? Date.now()),
      receive: (message) => {
        if (message.type !== 'draft') return this.#received.fire(message);
        // All pages with the same conversation have one draft.
        const session = this.#find(message.sessionId);
        if (!session || !this.draft.setByUser(session, message.text)) return;
        this.#received.fire(message);
        const text = drafts.get(session);
        for (const each of this.#showing(session)) if (each !== binding) each.tellDraft(session.id, text);
      },
    });
    this.#bindings.set(binding, page);
    return binding;
  }

  #handleMessages(): Promise<unknown> {
    this.#handling ??= this.#options.handleMessages();
    return this.#handling;
  }

  /** Brings the active page to the front and moves the focus in it. */
  async focus(target: FocusTarget | CitationPlace): Promise<void> {
    const tab = this.#activeTab;
    if (tab) {
      tab.panel.reveal();
      if (tab.binding) tab.binding.focus(target);
      else tab.pendingFocus = target;
      return;
    }
    if (!this.#viewBinding) this.#pendingFocus = target;
    await vscode.commands.executeCommand('expertAssistants.chat.focus');
    this.#viewBinding?.focus(target);
  }

  async show(): Promise<void> {
    const tab = this.#activeTab;
    if (tab) tab.panel.reveal(undefined, true);
    else if (this.#view) this.#view.show(true);
    else await vscode.commands.executeCommand('expertAssistants.chat.focus');
  }

  /** Undefined: the view in the side bar. A tab that shows the same is preferred where only it is seen. */
  get #activeTab(): Tab | undefined {
    const { pages } = this.#options;
    const tabs = [...this.#tabs];
    const active = tabs.find(({ page }) => page === pages.activePage);
    if (active || this.#view?.visible) return active;
    return tabs.find(({ panel, page }) => panel.visible && page.session === pages.active);
  }

  showState(): void {
    this.#each((binding) => binding.showState());
  }

  /** A page that is not there yet gets the whole state when it comes. */
  tell(message: ToWebview): void {
    const session = message.type === 'draft' && this.#find(message.sessionId);
    if (session) this.draft.setByHost(session, message.text);
    const { activePage } = this.#options.pages;
    const isMeant = (page: Page) =>
      'sessionId' in message ? page.session?.id === message.sessionId : page === activePage;
    for (const [binding, page] of this.#bindings) if (isMeant(page)) binding.tell(message);
  }

  /** What was a draft has become a question, or another window has made something of it. */
  showDraft(session: ChatSession): void {
    const text = this.draft.show(session);
    for (const binding of this.#showing(session)) binding.tellDraft(session.id, text);
  }

  /** For a moment in the status bar, and for screen readers: what has just been done, and is seen nowhere. */
  say(text: Sentence): void {
    this.#options.prompts.status(text, 4_000);
    // The page in use may be a tab behind a document: there, nobody would hear it.
    const visible = [...this.#bindings].filter(([binding]) => binding.visible);
    const heard = visible.find(([, page]) => page === this.#options.pages.activePage) ?? visible[0];
    heard?.[0].tell({ type: 'announce', text });
  }

  draftSet(session: ChatSession, text: string): void {
    this.draft.setByHost(session, text);
  }

  showHead(): void {
    this.#each((binding) => binding.showHead());
  }

  /** What is shown is seen; of the other conversations the view's badge tells. */
  #see(): void {
    const { pages, unseen } = this.#options;
    for (const session of pages.shown) if (this.sees(session)) unseen.remove(session);
    const names = unseen.sessions.map(({ assistant }) => assistant.name);
    if (this.#view) setBadge(this.#view, names.length, t('Answer not seen yet: {0}', whole(listed(names))));
  }

  #showing(session: ChatSession): readonly WebviewConnection[] {
    return [...this.#bindings].flatMap(([binding, page]) => (page.session === session ? [binding] : []));
  }

  #hide(binding: WebviewConnection | undefined): void {
    binding?.hidden();
    this.#options.drafts.rest();
  }

  #find(sessionId: string): ChatSession | undefined {
    return this.#options.sessions.open.find(({ id }) => id === sessionId);
  }

  #unbind(binding: WebviewConnection | undefined): void {
    if (!binding) return;
    this.#bindings.delete(binding);
    binding.dispose();
  }

  #each(action: (binding: WebviewConnection) => void): void {
    for (const binding of this.#bindings.keys()) action(binding);
  }

  override dispose(): void {
    // What is still being read is not bound any more.
    this.#view = undefined;
    this.#each((binding) => binding.dispose());
    for (const { panel } of this.#tabs) panel.dispose();
    super.dispose();
  }
}

function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: [webviewRoot(extensionUri)] };
}
