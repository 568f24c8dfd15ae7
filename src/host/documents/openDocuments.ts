import * as vscode from 'vscode';

/** Tells of documents that are closed for good: VS Code also announces a change of language as a close. */
export function onDidCloseForGood(listener: (document: vscode.TextDocument) => void): vscode.Disposable {
  return vscode.workspace.onDidCloseTextDocument((document) => {
    if (!vscode.workspace.textDocuments.includes(document)) listener(document);
  });
}
