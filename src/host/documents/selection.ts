import * as vscode from 'vscode';
import type { ContextItem } from '../../chat/model/model.ts';
import { fileName } from './fileName.ts';
import { selectionToReplace } from './selectionToReplace.ts';
import type { TextTarget } from './targetEditor.ts';

/** The text that is selected in the editor one last wrote in; undefined when it has no words. */
export async function selectionAsContext({
  target,
}: {
  readonly target: TextTarget;
}): Promise<ContextItem | undefined> {
  const editor = vscode.window.activeTextEditor ?? (await target.editor());
  const { selection, ask } = selectionToReplace(editor?.selections ?? []);
  // Of several texts the main one is meant: what goes along is shown above the message field.
  if (!editor || !selection || ask === 'none') return undefined;
  const { document } = editor;
  const text = document.getText(selection);
  if (text.trim() === '') return undefined;
  // A selection that ends at the start of a line does not reach into that line.
  const ends = selection.end.character === 0 && selection.end.line > selection.start.line;
  return {
    id: crypto.randomUUID(),
    label: fileName(document),
    firstLine: selection.start.line + 1,
    lastLine: selection.end.line + (ends ? 0 : 1),
    text,
  };
}
