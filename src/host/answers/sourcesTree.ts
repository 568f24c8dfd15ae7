import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';
import type { Message, Source } from '../../chat/model/model.ts';
import { passageRows } from '../../chat/text/passageRows.ts';
import { sourcesLeftOut } from '../platform/format.ts';
import { setContextKey } from '../platform/manifest/contextKeys.ts';
import { longestTooltip, setTooltip } from '../platform/prompts.ts';
import { plain, plainLines, t } from '../platform/words.ts';

interface SourceRow {
  readonly kind: 'source';
  readonly messageId: string;
  readonly source: Source;
}
/** A line of its passage, or where it can be read as a whole. Commands take it as they take its source. */
interface DetailRow {
  readonly kind: 'passage' | 'link';
  readonly parent: SourceRow;
  readonly messageId: string;
  readonly source: Source;
  readonly text: string;
}
/** Says how many sources are left out. */
interface MoreRow {
  readonly kind: 'more';
  readonly count: number;
}
type SourceNode = SourceRow | DetailRow | MoreRow;

/** The sources of the answer that is looked at: title, section, and below it the passage and its web page. */
export class SourcesTree extends DisposableStore implements vscode.TreeDataProvider<SourceNode> {
  readonly #changes = this.register(new vscode.EventEmitter<SourceNode | undefined>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #seen = this.register(new vscode.EventEmitter<void>());
  /** It came into sight, or went out of it. */
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
    await vscode.commands.executeCommand('expertAssistants.sources.focus');
  }

  getTreeItem(node: SourceNode): vscode.TreeItem {
    if (node.kind === 'source') return sourceItem(node);
    if (node.kind === 'more') return new vscode.TreeItem(sourcesLeftOut(node.count));
    return node.kind === 'passage' ? passageItem(node) : linkItem(node);
  }

  getParent(node: SourceNode): SourceNode | undefined {
    return node.kind === 'source' || node.kind === 'more' ? undefined : node.parent;
  }

  getChildren(node?: SourceNode): SourceNode[] {
    if (!node) return [...this.#nodes];
    if (node.kind !== 'source') return [];
    const { messageId, source } = node;
    const row = (kind: DetailRow['kind'], text: string): DetailRow => ({ kind, parent: node, messageId, source, text });
    const host = source.link === undefined ? undefined : URL.parse(source.link)?.host;
    return [...passageRows(source).rows.map((text) => row('passage', text)), ...(host ? [row('link', host)] : [])];
  }

  #describe(): void {
    if (!this.#view) return;
    if (this.#nodes.length > 0) this.#view.message = '';
    else if (this.#message?.role === 'assistant' && this.#message.state === 'complete')
      this.#view.message = t('This answer has no sources.');
    else this.#view.message = t('The sources of the answer you’re reading appear here.');
  }
}

function sourceItem({ source }: SourceRow): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(`${source.id} ${source.title}`), vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon('book');
  setTooltip(item, plainLines(passageRows(source).summary || source.title, longestTooltip));
  item.contextValue = source.link === undefined ? 'source' : 'source.link';
  if (source.section !== undefined) item.description = plain(source.section);
  const name = [source.title, source.section].filter(Boolean).join(', ');
  // Else the tooltip would be read in place of the name.
  item.accessibilityInformation = { label: t('Source {0}: {1}', source.id, name) };
  return item;
}

/** One line of a passage. What a narrow view cuts off stands whole in the tooltip. */
function passageItem(row: DetailRow): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.description = plainLines(row.text);
  setTooltip(item, plainLines(row.text, longestTooltip));
  item.contextValue = 'passage';
  item.accessibilityInformation = { label: plainLines(row.text) };
  item.command = { command: 'expertAssistants.showInAnswer', title: '', arguments: [row] };
  return item;
}

/** The web page of a source, by its host. */
function linkItem(row: DetailRow): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(row.text), vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('link-external');
  setTooltip(item, plain(row.source.link ?? '', longestTooltip));
  item.contextValue = 'link';
  item.accessibilityInformation = { label: t('Open the web page of the source at {0}', row.text) };
  item.command = { command: 'expertAssistants.openSource', title: '', arguments: [row] };
  return item;
}
