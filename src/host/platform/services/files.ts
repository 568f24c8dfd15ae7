import * as vscode from 'vscode';

/** Returns the id of this workspace; all windows without a folder are one. */
export function workspaceId(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}

/** A text file in `folder`. */
export async function readText(folder: vscode.Uri, ...path: readonly string[]): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, ...path)));
}
