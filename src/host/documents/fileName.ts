import type * as vscode from 'vscode';

/** The name of a document without its folder. */
export function fileName(document: vscode.TextDocument): string {
  return document.uri.path.split('/').at(-1) || document.uri.path;
}
