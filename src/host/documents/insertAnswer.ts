import * as vscode from 'vscode';
import type { Message } from '../../chat/model/model.ts';
import { endOf, type Insertion, moved, type Place, padWithBlankLines, withRoom } from '../../chat/text/blankLines.ts';
import type { CitationForm } from '../../chat/text/citations/citations.ts';
import { sourcesLeftOut } from '../platform/format.ts';
import type { Prompts } from '../platform/prompts.ts';
import { insertCitations } from '../platform/settings.ts';
import { type Sentence, t } from '../platform/words.ts';
import type { ReadOnlyTexts } from './readOnlyDocuments.ts';
import { selectionToReplace } from './selectionToReplace.ts';
import type { TextTarget } from './targetEditor.ts';

type Citations = Awaited<ReturnType<typeof citations>>;

/** What has been done, in words, where it was done and cannot be seen in the chat. */
type Done = Promise<Sentence | undefined>;

interface Needed {
  readonly target: TextTarget;
  readonly prompts: Prompts;
}

/** Puts the answer at the cursor. */
export function insertAtCursor(parts: Needed, answer: Message): Done {
  return edit(parts, answer, (editor) => new vscode.Range(editor.selection.active, editor.selection.active));
}

/** Puts the answer in the place of the selection; where there is none, or more than one, the person is asked. */
export async function replaceSelection(parts: Needed, answer: Message): Done {
  const editor = await parts.target.editor();
  if (editor) {
    const { ask } = selectionToReplace(editor.selections);
    if (ask === 'none' && !(await insertsInstead(parts))) return undefined;
    if (ask === 'several' && !(await replacesOne(parts))) return undefined;
  }
  return edit(parts, answer, ({ selections, selection }) => selectionToReplace(selections).selection ?? selection);
}

/** Code of an answer goes in as it is. */
export async function insertCode(parts: Needed, code: string): Done {
  const editor = await parts.target.editor();
  if (!editor) return openUntitled(code, undefined);
  return apply(parts, editor, editor.selection, { text: code, caret: code });
}

export async function openNew(parts: { readonly prompts: Prompts }, answer: Message): Promise<undefined> {
  if (await agreed(parts, answer)) await openUntitled(textFor(await citations(), answer, undefined), 'markdown');
}

export async function copy(answer: Message): Done {
  await vscode.env.clipboard.writeText(copyText(await citations(), answer));
  return answer.sources.length > 0 ? t('Answer copied with its sources') : t('Answer copied');
}

export async function copyCode(code: string): Done {
  await vscode.env.clipboard.writeText(code);
  return t('Code copied');
}

/** Shows the document beside what it would be with the answer in place of its selection. Changes nothing. */
export async function preview(parts: Needed & { readonly texts: ReadOnlyTexts }, answer: Message): Promise<undefined> {
  const editor = await parts.target.editor();
  if (!editor) return openNew(parts, answer);
  const { document, selection } = editor;
  const [before, after] = around(document, selection);
  const text = padWithBlankLines(textFor(await citations(), answer, document), before, after);
  const path = document.uri.path.startsWith('/') ? document.uri.path : `/${document.uri.path}`;
  const uri = parts.texts.add(path, `${before}${text}${after}`);
  const title = t('{0} with the answer', parts.target.name ?? '');
  await vscode.commands.executeCommand('vscode.diff', document.uri, uri, title);
}

async function edit(parts: Needed, answer: Message, range: (editor: vscode.TextEditor) => vscode.Range): Done {
  if (!(await agreed(parts, answer))) return undefined;
  const forms = await citations();
  const editor = await parts.target.editor();
  if (!editor) return openUntitled(textFor(forms, answer, undefined), 'markdown');
  const place = range(editor);
  const text = textFor(forms, answer, editor.document);
  return apply(parts, editor, place, withRoom(text, ...around(editor.document, place)));
}

/** Read when an answer goes somewhere: the parser that tells code from prose is large. */
const citations = () => import('../../chat/text/citations/citations.ts');

/** The answer as Markdown with its list of sources. */
function copyText({ withCitations }: Citations, answer: Message): string {
  return withLeftOut(
    answer,
    'inline',
    withCitations(answer, { form: 'inline', heading: t('Sources'), escaped: 'images' }),
  );
}

