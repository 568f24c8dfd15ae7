import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Subscribe } from '../../base/emitter.ts';
import type { VisibleDraft } from '../../chat/composer/visibleDraft.ts';
import type { ThreadCache } from '../../chat/ports/threads.ts';
import type { Page } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { CitationPlace, FocusTarget, FromWebview, ToWebview } from '../../protocol.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { viewIds } from '../platform/manifest/viewIds.ts';
import { setBadge } from '../platform/prompts.ts';
import { listed, type Sentence, t, whole } from '../platform/words.ts';
import { ConnectedPages, type ConnectedPagesOptions, webviewRoot } from './connectedPages.ts';
import { nameAfterConversation } from './tabs/tabTitle.ts';
import type { WebviewConnection } from './webviewConnection.ts';

export const panelType = 'expertAssistants.chatPanel';

export interface ChatViewsOptions extends ConnectedPagesOptions {
  /** The lists as they were read last, with the titles of this computer. */
  readonly readings: Pick<ThreadCache, 'threads'>;
  readonly unseen: UnseenAnswers;
}

/** An editor tab with a page. */
interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly page: Page;
  /** The connection to the page; undefined until its code was read. */
  binding: WebviewConnection | undefined;
  /** The element that gets the focus once it is there. */
  pendingFocus: FocusTarget | CitationPlace | undefined;
}

/** The pages that show conversations: the view in the side bar, and editor tabs on request. */
export class ChatViews
  extends DisposableStore
  implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, ChatPort
{
  readonly #options: ChatViewsOptions;
  readonly #pages: ConnectedPages;
  readonly onReceive: Subscribe<FromWebview>;
  #view: vscode.WebviewView | undefined;
  /** The connection to the view's page; undefined until its code was read. */
  #viewBinding: WebviewConnection | undefined;
  readonly #tabs = new Set<Tab>();
  #pendingFocus: FocusTarget | CitationPlace | undefined;

  constructor(options: ChatViewsOptions) {
    super();
    this.#options = options;
    this.#pages = this.register(new ConnectedPages(options));
    this.onReceive = this.#pages.onReceive;
    this.register(options.unseen.onChange(() => this.#see()));
  }

  /** The drafts that the message fields show. */
  get draft(): VisibleDraft {
    return this.#pages.draft;
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
    this.#pages.disconnect(this.#viewBinding);
    this.#viewBinding = undefined;
    this.#view = view;
    view.webview.options = webviewOptions(this.#options.extensionUri);
    view.onDidChangeVisibility(() => {
      if (view.visible) this.#see();
      else this.#hide(this.#viewBinding);
    });
    view.onDidDispose(() => {
      if (this.#view !== view) return;
      this.#view = undefined;
      this.#pages.disconnect(this.#viewBinding);
      this.#viewBinding = undefined;
    });
    return this.#pages
      .connect(view, this.#options.pages.first, () => this.#view === view)
      .then((binding) => {
        if (!binding) return;
        this.#viewBinding = binding;
        if (this.#pendingFocus) binding.focus(this.#pendingFocus);
        this.#pendingFocus = undefined;
      });
  }

  /** Opens the conversation beside the text, or brings the tab with it to the front. */
  openInEditor(): void {
    const { active } = this.#options.pages;
    const open = [...this.#tabs].find(({ page }) => page.session === active);
    if (open) {
      open.panel.reveal();
      return;
    }
    this.openTab(active);
  }

  openTab(session: ChatSession | undefined): void {
    const { extensionUri, pages } = this.#options;
    const { Beside } = vscode.ViewColumn;
    const panel = vscode.window.createWebviewPanel(panelType, '', Beside, webviewOptions(extensionUri));
    const page = pages.open(session);
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
      this.#pages.disconnect(tab.binding);
      pages.close(page);
      this.showHead();
    });
    this.#tabs.add(tab);
    inBackground(
      this.#options,
      'The page',
      this.#pages
        .connect(panel, page, () => this.#tabs.has(tab))
        .then((binding) => {
          tab.binding = binding;
          if (tab.pendingFocus) binding?.focus(tab.pendingFocus);
          tab.pendingFocus = undefined;
        }),
    );
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
    await vscode.commands.executeCommand(`${viewIds.chat}.focus`);
    this.#viewBinding?.focus(target);
  }

  async show(): Promise<void> {
    const tab = this.#activeTab;
    if (tab) tab.panel.reveal(undefined, true);
    else if (this.#view) this.#view.show(true);
    else await vscode.commands.executeCommand(`${viewIds.chat}.focus`);
  }

  /**
   * The active tab; undefined: the view in the side bar. A tab that shows the same is preferred where only it is seen.
   */
  get #activeTab(): Tab | undefined {
    const { pages } = this.#options;
    const tabs = [...this.#tabs];
    const active = tabs.find(({ page }) => page === pages.activePage);
    if (active || this.#view?.visible) return active;
    return tabs.find(({ panel, page }) => panel.visible && page.session === pages.active);
  }

  showState(): void {
    this.#pages.showState();
  }

  tell(message: ToWebview): void {
    this.#pages.tell(message);
  }

  showDraft(session: ChatSession): void {
    this.#pages.showDraft(session);
  }

  /** Tells what has just been done, and is seen nowhere: for a moment in the status bar, and to screen readers. */
  say(text: Sentence): void {
    this.#options.prompts.status(text, 4_000);
    this.#pages.announce(text);
  }

  draftSet(session: ChatSession, text: string): void {
    this.#pages.draft.setByHost(session, text);
  }

  showHead(): void {
    this.#pages.showHead();
  }

  /** Marks what is shown as seen; the view's badge tells of the other conversations. */
  #see(): void {
    const { pages, unseen } = this.#options;
    for (const session of pages.shown) if (this.sees(session)) unseen.remove(session);
    const names = unseen.sessions.map(({ assistant }) => assistant.name);
    if (this.#view) setBadge(this.#view, names.length, t('Answer not seen yet: {0}', whole(listed(names))));
  }

  #hide(binding: WebviewConnection | undefined): void {
    binding?.hidden();
    this.#options.drafts.rest();
  }

  override dispose(): void {
    // What is still being read is not bound any more.
    this.#view = undefined;
    for (const { panel } of this.#tabs) panel.dispose();
    super.dispose();
  }
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: [webviewRoot(extensionUri)] };
}
