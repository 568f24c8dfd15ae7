import * as vscode from 'vscode';

/** The context keys that menus, views and key bindings of the manifest ask for. */
type ContextKey =
  | 'ready'
  | 'running'
  | 'hasAnswer'
  | 'hasSources'
  | 'hasConnections'
  | 'hasNoConnections'
  | 'takesFiles'
  | 'sourcesShown'
  | 'hasReadSource';

/** Resolves when VS Code knows the value. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', `expertAssistants.${key}`, value);
}
