import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { openUntitled } from '../documents/insertAnswer.ts';
import { settingKeys } from '../platform/manifest/settingKeys.ts';
import { section } from '../platform/settings.ts';
import { copyRequest } from './copyRequest.ts';
import { issueAddress } from './issueAddress.ts';
import { reportText } from './reportText.ts';

interface Needed {
  readonly extension: vscode.Extension<unknown>;
  readonly providers: Providers;
}

/** Opens the place where problems are reported, or a report to copy. */
export async function reportIssue({ extension, providers }: Needed): Promise<void> {
  if (issueAddress !== '') {
    await vscode.env.openExternal(vscode.Uri.parse(issueAddress, true));
    return;
  }
  const settings = vscode.workspace.getConfiguration(section);
  const isChanged = (key: string) => {
    const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(key) ?? {};
    return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
  };
  const host = vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop';
  const text = reportText({
    version: String((extension.packageJSON as { readonly version?: unknown }).version),
    editor: `${vscode.version} (${host})`,
    system: `${process.platform} ${process.arch}`,
    language: vscode.env.language,
    remote: vscode.env.remoteName,
    isTrusted: vscode.workspace.isTrusted,
    connections: providers.connections.map(({ provider }) => provider),
    settings: settingKeys.filter(isChanged).map((key) => `${section}.${key}`),
  });
  await openUntitled(text, 'markdown');
}

export async function openWalkthrough({ extension }: Needed): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#start`, false);
}

/** Copies the requests of the last question to the clipboard. */
export async function copyRequestAsCurl(parts: Parameters<typeof copyRequest>[0]): Promise<void> {
  await copyRequest(parts, (text) => vscode.env.clipboard.writeText(text));
}