function textFor(forms: Citations, answer: Message, document: vscode.TextDocument | undefined): string {
  const language = document?.languageId ?? 'markdown';
  const form = forms.citationForm(insertCitations(), language);
  const options = {
    form,
    heading: t('Sources'),
    ...(forms.isMarkdown(language) && { escaped: 'all' as const }),
    ...(document && { document: document.getText() }),
  };
  return withLeftOut(answer, form, forms.withCitations(answer, options));
}

/** Below the sources how many more there are, where there are more than are listed. */
function withLeftOut({ moreSources = 0 }: Message, form: CitationForm, text: string): string {
  return moreSources === 0 || form === 'none' ? text : `${text}\n\n${sourcesLeftOut(moreSources)}`;
}

/** What stands before and after a place. */
function around(document: vscode.TextDocument, range: vscode.Range): readonly [string, string] {
  const start = new vscode.Position(0, 0);
  const end = document.lineAt(document.lineCount - 1).range.end;
  return [document.getText(new vscode.Range(start, range.start)), document.getText(new vscode.Range(range.end, end))];
}

/** An answer that is not whole goes nowhere without the person knowing. */
async function agreed({ prompts }: { readonly prompts: Prompts }, answer: Message): Promise<boolean> {
  if (answer.state === 'complete') return true;
  const insert = t('Use Anyway');
  const message = t('This answer isn’t complete.');
  const detail = t('It was stopped or interrupted. You can still use the partial answer.');
  return (await prompts.confirm({ message, detail }, insert)) === insert;
}

async function insertsInstead({ target, prompts }: Needed): Promise<boolean> {
  const insert = t('Insert at Cursor');
  return (await prompts.tell('info', t('Nothing is selected in {0}.', target.name ?? ''), insert)) === insert;
}

async function replacesOne({ target, prompts }: Needed): Promise<boolean> {
  const replace = t('Replace Main Selection');
  const message = t('Several texts are selected in {0}.', target.name ?? '');
  const detail = t(
    'The answer takes the place of the main selection: the first one that was made. The others stay as they are.',
  );
  return (await prompts.confirm({ message, detail }, replace)) === replace;
}

async function apply(
  { target, prompts }: Needed,
  editor: vscode.TextEditor,
  range: vscode.Range,
  { text, caret }: Insertion,
): Done {
  const ranges: readonly vscode.Range[] = editor.selections;
  const chosen = Math.max(0, ranges.indexOf(range));
  const others = editor.selections.filter((_, index) => index !== chosen);
  const done = await editor.edit((edit) => edit.replace(range, text), { undoStopBefore: true, undoStopAfter: true });
  if (done) {
    // VS Code would leave what came selected, for the next key to overwrite.
    const cursor = position(endOf(range.start, caret));
    const end = endOf(range.start, text);
    editor.selections = [new vscode.Selection(cursor, cursor), ...others.map((other) => behind(other, range, end))];
    // Its beginning, and as much of the rest as there is room for.
    editor.revealRange(new vscode.Range(range.start, cursor), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    const key = 'hasInserted';
    void vscode.commands.executeCommand('setContext', `expertAssistants.${key}`, true);
    const name = target.name ?? '';
    return others.length === 0 ? t('Inserted in {0}', name) : t('Inserted in {0} at the main cursor only', name);
  }
  const open = t('Open in New Document');
  const choice = await prompts.tell('warning', t('This document can’t be edited.'), open);
  return choice === open ? openUntitled(text, editor.document.languageId) : undefined;
}

/** Another selection, which stays with its text when that of `range` comes to end at `end`. */
function behind(other: vscode.Selection, range: vscode.Range, end: Place): vscode.Selection {
  if (other.end.isBeforeOrEqual(range.start)) return other;
  const there = (place: Place) => position(moved(place, range.end, end));
  return new vscode.Selection(there(other.anchor), there(other.active));
}

function position({ line, character }: Place): vscode.Position {
  return new vscode.Position(line, character);
}

/** The document comes to the front, which says it all. */
export async function openUntitled(content: string, language: string | undefined): Promise<undefined> {
  const document = await vscode.workspace.openTextDocument({ content, ...(language !== undefined && { language }) });
  await vscode.window.showTextDocument(document);
}
