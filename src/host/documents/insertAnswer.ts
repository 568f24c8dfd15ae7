import * as vscode from 'vscode';
import type { Connection } from '../../chat/model/connection.ts';
import type { Message } from '../../chat/model/model.ts';
import type { Written } from '../../chat/text/citations/citations.ts';
import type { TargetText } from '../../chat/text/forms/answerIn.ts';
import type { DocumentKind } from '../../chat/text/forms/languages.ts';
import { type Insertion, withRoom } from '../../chat/text/placement/blankLines.ts';
import type { InsertionPlace } from '../../chat/text/placement/insertionPlace.ts';
import { markdownOf, structuredResult } from '../../chat/text/structuredResult.ts';
import type { Prompts } from '../platform/prompts.ts';
import { sourcesLeftOut } from '../platform/services/counts.ts';
import { creditOf } from '../platform/services/creditLine.ts';
import { insertCitations } from '../platform/settings.ts';
import { type Sentence, t } from '../platform/words.ts';
import { agreeToUse } from './agreeToUse.ts';
import type { InsertedFrom, OriginPort } from './anchors/insertedFrom.ts';
import { applyPlaced, type Change } from './applyEdit.ts';
import { kindOfDocument, otherCells } from './documentKind.ts';
import { fileName } from './fileName.ts';
import { selectionToReplace } from './selectionToReplace.ts';
import { answerDocument, jsonDocument } from './shown/newDocument.ts';
import type { TextTarget } from './targetEditor.ts';

/** A sentence that tells what has been done, where it was done and cannot be seen in the chat. */
type Done = Promise<Sentence | undefined>;

/** An answer that goes somewhere. */
export interface UsedAnswer {
  readonly answer: Message;
  /** The credit of every displayed answer. */
  readonly poweredBy?: string;
  /** Of whoever answered. */
  readonly connectionId?: string;
  /** Absent where it is from no conversation that is known here. */
  readonly from?: InsertedFrom;
}

interface Needed {
  readonly target: TextTarget;
  readonly prompts: Prompts;
  readonly origins: OriginPort;
  readonly providers: Connections;
}

/** Finds the connection that an answer came over. */
export interface Connections {
  connection(id: string): Connection | undefined;
}

/** Loads the code for an answer that goes somewhere: parsers are large. */
async function modules() {
  const [{ answerIn }, { insertionPlace, endPlace }, { placed }] = await Promise.all([
    import('../../chat/text/forms/answerIn.ts'),
    import('../../chat/text/placement/insertionPlace.ts'),
    import('../../chat/text/placement/placed.ts'),
  ]);
  return { answerIn, insertionPlace, endPlace, placed };
}

interface Located {
  readonly editor: vscode.TextEditor;
  readonly text: string;
  readonly kind: DocumentKind;
  readonly loaded: Awaited<ReturnType<typeof modules>>;
}

/** Finds the place of an answer in a document; undefined: that of the selection. */
type Locate = (located: Located) => InsertionPlace | undefined;

/** Puts the answer where the cursor is, or behind the block around it. */
export function insertAtCursor(parts: Needed, used: UsedAnswer): Done {
  return insert(parts, inMarkdown(used), ({ editor: { document, selection }, text, kind, loaded }) => {
    const at = selection.isEmpty ? selection.active : selection.end;
    return loaded.insertionPlace(text, document.offsetAt(at), kind);
  });
}

/** Puts the answer at the end of the document. */
export function append(parts: Needed, used: UsedAnswer): Done {
  return insert(parts, inMarkdown(used), ({ text, kind, loaded }) => loaded.endPlace(text, kind));
}

/** Puts the answer in the place of the selection; where there is none, or more than one, the person is asked. */
export async function replaceSelection(parts: Needed, used: UsedAnswer): Done {
  const editor = await parts.target.editor();
  if (!editor) return insertAtCursor(parts, used);
  const { ask } = selectionToReplace(editor.selections);
  if (ask === 'none') return (await insertsInstead(parts)) ? insertAtCursor(parts, used) : undefined;
  if (ask === 'several' && !(await replacesOne(parts))) return undefined;
  return insert(parts, inMarkdown(used), () => undefined);
}

