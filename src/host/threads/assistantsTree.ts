import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { Assistant, Thread } from '../../chat/model/model.ts';
import type { ThreadCache, ThreadFolders } from '../../chat/ports/threads.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { connectionSettings } from '../connections/settings/connectionSettings.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { shownAsOf } from '../platform/format.ts';
import { t } from '../platform/words.ts';
import { ThreadLists } from './pagedLists.ts';
import { ThreadNodes } from './threadNodes.ts';
import { type AssistantNode, type ConnectionNode, type ThreadNode, type TreeNode, TreeNodes } from './treeNodes.ts';

/** connection › assistant › folder › thread, each read when it is opened. */
export class AssistantsTree extends DisposableStore implements vscode.TreeDataProvider<TreeNode>, ConversationList {
  readonly #providers: Providers;
  readonly #directory: AssistantDirectory;
  readonly #cache: Pick<ThreadCache, 'threads'>;
  readonly #threadNodes: ThreadNodes;
  readonly #isRunning: (thread: Thread) => boolean;
  readonly #changes = this.register(new vscode.EventEmitter<TreeNode | undefined>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #nodes = new TreeNodes();
  readonly #seen = this.register(new vscode.EventEmitter<void>());
  /** The list came into sight. */
  readonly onSeen = this.#seen.event;
  readonly #lists: ThreadLists<AssistantNode>;
  /** Connections and folders that are opened when they are first drawn. */
  readonly #expanded = new Set<string>();
  readonly #life = new AbortController();
  #view: vscode.TreeView<TreeNode> | undefined;

  constructor(
    providers: Providers,
    directory: AssistantDirectory,
    { cache, folders }: { readonly cache: Pick<ThreadCache, 'threads'>; readonly folders: ThreadFolders },
    isRunning: (thread: Thread) => boolean,
  ) {
    super();
    this.#cache = cache;
    this.#threadNodes = new ThreadNodes(folders, this.#nodes);
    this.#isRunning = isRunning;
    this.#providers = providers;
    this.#directory = directory;
    this.#lists = new ThreadLists(async ({ connection, assistant }, cursor) =>
      (await providers.of(connection.id)).listThreads(assistant.id, cursor, this.#life.signal),
    );
  }

