import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { ApiKeys } from '../connections/apiKeys.ts';
import { onConnectionsChanged } from '../connections/settings/connectionSettings.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import { keepsHeaders } from './mcpServers.ts';

interface Parts {
  readonly providers: Pick<Providers, 'connection' | 'connections'>;
  readonly keys: Pick<ApiKeys, 'get'>;
  readonly prompts: Prompts;
}

const module = () => import('./serverDefinitions.ts');

export function mcp(parts: Parts) {
  return {
    commands: {
      showMcpConfiguration: lazyCommands(parts)(() => import('./showMcpConfiguration.ts'), 'showMcpConfiguration'),
    },
  } satisfies Feature;
}

/** Haufe's MCP server for agents in VS Code, where a connection allows it and this release keeps keys to their origin. */
export function mcpServers(parts: Parts): { dispose(): unknown } {
  const lm: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (!keepsHeaders(vscode.version) || !lm?.registerMcpServerDefinitionProvider) return { dispose: () => undefined };
  const changes = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changes,
    onConnectionsChanged(() => changes.fire()),
    lm.registerMcpServerDefinitionProvider('expertAssistants.haufe', {
      onDidChangeMcpServerDefinitions: changes.event,
      provideMcpServerDefinitions: async () => (await module()).serverDefinitions(parts),
      resolveMcpServerDefinition: async (server) => (await module()).resolved(parts, server),
    }),
  );
}
