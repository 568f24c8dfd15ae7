import * as vscode from 'vscode';
import { type Service, startService } from '../service/service.ts';
import { until } from './until';

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
  await connectTo(service);
  return service;
}

export async function connectTo(service: Service): Promise<void> {
  await setConnections([
    { id: 'kanzlei', provider: 'haufe', name: 'Kanzlei A', baseUrl: service.haufe.baseUrl, license: 'PI1' },
    {
      id: 'support',
      provider: 'copilotBuilder',
      name: 'Support',
      baseUrl: service.copilotBuilder.baseUrl,
      deploymentId: service.copilotBuilder.deploymentId,
    },
  ]);
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

/** Shows a file as a person does: by `openTextDocument` VS Code would hold it open for minutes. */
export async function openFile(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  return until(`an editor of ${uri.path}`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() && editor;
  });
}

/**
 * Closes every editor. New documents are emptied and files saved first, so that nobody is asked; a new document that is
 * reverted would give its name to the next while it is still being closed.
 */
export async function closeEditors(): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const document of vscode.workspace.textDocuments)
    if (document.isUntitled && document.getText() !== '')
      edit.delete(document.uri, new vscode.Range(0, 0, document.lineCount, 0));
  await vscode.workspace.applyEdit(edit);
  await vscode.workspace.saveAll(false);
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
}