  /** The view that shows this tree; set once it was made. */
  attach(view: vscode.TreeView<TreeNode>): void {
    this.#view = view;
    this.register(view.onDidChangeVisibility(({ visible }) => visible && this.#seen.fire()));
  }

  get view(): vscode.TreeView<TreeNode> | undefined {
    return this.#view;
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    // The rows are worded once the list is seen.
    const items = await import('./treeItems.ts');
    switch (node.kind) {
      case 'connection':
        return items.connectionItem(node.connection, this.#expanded.has(node.connection.id));
      case 'assistant':
        return items.assistantItem(node);
      case 'folder':
        return items.folderItem(node, this.#expanded.has(node.folder.id));
      case 'thread':
        return items.threadItem(node, this.#isRunning(node.thread));
      case 'problem':
        return items.problemItem(node.problem);
      case 'failure':
        return items.failureItem(node.error, node.connection);
      case 'more':
        return items.moreItem(node);
      case 'hint':
        return items.hintItem(node.text);
      default:
        return node satisfies never;
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === 'thread') return node.folder ?? node.parent;
    if (node.kind === 'folder' || node.kind === 'more') return node.parent;
    return node.kind === 'assistant' ? this.connectionNode(node.connection) : undefined;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.#roots();
    if (node.kind === 'connection') {
      return this.#guard(
        node.connection,
        () => this.#assistants(node),
        async () => this.#assistantNodes(node, this.#directory.known(node.connection.id)),
      );
    }
    if (node.kind === 'assistant') {
      return this.#guard(
        node.connection,
        () => this.#listedThreads(node),
        () => this.#keptThreads(node),
      );
    }
    return node.kind === 'folder' ? this.#threadNodes.inFolder(node) : [];
  }

  connectionNode(connection: Connection): ConnectionNode {
    return this.#nodes.of({ kind: 'connection', connection }, connection.id);
  }

  assistantNode(connection: Connection, assistant: Assistant): AssistantNode {
    return this.#nodes.of({ kind: 'assistant', connection, assistant }, connection.id, assistant.id);
  }

  /** The node of a thread whose assistant is known; for revealing it. */
  threadNode(thread: Thread): ThreadNode | undefined {
    const connection = this.#providers.connection(thread.connectionId);
    const assistant = this.#directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId);
    if (!connection || !assistant) return undefined;
    return this.#threadNodes.of(this.assistantNode(connection, assistant), thread);
  }

  get visible(): boolean {
    return this.#view?.visible === true;
  }

  /** Unfolds and selects the row of a conversation, or of its assistant before its first question. The focus stays. */
  async reveal({ thread, connectionId, assistant }: ChatSession): Promise<boolean> {
    if (thread) await this.#threadNodes.readFolders();
    const connection = this.#providers.connection(connectionId);
    const known = this.#directory.known(connectionId).find(({ id }) => id === assistant.id);
    if (!connection || !known || !this.visible) return false;
    const node = (thread && this.threadNode(thread)) ?? this.assistantNode(connection, known);
    await this.#view?.reveal(node, { select: true, focus: false });
    return true;
  }

  /** Unfolds the row of an assistant: a click on it begins a conversation, and VS Code then leaves the row folded. */
  async unfold({ connection, assistant }: AssistantNode): Promise<void> {
    if (this.visible)
      await this.#view?.reveal(this.assistantNode(connection, assistant), { focus: false, expand: true });
  }

  /** Shows a connection opened, from when it is next drawn. */
  expand(connectionId: string): void {
    this.#expanded.add(connectionId);
    this.#changes.fire(undefined);
  }

  /** A thread was put into a folder, or out of one: where the view is seen, it shows where to. The focus stays. */
  async moved(thread: Thread): Promise<void> {
    await this.#threadNodes.readFolders();
    const node = this.threadNode(thread);
    if (node?.folder) this.#expanded.add(node.folder.folder.id);
    this.#changes.fire(undefined);
    if (node && this.#view?.visible) await this.#view.reveal(node, { select: true, focus: false });
  }

  /** Reads everything anew. */
  refresh(): void {
    this.#lists.forget(() => true);
    this.#directory.refresh();
    this.#changes.fire(undefined);
  }

  /** Shows what changed in the settings, without asking anyone about what did not change. */
  redraw(): void {
    this.#changes.fire(undefined);
  }

  /** Reads one connection anew, for example after its key changed. */
  refreshConnection(connectionId: string): void {
    this.#lists.forget(({ connection }) => connection.id === connectionId);
    this.#directory.refresh(connectionId);
    this.#changes.fire(undefined);
  }

  /** Reads one assistant's threads anew, for example after one was begun or deleted. */
  refreshThreads(connectionId: string, assistantId: string): void {
    const node = this.#nodes.find('assistant', connectionId, assistantId);
    if (!node) return;
    this.#lists.forget((each) => each === node);
    this.#changes.fire(node);
  }

  /** Shows anew what is known of one thread, for example that an answer is on its way there. */
  redrawThread(thread: Thread): void {
    const node = this.#nodes.find('thread', thread.connectionId, thread.assistantId, thread.id);
    if (node) this.#changes.fire(node);
  }

  /** A thread has been gone on with: it stands first, as the vendor lists it from now on. Nobody is asked. */
  wentOn(thread: Thread, updatedAt: string): void {
    const node = this.#nodes.find('assistant', thread.connectionId, thread.assistantId);
    if (node && this.#lists.wentOn(node, thread, updatedAt)) this.#changes.fire(node);
  }

  /** Adds the next page of an assistant's threads. */
  async more(node: AssistantNode): Promise<void> {
    if (await this.#lists.more(node)) this.#changes.fire(node);
  }

  #roots(): TreeNode[] {
    const { problems } = connectionSettings();
    const { connections } = this.#providers;
    this.#prune(
      [],
      connections.map(({ id }) => id),
    );
    const shown = problems.map((problem): TreeNode => ({ kind: 'problem', problem }));
    return [...connections.map((connection) => this.connectionNode(connection)), ...shown];
  }

  async #assistants({ connection }: ConnectionNode): Promise<TreeNode[]> {
    const assistants = await this.#directory.list(connection.id);
    const nodes = this.#assistantNodes({ kind: 'connection', connection }, assistants);
    return nodes.length === 0 ? [{ kind: 'hint', text: t('No assistants') }] : nodes;
  }

  #assistantNodes({ connection }: ConnectionNode, assistants: readonly Assistant[]): TreeNode[] {
    this.#prune(
      [connection.id],
      assistants.map(({ id }) => id),
    );
    return assistants.map((assistant) => this.assistantNode(connection, assistant));
  }

  async #listedThreads(node: AssistantNode): Promise<TreeNode[]> {
    const list = await this.#lists.of(node);
    if (list.threads.length === 0 && list.cursor === undefined) {
      return [{ kind: 'hint', text: t('No conversations yet') }];
    }
    const nodes = await this.#threadNodes.list(node, list.threads);
    return list.cursor === undefined ? nodes : [...nodes, { kind: 'more', parent: node }];
  }

  /** Returns the stored list: its conversations can be opened and read without a network. */
  async #keptThreads(node: AssistantNode): Promise<TreeNode[]> {
    const kept = await this.#lists.fresh(node, () => this.#cache.threads(node.connection.id, node.assistant.id));
    if (!kept) return [];
    return [{ kind: 'hint', text: shownAsOf(kept.readAt) }, ...(await this.#threadNodes.list(node, kept.value))];
  }

  async #guard(
    connection: Connection,
    read: () => Promise<TreeNode[]>,
    kept: () => Promise<TreeNode[]>,
  ): Promise<TreeNode[]> {
    try {
      return await read();
    } catch (error) {
      return [{ kind: 'failure', error: errorData(error), connection }, ...(await kept())];
    }
  }

  /** Drops rows that are not listed any more, with what was read of them. */
  #prune(above: readonly string[], listed: readonly string[]): void {
    const gone = new Set(this.#nodes.prune(above, listed));
    this.#lists.forget((node) => gone.has(node));
  }

  override dispose(): void {
    this.#life.abort(new DOMException('Closed', 'AbortError'));
    super.dispose();
  }
}
