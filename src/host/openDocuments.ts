import * as vscode from 'vscode';

/** Tells of documents that are closed for good: VS Code also announces a change of language as a close. */
export function onDidCloseForGood(listener: (document: vscode.TextDocument) => void): vscode.Disposable {
  return vscode.workspace.onDidCloseTextDocument((document) => {
    if (!vscode.workspace.textDocuments.includes(document)) listener(document);
  });
}

/** The address of `uri` when what stood at `oldUri`, itself or a folder above it, stands at `newUri`. */
export function renamed(
  uri: vscode.Uri,
  { oldUri, newUri }: { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri },
): vscode.Uri | undefined {
  const [address, old] = [uri.toString(), oldUri.toString()];
  if (address === old) return newUri;
  return address.startsWith(`${old}/`) ? vscode.Uri.parse(newUri.toString() + address.slice(old.length)) : undefined;
}
