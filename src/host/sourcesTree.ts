import * as vscode from 'vscode';
import { withNames } from '../chat/hiddenCharacters.ts';
import type { Message, Source } from '../chat/model.ts';
import { plainLine } from '../chat/plainLine.ts';
import { Owner } from './disposable.ts';

type SourceNode =
  | { readonly kind: 'source'; readonly messageId: string; readonly source: Source }
  | { readonly kind: 'passage'; readonly parent: SourceNode & { kind: 'source' }; readonly text: string };

/** The sources of the answer that is looked at: title, section, and below it the passage. */
export class SourcesTree extends Owner implements vscode.TreeDataProvider<SourceNode> {
  readonly #changes = this.register(new vscode.EventEmitter<SourceNode | undefined>());
  readonly onDidChangeTreeData = this.#changes.event;
  #view: vscode.TreeView<SourceNode> | undefined;
  #message: Message | undefined;
  #nodes: readonly SourceNode[] = [];

  /** The view that shows this tree; set once it was made. */
  attach(view: vscode.TreeView<SourceNode>): void {
    this.#view = view;
    this.#describe();
  }

  show(message: Message | undefined): void {
    const before = this.#message;
    this.#message = message;
    if (message?.id === before?.id && message?.sources === before?.sources) {
      this.#describe();
      return;
    }
    this.#nodes = (message?.sources ?? []).map((source) => ({
      kind: 'source',
      messageId: message?.id ?? '',
      source,
    }));
    this.#describe();
    this.#changes.fire(undefined);
  }

  /** Shows `message` and selects one of its sources, without taking the focus from the conversation. */
  async reveal(message: Message, sourceId: string): Promise<void> {
    this.show(message);
    const node = this.#nodes.find((candidate) => candidate.kind === 'source' && candidate.source.id === sourceId);
    if (node) await this.#view?.reveal(node, { select: true, focus: false, expand: true });
  }

  async focus(): Promise<void> {
    await vscode.commands.executeCommand('expertAssistants.sources.focus');
  }

  getTreeItem(node: SourceNode): vscode.TreeItem {
    return node.kind === 'source' ? sourceItem(node) : passageItem(node.text, node.parent.source);
  }

  getParent(node: SourceNode): SourceNode | undefined {
    return node.kind === 'passage' ? node.parent : undefined;
  }

  getChildren(node?: SourceNode): SourceNode[] {
    if (!node) return [...this.#nodes];
    if (node.kind === 'passage') return [];
    return node.source.passage
      .split('\n')
      .map(plainLine)
      .filter((text) => text !== '')
      .map((text) => ({ kind: 'passage', parent: node, text }));
  }

  #describe(): void {
    if (!this.#view) return;
    if (this.#nodes.length > 0) this.#view.message = '';
    else if (this.#message?.role === 'assistant' && this.#message.state === 'complete')
      this.#view.message = vscode.l10n.t('This answer names no sources.');
    else this.#view.message = vscode.l10n.t('The sources of the answer you are reading appear here.');
  }
}

function sourceItem({ source }: SourceNode & { kind: 'source' }): vscode.TreeItem {
  const item = new vscode.TreeItem(
    `${source.id} ${withNames(source.title)}`,
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.iconPath = new vscode.ThemeIcon('book');
  item.tooltip = withNames(source.passage.split('\n').map(plainLine).join('\n').trim() || source.title);
  item.contextValue = source.link === undefined ? 'source' : 'source.link';
  if (source.section !== undefined) item.description = withNames(source.section);
  return item;
}

/** One line of a passage. What a narrow view cuts off stands whole in the tooltip, with the lines around it. */
function passageItem(text: string, { passage }: Source): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.description = withNames(text);
  item.tooltip = withNames(passage.split('\n').map(plainLine).join('\n').trim());
  item.contextValue = 'passage';
  return item;
}