/** A part that was selected in an answer goes exactly to the cursor; into a program as `words`, which may be code. */
export async function insertPart(parts: Needed, used: UsedAnswer, words: string): Done {
  const editor = await parts.target.editor();
  if (editor && (await kindOfDocument(editor.document)).type !== 'prose') return insertText(parts, words);
  return insert(parts, used, ({ editor: { document, selection } }) => {
    const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
    return { start, end, indentation: '', isBlock: false, isExact: true };
  });
}

/** Inserts code of an answer as it is. */
export async function insertText(parts: Needed, text: string, language?: string): Done {
  const editor = await parts.target.editor();
  if (!editor) return openUntitled(text, language);
  const { document, selection } = editor;
  const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
  const elsewhere = () => openUntitled(text, editor.document.languageId);
  return apply(parts, { editor, placed: { start, end, text, caret: text } }, elsewhere);
}

export async function openNew(
  parts: Pick<Needed, 'prompts' | 'origins' | 'providers'>,
  used: UsedAnswer,
): Promise<undefined> {
  if (!(await agreeToUse(parts, used.answer))) return undefined;
  const json = jsonDocument(used);
  return json ? openUntitled(json.content, json.language) : openAsNew(parts, inMarkdown(used));
}

export async function copy({ answer }: UsedAnswer): Done {
  const json = answer.sources.length === 0 ? structuredResult(answer.text) : undefined;
  if (json !== undefined) {
    await vscode.env.clipboard.writeText(json);
    return t('Answer copied');
  }
  const { withCitations } = await import('../../chat/text/citations/citations.ts');
  const text = withCitations(answer, { form: 'inline', heading: t('Sources'), escaped: 'images' });
  await vscode.env.clipboard.writeText(withLeftOut(answer, text));
  return answer.sources.length > 0 ? t('Answer copied with its sources') : t('Answer copied');
}

export async function copyCode(code: string): Done {
  await vscode.env.clipboard.writeText(code);
  return t('Code copied');
}

/** Returns the change that the answer would make in place of the selection. */
export async function changeInPlace(
  parts: Needed,
  used: UsedAnswer,
): Promise<(Change & { readonly credit: Sentence }) | undefined> {
  const change = await changeOf(parts, inMarkdown(used), () => undefined);
  return change && { ...change, credit: creditOf(used, connectionOf(parts, used)) };
}

/** Returns the answer as Markdown: a workflow's JSON becomes a block of code. */
function inMarkdown({ answer, ...used }: UsedAnswer): UsedAnswer {
  return { ...used, answer: { ...answer, text: markdownOf(answer.text) } };
}

async function insert(parts: Needed, used: UsedAnswer, locate: Locate): Done {
  const change = await changeOf(parts, used, locate);
  return change && apply(parts, change, () => openAsNew(parts, used));
}

/** Returns the change in the document that is meant; undefined when the answer goes elsewhere or nowhere. */
async function changeOf(parts: Needed, used: UsedAnswer, locate: Locate): Promise<Change | undefined> {
  const { target, prompts } = parts;
  const meant = target.document;
  if (!(await agreeToUse(parts, used.answer))) return undefined;
  const loaded = await modules();
  if (target.document !== meant && !(await isMeantNow(parts))) return undefined;
  const editor = await target.editor();
  if (!editor) return openAsNew(parts, used);
  const kind = await kindOfDocument(editor.document);
  if (kind.type === 'none') {
    const open = t('Open in New Document');
    const said = await prompts.tell('warning', t('{0} has no place for text.', fileName(editor.document)), open);
    return said === open ? openAsNew(parts, used) : undefined;
  }
  const { document, selections } = editor;
  const selection = selectionToReplace(selections).selection ?? editor.selection;
  const text = document.getText();
  const range = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const place = locate({ editor, text, kind, loaded });
  const { start, end, indentation } = place ?? { ...range, indentation: indentationAt(text, range.start) };
  const before = text.slice(0, start);
  const others = otherCells(document);
  const { languageId, uri } = document;
  const written = await writtenFor(used, { kind, languageId, fileName: uri.path, text, before, others, indentation });
  const from = used.from && { from: used.from };
  if (place) return { editor, placed: loaded.placed(text, written, place, kind), ...from };
  const block = kind.type === 'code' ? inCode(whole(written), before, text.slice(end)) : undefined;
  return { editor, placed: { start, end, ...(block ?? withRoom(whole(written), before, text.slice(end))) }, ...from };
}

