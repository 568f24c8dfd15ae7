import * as vscode from 'vscode';
import { endOf, moved, type Place } from '../../chat/text/placement/blankLines.ts';
import type { Placed } from '../../chat/text/placement/placed.ts';
import type { InsertedFrom } from './anchors/insertedFrom.ts';
import { notebookOf } from './documentKind.ts';

/** A change, and the editor that it is for. */
export interface Change {
  readonly editor: vscode.TextEditor;
  readonly placed: Placed;
  /** The answer's origin. */
  readonly from?: InsertedFrom;
}

/**
 * Makes the changes in one step that can be undone, then gives the focus to the document, with the cursor behind the text:
 * undo works at once. Resolves where the text stands; undefined where the document takes no change.
 */
export async function applyPlaced(used: vscode.TextEditor, placed: Placed): Promise<vscode.Range | undefined> {
  const { document, selections } = used;
  const range = new vscode.Range(document.positionAt(placed.start), document.positionAt(placed.end));
  const notes = placed.notes && { at: document.positionAt(placed.notes.at), text: placed.notes.text };
  const change = (edit: vscode.TextEditorEdit) => {
    edit.replace(range, placed.text);
    if (notes) edit.insert(notes.at, notes.text);
  };
  if (!(await used.edit(change, { undoStopBefore: true, undoStopAfter: true }))) return undefined;
  // VS Code would leave what came selected, for the next key to overwrite.
  const cursor = position(endOf(range.start, placed.caret));
  const end = endOf(range.start, placed.text);
  const chosen = Math.max(
    0,
    selections.findIndex((selection) => selection.isEqual(range)),
  );
  const others = selections.filter((_, at) => at !== chosen).map((other) => behind(other, range, end));
  const editor = await focused(used);
  editor.selections = [new vscode.Selection(cursor, cursor), ...others];
  // Its beginning, and as much of the rest as there is room for.
  editor.revealRange(new vscode.Range(range.start, cursor), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return written(range.start, placed.text);
}

/** Returns the range of the words of `text`, without the empty lines around them. */
function written(start: vscode.Position, text: string): vscode.Range {
  const [lead = ''] = /^\s*/.exec(text) ?? [];
  return new vscode.Range(position(endOf(start, lead)), position(endOf(start, text.trimEnd())));
}

async function focused(editor: vscode.TextEditor): Promise<vscode.TextEditor> {
  const { document, viewColumn } = editor;
  // The editor of a cell is a part of its notebook's.
  if (viewColumn === undefined || notebookOf(document)) return editor;
  return vscode.window.showTextDocument(document, { viewColumn });
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
