import * as vscode from 'vscode';
import { ChatError } from '../../chat/model/errors.ts';
import type { ContextItem } from '../../chat/model/model.ts';
import { fileName } from '../documents/fileName.ts';
import { t } from '../platform/words.ts';

/** Larger files are not read at all, in bytes: no question takes so much. */
const largest = 4_000_000;

/**
 * Returns the references that the person put into a question of VS Code's chat, exactly as they are sent. References
 * that VS Code adds by itself, the open file or instructions, stay here. Fails with a ChatError when one cannot be
 * read.
 */
export function contextOf(references: readonly vscode.ChatPromptReference[]): Promise<readonly ContextItem[]> {
  return Promise.all(references.filter(isOwn).map(contextItem));
}

/** The places that `contextOf` has read. */
export function placesOf(references: readonly vscode.ChatPromptReference[]): readonly (vscode.Uri | vscode.Location)[] {
  return references
    .filter(isOwn)
    .map(({ value }) => value)
    .filter((value) => value instanceof vscode.Uri || value instanceof vscode.Location);
}

function isOwn({ id, range }: vscode.ChatPromptReference): boolean {
  return range !== undefined || !id.startsWith('vscode.');
}

async function contextItem({ value }: vscode.ChatPromptReference): Promise<ContextItem> {
  if (typeof value === 'string') {
    const lastLine = value.split(/\r\n|\r|\n/).length;
    return { id: crypto.randomUUID(), label: t('Text'), firstLine: 1, lastLine, text: value };
  }
  const place = value instanceof vscode.Location ? value : value instanceof vscode.Uri ? { uri: value } : undefined;
  if (!place) throw new ChatError('not-supported', { processed: 'no' });
  const document = await read(place.uri);
  const whole = new vscode.Range(0, 0, document.lineCount - 1, document.lineAt(document.lineCount - 1).text.length);
  const range = 'range' in place ? document.validateRange(place.range) : whole;
  return {
    id: crypto.randomUUID(),
    label: fileName(document),
    firstLine: range.start.line + 1,
    lastLine: range.end.line + 1,
    text: document.getText(range),
  };
}

/**
 * Opens a file without its failure: the file system names the path, often a client's name, and none of it is passed on.
 */
async function read(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open;
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0 || size > largest) throw new Error('not a text that fits');
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new ChatError('file-unreadable', { processed: 'no' });
  }
}
