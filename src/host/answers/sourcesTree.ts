import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Message } from '../../chat/model/model.ts';
import { setContextKey } from '../platform/manifest/contextKeys.ts';
import { viewIds } from '../platform/manifest/viewIds.ts';
import { t } from '../platform/words.ts';
import type { SourceNode, SourceRow } from './sourceRows.ts';

/** The rows are worded once somebody sees them. */
const sourceRows = () => import('./sourceRows.ts');

/** The sources of the answer that is looked at: title, section, and below it the passage and its web page. */
export class SourcesTree extends DisposableStore implements vscode.TreeDataProvider<SourceNode> {
  readonly #changes = this.register(new vscode.EventEmitter<SourceNode | undefined>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #seen = this.register(new vscode.EventEmitter<void>());
  /** Fires when the list comes into sight, or goes out of it. */
  readonly onSeen = this.#seen.event;
  #view: vscode.TreeView<SourceNode> | undefined;
  #message: Message | undefined;
  #chosen: string | undefined;
  #nodes: readonly SourceNode[] = [];

  /** The view that shows this tree; set once it was made. */
  attach(view: vscode.TreeView<SourceNode>): void {
    this.#view = view;
    this.register(view.onDidChangeVisibility(() => this.#seen.fire()));
    this.#describe();
  }

  show(message: Message | undefined): void {
    const before = this.#message;
    this.#message = message;
    const isSame = message?.sources === before?.sources && message?.moreSources === before?.moreSources;
    if (message?.id === before?.id && isSame) {
      this.#describe();
      return;
    }
    const { id: messageId = '', sources = [], moreSources: count = 0 } = message ?? {};
    this.#nodes = [
      ...sources.map((source): SourceRow => ({ kind: 'source', messageId, source })),
      ...(count > 0 ? [{ kind: 'more', count } as const] : []),
    ];
    this.#describe();
    this.#changes.fire(undefined);
  }

  /** The answer whose source was chosen last, as long as nothing is asked after it. */
  get chosen(): string | undefined {
    return this.#chosen;
  }

  forgetChoice(): void {
    this.#chosen = undefined;
  }

  /** Shows `message` and selects one of its sources, without taking the focus from the conversation. */
  async reveal(message: Message, sourceId: string): Promise<void> {
    void setContextKey('hasReadSource', true);
    this.show(message);
    this.#chosen = message.id;
    if (!this.visible) return;
    const node = this.#nodes.find((candidate) => candidate.kind === 'source' && candidate.source.id === sourceId);
    if (node) await this.#view?.reveal(node, { select: true, focus: false, expand: true });
  }

  /** Whether a person can see it: then a passage is shown in it, and nowhere else. */
  get visible(): boolean {
    return this.#view?.visible === true;
  }

  /** The view is there from the first time on that somebody wants it. */
  async focus(): Promise<void> {
    await setContextKey('sourcesShown', true);
    await vscode.commands.executeCommand(`${viewIds.sources}.focus`);
  }

  async getTreeItem(node: SourceNode): Promise<vscode.TreeItem> {
    return (await sourceRows()).sourceRowItem(node);
  }

  getParent(node: SourceNode): SourceNode | undefined {
    return node.kind === 'source' || node.kind === 'more' ? undefined : node.parent;
  }

  async getChildren(node?: SourceNode): Promise<SourceNode[]> {
    if (!node) return [...this.#nodes];
    return node.kind === 'source' ? (await sourceRows()).detailRows(node) : [];
  }

  #describe(): void {
    if (!this.#view) return;
    if (this.#nodes.length > 0) this.#view.message = '';
    else if (this.#message?.role === 'assistant' && this.#message.state === 'complete')
      this.#view.message = t('This answer has no sources.');
    else this.#view.message = t('The sources of the answer you’re reading appear here.');
  }
}