/** The lines of a program take whole lines in the place of a selection that is within one. */
function inCode(text: string, before: string, after: string): Insertion {
  const line = /[^\r\n]*$/.exec(before)?.[0] ?? '';
  const lead = line.trim() === '' ? text.slice(text.startsWith(line) ? line.length : 0) : `\n${text}`;
  return { text: /^[ \t]*(?:[\r\n]|$)/.test(after) ? lead : `${lead}\n`, caret: lead };
}

const indentationAt = (text: string, at: number) =>
  /^[ \t]*/.exec(/[^\r\n]*$/.exec(text.slice(0, at))?.[0] ?? '')?.[0] ?? '';

async function writtenFor(used: UsedAnswer, target: TargetText | undefined): Promise<Written> {
  const { answer, poweredBy } = used;
  const { answerIn } = await import('../../chat/text/forms/answerIn.ts');
  const setting = insertCitations();
  const written = answerIn(answer, target, {
    setting,
    heading: t('Sources'),
    ...(poweredBy !== undefined && { credit: t('Powered by {0}', poweredBy) }),
  });
  const { moreSources = 0 } = answer;
  if (moreSources === 0 || setting === 'none') return written;
  const left = answerIn({ text: sourcesLeftOut(moreSources), sources: [] }, target, { setting, heading: '' }).body;
  return written.notes === ''
    ? { ...written, body: `${written.body}\n\n${left}` }
    : { ...written, notes: `${written.notes}\n\n${left}` };
}

function whole({ body, notes }: Written): string {
  return notes === '' ? body : `${body}\n\n${notes}`;
}

/** Returns the text with the number of further sources below it, where there are more than are listed. */
function withLeftOut({ moreSources = 0 }: Message, text: string): string {
  return moreSources === 0 ? text : `${text}\n\n${sourcesLeftOut(moreSources)}`;
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

/** Another document has become the active one while the person was asked something. */
async function isMeantNow({ target, prompts }: Needed): Promise<boolean> {
  const insert = t('Use {0}', target.name ?? t('a new document'));
  const message = t('The active document has changed.');
  return (await prompts.confirm({ message }, insert)) === insert;
}

/** `elsewhere`: what the person may have where the document takes nothing. */
async function apply(
  { target, prompts, origins }: Needed,
  { editor, placed, from }: Change,
  elsewhere: () => Done,
): Done {
  const range = await applyPlaced(editor, placed);
  if (range) {
    if (from) origins.add(editor.document, range, from);
    const key = 'hasInserted';
    void vscode.commands.executeCommand('setContext', `expertAssistants.${key}`, true);
    const name = target.name ?? '';
    if (editor.selections.length > 1) return t('Inserted in {0} at the main cursor only', name);
    return t('Inserted in {0}', name);
  }
  const open = t('Open in New Document');
  const choice = await prompts.tell('warning', t('This document can’t be edited.'), open);
  return choice === open ? elsewhere() : undefined;
}

function connectionOf({ providers }: Pick<Needed, 'providers'>, { connectionId }: UsedAnswer): Connection | undefined {
  return connectionId === undefined ? undefined : providers.connection(connectionId);
}

/** A document of its own says where it comes from, whatever becomes of it. */
async function openAsNew(
  { origins, providers }: Pick<Needed, 'origins' | 'providers'>,
  { from, poweredBy, ...used }: UsedAnswer,
): Promise<undefined> {
  // The credit stands below it.
  const written = await writtenFor(used, undefined);
  const { content, language } = answerDocument(written, creditOf({ poweredBy }, connectionOf({ providers }, used)));
  const document = await shownUntitled(content, language);
  const last = document.lineAt(document.lineCount - 1).range.end;
  if (from) origins.add(document, new vscode.Range(new vscode.Position(0, 0), last), from);
}

/** Opens a new document in front, which says it all. */
export async function openUntitled(content: string, language: string | undefined): Promise<undefined> {
  await shownUntitled(content, language);
}

async function shownUntitled(content: string, language: string | undefined): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ content, ...(language !== undefined && { language }) });
  await vscode.window.showTextDocument(document);
  return document;
}
