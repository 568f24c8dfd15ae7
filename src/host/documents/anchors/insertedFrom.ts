import type * as vscode from 'vscode';
import type { Thread } from '../../../chat/model/model.ts';

/** The conversation that an answer is from. */
export interface InsertedFrom {
  readonly thread: Thread;
  readonly assistant: { readonly id: string; readonly name: string; readonly poweredBy?: string };
}

/** Port: remembers which conversation the text in `range` is from. */
export interface OriginPort {
  add(document: vscode.TextDocument, range: vscode.Range, from: InsertedFrom): void;
}
