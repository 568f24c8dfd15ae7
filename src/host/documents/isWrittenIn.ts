/** Schemes of documents that people write in, wherever VS Code shows them. */
const written = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-userdata', 'vscode-notebook-cell']);

/** Schemes of what stands in a group and is no document. */
const notWritten = new Set(['output', 'debug', 'comment']);

/**
 * Returns whether people write in an editor of VS Code's. Inputs, outputs, and the code in a chat are text editors, too; what
 * stands in a group of editors, or is a file, is a document.
 */
export function isWrittenIn(
  scheme: string,
  viewColumn: number | undefined,
  workspaceSchemes: readonly string[],
): boolean {
  if (notWritten.has(scheme) || scheme.startsWith('vscode-chat') || scheme.startsWith('vscode-scm')) return false;
  return viewColumn !== undefined || written.has(scheme) || workspaceSchemes.includes(scheme);
}
