import * as vscode from 'vscode';
import type { ContextItem } from '../../chat/model/model.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';
import { fileName } from './fileName.ts';
import type { TextTarget } from './targetEditor.ts';

interface Needed {
  readonly target: TextTarget;
}

/** Text of a document that a question is about. */
export interface SelectedText {
  readonly document: vscode.TextDocument;
  /** The range from the first text to the last. */
  readonly range: vscode.Range;
  readonly context: ContextItem;
}

/**
 * Returns the selected text of the editor one last wrote in, several texts in their order; undefined when it has no
 * words.
 */
export async function selectionAsContext(parts: Needed): Promise<ContextItem | undefined> {
  return (await selectedText(parts))?.context;
}

export async function selectedText({ target }: Needed): Promise<SelectedText | undefined> {
  const editor = vscode.window.activeTextEditor ?? (await target.editor());
  if (!editor) return undefined;
  const { document, selections } = editor;
  const selected = selections
    .filter(({ isEmpty }) => !isEmpty)
    .toSorted((a, b) => a.start.compareTo(b.start))
    .filter((range) => document.getText(range).trim() !== '');
  return textOf(document, selected);
}

/** The line at the cursor of the editor one last wrote in, where the person agrees to it; undefined also when it is empty. */
export async function agreedLine({
  target,
  prompts,
}: Needed & { readonly prompts: Prompts }): Promise<SelectedText | undefined> {
  const editor = vscode.window.activeTextEditor ?? (await target.editor());
  const line = editor?.document.lineAt(editor.selection.active.line);
  const found = editor && line && !line.isEmptyOrWhitespace ? textOf(editor.document, [line.range]) : undefined;
  const use = t('Use Current Line');
  const said = await prompts.tell('info', t('First select the text you want to ask about.'), ...(found ? [use] : []));
  return said === use ? found : undefined;
}

function textOf(document: vscode.TextDocument, ranges: readonly vscode.Range[]): SelectedText | undefined {
  const [first, last] = [ranges[0], ranges.at(-1)];
  const context = contextOf(document, ranges);
  return first && last && context && { document, range: new vscode.Range(first.start, last.end), context };
}

/** All of a document, with its lines. */
export function documentAsContext(document: vscode.TextDocument): ContextItem | undefined {
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  return document.getText().trim() === '' ? undefined : contextOf(document, [all]);
}

/** The whole lines that a range touches. */
export function linesAsContext(document: vscode.TextDocument, range: vscode.Range): ContextItem | undefined {
  const { start, end } = document.validateRange(range);
  return contextOf(document, [new vscode.Range(start.with({ character: 0 }), document.lineAt(end.line).range.end)]);
}

/** Texts of a document, joined in their order. */
function contextOf(document: vscode.TextDocument, ranges: readonly vscode.Range[]): ContextItem | undefined {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return undefined;
  // A selection that ends at the start of a line does not reach into that line.
  const ends = last.end.character === 0 && last.end.line > last.start.line;
  return {
    id: crypto.randomUUID(),
    label: fileName(document),
    firstLine: first.start.line + 1,
    lastLine: last.end.line + (ends ? 0 : 1),
    text: ranges.map((range) => document.getText(range)).join('\n\n'),
  };
}
