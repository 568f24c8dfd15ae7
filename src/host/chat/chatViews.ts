import * as vscode from 'vscode';
import { all, DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import { VisibleDraft } from '../../chat/composer/visibleDraft.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { CitationPlace, FocusTarget, FromWebview, ToWebview } from '../../protocol.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Prompts, setBadge } from '../platform/prompts.ts';
import { plain, type Sentence, t } from '../platform/words.ts';
import { type ChatHeadSources, chatHead } from './chatHead.ts';
import { refusedSentence } from './refusedSentence.ts';
import { WebviewConnection } from './webviewConnection.ts';

const panelType = 'expertAssistants.chatPanel';

export interface ChatViewsOptions extends ChatHeadSources {
  readonly extensionUri: vscode.Uri;
  readonly sessions: SessionRegistry;
  readonly drafts: Drafts;
  readonly composers: Composers;
  readonly prompts: Prompts;
  readonly log: Log;
}

/** The places where the conversation is shown: the view, and an editor tab on request. All show the same one. */
export class ChatViews extends DisposableStore implements vscode.WebviewViewProvider, ChatPort {
  readonly #options: ChatViewsOptions;
  /** What stands in the message field of all of them. */
  readonly draft: VisibleDraft;
  readonly #bindings = new Set<WebviewConnection>();
  readonly #received = this.register(new vscode.EventEmitter<FromWebview>());
  readonly onReceive = this.#received.event;
  #view: vscode.WebviewView | undefined;
  #viewBinding: WebviewConnection | undefined;
  #panel: vscode.WebviewPanel | undefined;
  #panelBinding: WebviewConnection | undefined;
  /** Where the person did something last, of two pages that show the same. */
  #used: WebviewConnection | undefined;
  #pendingFocus: FocusTarget | CitationPlace | undefined;
  /** When something was last heard of each conversation, whether it was shown then or not. */
  readonly #heardAt = new WeakMap<ChatSession, number>();

  constructor(options: ChatViewsOptions) {
    super();
    this.#options = options;
    this.draft = new VisibleDraft(options.drafts);
    this.register(options.sessions.onShown(() => this.#each((binding) => binding.showState())));
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
  }

  /** Whether a person can see the conversation. */
  get visible(): boolean {
    return this.#view?.visible === true || this.#panel?.visible === true;
  }

  resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    this.#view = view;
    view.webview.options = webviewOptions(this.#options.extensionUri);
    const binding = this.#bind(view.webview, () => view.visible);
    this.#viewBinding = binding;
    view.onDidChangeVisibility(() => {
      if (view.visible) setBadge(view, undefined);
      else this.#hide(binding);
    });
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#viewBinding = undefined;
      this.#unbind(binding);
    });
    if (this.#pendingFocus) binding.focus(this.#pendingFocus);
    this.#pendingFocus = undefined;
    return this.#write(view.webview, () => this.#view === view);
  }

  /** Opens the conversation beside the text, or brings the tab to the front. */
  openInEditor(): void {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const { extensionUri } = this.#options;
    const panel = vscode.window.createWebviewPanel(panelType, '', vscode.ViewColumn.Beside, {
      ...webviewOptions(extensionUri),
    });
    const named = nameAfterConversation(panel, this.#options.sessions);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    const binding = this.#bind(panel.webview, () => panel.visible);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#hide(binding);
    });
    panel.onDidDispose(() => {
      named.dispose();
      this.#panel = undefined;
      this.#panelBinding = undefined;
      this.#unbind(binding);
    });
    this.#panel = panel;
    this.#panelBinding = binding;
    inBackground(
      this.#options,
      'The page',
      this.#write(panel.webview, () => this.#panel === panel),
    );
  }

