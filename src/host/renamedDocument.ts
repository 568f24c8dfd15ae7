import * as vscode from 'vscode';

/** The document that what stood at `uri` is in after files, or folders above it, were renamed; a new one to VS Code. */
export async function renamedDocument(
  uri: vscode.Uri,
  files: vscode.FileRenameEvent['files'],
): Promise<vscode.TextDocument | undefined> {
  const address = uri.toString();
  for (const { oldUri, newUri } of files) {
    const old = oldUri.toString();
    if (address !== old && !address.startsWith(`${old}/`)) continue;
    try {
      return await vscode.workspace.openTextDocument(vscode.Uri.parse(newUri.toString() + address.slice(old.length)));
    } catch {
      return undefined;
    }
  }
  return undefined;
}
