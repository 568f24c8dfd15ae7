import * as vscode from 'vscode';
import type { Log } from '../../../base/log.ts';
import { inBackground } from '../../platform/background.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { ApiKeys } from '../apiKeys.ts';
import type { mayUseKeys } from './mayUseKeys.ts';

/** The keys of a window in VS Code's secret storage, with what a person is told and asked about them. */
export function windowKeys(
  { secrets, extension }: Pick<vscode.ExtensionContext, 'secrets' | 'extension'>,
  remotes: Parameters<typeof mayUseKeys>[1],
  parts: { readonly prompts: Prompts; readonly log: Log },
): ApiKeys {
  const notice = async (name: 'tellKeyNotKept' | 'tellKeysSlow') => (await import('./keyNotices.ts'))[name](parts);
  const remote = {
    remoteName: vscode.env.remoteName,
    isThere: extension.extensionKind === vscode.ExtensionKind.Workspace,
  };
  return new ApiKeys(secrets, parts.log, () => inBackground(parts, 'Keys', notice('tellKeyNotKept')), {
    onSlow: () => inBackground(parts, 'Keys', notice('tellKeysSlow')),
    mayUse: async () => (await import('./mayUseKeys.ts')).mayUseKeys(remote, remotes, parts),
  });
}