  /** The page and its words are read when the first one is opened. One that was closed meanwhile takes none. */
  async #write(webview: vscode.Webview, isOpen: () => boolean): Promise<void> {
    const { chatPage } = await import('./pageHtml.ts');
    if (isOpen()) webview.html = chatPage(webview, webviewRoot(this.#options.extensionUri));
  }

  /** Brings the conversation to the front and moves the focus in it: where it was used last, if it is seen twice. */
  async focus(target: FocusTarget | CitationPlace): Promise<void> {
    const isHere = !this.#view?.visible || this.#used === this.#panelBinding;
    if (this.#panel?.visible && this.#panelBinding && isHere) {
      this.#panel.reveal();
      this.#panelBinding.focus(target);
      return;
    }
    if (!this.#viewBinding) this.#pendingFocus = target;
    await vscode.commands.executeCommand('expertAssistants.chat.focus');
    this.#viewBinding?.focus(target);
  }

  /** Brings the conversation to the front and leaves the focus where it is, as far as VS Code lets it. */
  async show(): Promise<void> {
    if (this.#panel?.visible) return;
    if (this.#view) this.#view.show(true);
    else await vscode.commands.executeCommand('expertAssistants.chat.focus');
  }

  showState(): void {
    this.#each((binding) => binding.showState());
  }

  /** Tells every page; one that is not there yet gets the whole state when it comes. */
  tell(message: ToWebview): void {
    const session = message.type === 'draft' && this.#find(message.sessionId);
    if (session) this.draft.told(session, message.text);
    this.#each((binding) => binding.tell(message));
  }

  /** What was a draft has become a question. While a question is being changed, what stands there is no draft. */
  showDraft(session: ChatSession): void {
    if (this.#options.drafts.isAside(session)) return;
    const text = this.draft.show(session);
    this.#each((binding) => binding.tellDraft(session.id, text));
  }

  /** For a moment in the status bar, and for screen readers: what has just been done, and is seen nowhere. */
  say(text: Sentence): void {
    this.#options.prompts.status(text, 4_000);
    this.tell({ type: 'announce', text });
  }

  draftSet(session: ChatSession, text: string): void {
    this.draft.told(session, text);
  }

  showHead(): void {
    this.#each((binding) => binding.showHead());
  }

  /** Marks the view while an answer waits that nobody has seen. */
  badge(text: Sentence): void {
    if (this.#view && !this.visible) setBadge(this.#view, text);
  }

  #bind(webview: vscode.Webview, visible: () => boolean): WebviewConnection {
    const { sessions, log } = this.#options;
    const binding: WebviewConnection = new WebviewConnection({
      webview,
      visible,
      head: () => chatHead(sessions.shown, this.#options),
      shown: () => sessions.shown,
      draft: (session) => this.draft.show(session),
      silentMilliseconds: (session) => Date.now() - (this.#heardAt.get(session) ?? Date.now()),
      receive: (message) => {
        // These two a page also says by itself.
        if (message.type !== 'ready' && message.type !== 'draft') this.#used = binding;
        if (message.type === 'draft') this.#typed(message, binding);
        else this.#received.fire(message);
      },
      refused: (type) => void this.#options.prompts.tell('warning', refusedSentence(type)),
      log,
    });
    this.#bindings.add(binding);
    return binding;
  }

  /** All pages have one draft. */
  #typed(message: Extract<FromWebview, { type: 'draft' }>, from: WebviewConnection): void {
    const session = this.#find(message.sessionId);
    if (!session || !this.draft.typed(session, message.text)) return;
    this.#received.fire(message);
    const text = this.#options.drafts.get(session);
    for (const binding of this.#bindings) if (binding !== from) binding.tellDraft(session.id, text);
  }

  #hide(binding: WebviewConnection): void {
    binding.hidden();
    this.#options.drafts.rest();
  }

  #find(sessionId: string): ChatSession | undefined {
    return this.#options.sessions.open.find(({ id }) => id === sessionId);
  }

  #unbind(binding: WebviewConnection): void {
    this.#bindings.delete(binding);
    binding.dispose();
  }

  #each(action: (binding: WebviewConnection) => void): void {
    for (const binding of this.#bindings) action(binding);
  }

  override dispose(): void {
    this.#each((binding) => binding.dispose());
    this.#panel?.dispose();
    super.dispose();
  }
}

/** The tab is called by the conversation in it, so that two cases are not taken for each other. */
function nameAfterConversation(panel: vscode.WebviewPanel, sessions: SessionRegistry): vscode.Disposable {
  let followed: { dispose(): unknown } | undefined;
  const follow = (session: ChatSession | undefined) => {
    const name = () => {
      const chat = t('Expert Chat');
      const title = session?.thread?.title;
      panel.title = title === undefined ? chat : `${plain(title)} – ${chat}`;
    };
    followed?.dispose();
    followed = session?.onChange(name);
    name();
  };
  follow(sessions.shown);
  return all(sessions.onShown(follow), { dispose: () => followed?.dispose() });
}

function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: [webviewRoot(extensionUri)] };
}
