import * as vscode from 'vscode';
import { citationForm, withCitations } from '../chat/citations.ts';
import type { Message } from '../chat/model.ts';
import { setApart } from '../chat/placement.ts';
import type { Parts } from './parts.ts';
import { type Sentence, t } from './platform/words.ts';
import { insertCitations } from './settings.ts';

/** What has been done, in words, where it was done and cannot be seen in the chat. */
type Done = Promise<Sentence | undefined>;

type Needed = Pick<Parts, 'target' | 'prompts'>;

/** Puts the answer at the cursor. */
export function insertAtCursor(parts: Needed, answer: Message): Done {
  return edit(parts, answer, (editor) => new vscode.Range(editor.selection.active, editor.selection.active));
}

/** Puts the answer in the place of the selection; where there is none, the person is asked. */
export async function replaceSelection(parts: Needed, answer: Message): Done {
  const editor = await parts.target.editor();
  if (editor?.selection.isEmpty && !(await insertsInstead(parts))) return undefined;
  return edit(parts, answer, (editor) => editor.selection);
}

/** Code of an answer goes in as it is. */
export async function insertCode(parts: Needed, code: string): Done {
  const editor = await parts.target.editor();
  return editor ? apply(parts, editor, editor.selection, code) : openUntitled(code, undefined);
}

export async function openNew(parts: Pick<Parts, 'prompts'>, answer: Message): Promise<void> {
  if (await agreed(parts, answer)) await openUntitled(textFor(answer, undefined), 'markdown');
}

export async function copy(answer: Message): Done {
  await vscode.env.clipboard.writeText(copyText(answer));
  return answer.sources.length > 0 ? t('Answer copied with its sources') : t('Answer copied');
}

export async function copyCode(code: string): Done {
  await vscode.env.clipboard.writeText(code);
  return t('Code copied');
}

/** The text of the document with the answer in the place of its selection. */
export function replaced(answer: Message, { document, selection }: vscode.TextEditor): string {
  const [before, after] = around(document, selection);
  return `${before}${placed(answer, document, selection)}${after}`;
}

async function edit(parts: Needed, answer: Message, range: (editor: vscode.TextEditor) => vscode.Range): Done {
  if (!(await agreed(parts, answer))) return undefined;
  const editor = await parts.target.editor();
  if (!editor) return openUntitled(textFor(answer, undefined), 'markdown');
  return apply(parts, editor, range(editor), placed(answer, editor.document, range(editor)));
}

/** The answer as Markdown with its list of sources. */
function copyText(answer: Message): string {
  return withCitations(answer, { form: 'inline', heading: t('Sources') });
}

function textFor(answer: Message, document: vscode.TextDocument | undefined): string {
  return withCitations(answer, {
    form: citationForm(insertCitations(), document?.languageId ?? 'markdown'),
    heading: t('Sources'),
    ...(document && { document: document.getText() }),
  });
}

/** The answer as it goes into `range`, set apart from its neighbours. */
function placed(answer: Message, document: vscode.TextDocument, range: vscode.Range): string {
  return setApart(textFor(answer, document), ...around(document, range));
}

/** What stands before and after a place. */
function around(document: vscode.TextDocument, range: vscode.Range): readonly [string, string] {
  const start = new vscode.Position(0, 0);
  const end = document.lineAt(document.lineCount - 1).range.end;
  return [document.getText(new vscode.Range(start, range.start)), document.getText(new vscode.Range(range.end, end))];
}

/** An answer that is not whole goes nowhere without the person knowing. */
async function agreed({ prompts }: Pick<Parts, 'prompts'>, answer: Message): Promise<boolean> {
  if (answer.state === 'complete') return true;
  const insert = t('Use It Anyway');
  const message = t('This answer is not complete.');
  const detail = t('It was stopped or broke off. What is there can be used all the same.');
  return (await prompts.confirm({ message, detail }, insert)) === insert;
}

async function insertsInstead({ target, prompts }: Needed): Promise<boolean> {
  const insert = t('Insert at Cursor');
  return (await prompts.tell('info', t('Nothing is selected in {0}.', target.name ?? ''), insert)) === insert;
}

async function apply({ target, prompts }: Needed, editor: vscode.TextEditor, range: vscode.Range, text: string): Done {
  const done = await editor.edit((edit) => edit.replace(range, text), { undoStopBefore: true, undoStopAfter: true });
  if (done) {
    // VS Code would leave what came selected, for the next key to overwrite.
    const end = endOf(range.start, text);
    editor.selection = new vscode.Selection(end, end);
    // Its beginning, and as much of the rest as there is room for.
    editor.revealRange(new vscode.Range(range.start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return t('Inserted in {0}', target.name ?? '');
  }
  const open = t('Open in New Document');
  const choice = await prompts.tell('warning', t('This document cannot be changed.'), open);
  return choice === open ? openUntitled(text, editor.document.languageId) : undefined;
}

/** Where `text` ends that was put in at `start`. */
function endOf(start: vscode.Position, text: string): vscode.Position {
  const lines = text.split(/\r\n|\r|\n/);
  const { length } = lines.at(-1) ?? '';
  return lines.length === 1 ? start.translate(0, length) : new vscode.Position(start.line + lines.length - 1, length);
}

/** The document comes to the front, which says it all. */
export async function openUntitled(content: string, language: string | undefined): Promise<undefined> {
  const document = await vscode.workspace.openTextDocument({ content, ...(language !== undefined && { language }) });
  await vscode.window.showTextDocument(document);
}
