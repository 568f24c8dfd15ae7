import * as vscode from 'vscode';
import { type Service, startService } from '../service/service.ts';

const settings = () => vscode.workspace.getConfiguration('expertAssistants');

export async function setConnections(connections: unknown): Promise<void> {
  await settings().update('connections', connections, vscode.ConfigurationTarget.Global);
}

export async function set(key: string, value: unknown): Promise<void> {
  await settings().update(key, value, vscode.ConfigurationTarget.Global);
}

/** Both vendors on a real socket, with a connection to each in the settings. No key is stored yet. */
export async function connectService(): Promise<Service> {
  const service = await startService();
  await setConnections([
    { id: 'kanzlei', provider: 'haufe', label: 'Kanzlei A', baseUrl: service.haufe.baseUrl, licence: 'PI1' },
    {
      id: 'support',
      provider: 'copilotBuilder',
      label: 'Support',
      baseUrl: service.copilotBuilder.baseUrl,
      deploymentId: service.copilotBuilder.deploymentId,
    },
  ]);
  return service;
}

/** A new document with `content`, shown, with `from` to `to` (line, character) selected. */
export async function openText(
  content: string,
  language: string,
  from: readonly [number, number] = [0, 0],
  to: readonly [number, number] = from,
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(...from, ...to);
  return editor;
}

/** Closes every editor; what was written in new documents is thrown away, since nobody is there to be asked. */
export async function closeEditors(): Promise<void> {
  const inputs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ input }) => input));
  const shown = inputs.flatMap((input) => {
    if (input instanceof vscode.TabInputTextDiff) return [input.modified, input.original];
    return input instanceof vscode.TabInputText ? [input.uri] : [];
  });
  const untitled = shown.filter(({ scheme }) => scheme === 'untitled').map(String);
  for (const address of new Set(untitled)) {
    await vscode.window.showTextDocument(vscode.Uri.parse(address));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
