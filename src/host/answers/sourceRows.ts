import * as vscode from 'vscode';
import type { Source } from '../../chat/model/model.ts';
import { passageRows } from '../../chat/text/passageRows.ts';
import { longestTooltip, setTooltip } from '../platform/prompts.ts';
import { sourcesLeftOut } from '../platform/services/counts.ts';
import { plain, plainLines, t } from '../platform/words.ts';

export interface SourceRow {
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
export type SourceNode = SourceRow | DetailRow | MoreRow;

/** Returns the rows below a source: the lines of its passage, and its web page. */
export function detailRows(parent: SourceRow): DetailRow[] {
  const { messageId, source } = parent;
  const row = (kind: DetailRow['kind'], text: string): DetailRow => ({ kind, parent, messageId, source, text });
  const host = source.link === undefined ? undefined : URL.parse(source.link)?.host;
  return [...passageRows(source).rows.map((text) => row('passage', text)), ...(host ? [row('link', host)] : [])];
}

/** The row as VS Code shows it. */
export function sourceRowItem(node: SourceNode): vscode.TreeItem {
  if (node.kind === 'source') return sourceItem(node);
  if (node.kind === 'more') return new vscode.TreeItem(sourcesLeftOut(node.count));
  return node.kind === 'passage' ? passageItem(node) : linkItem(node);
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

/** Returns the row for one line of a passage. The part that a narrow view cuts off stands whole in the tooltip. */
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
