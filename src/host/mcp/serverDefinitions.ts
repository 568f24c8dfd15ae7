import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { ApiKeys } from '../connections/apiKeys.ts';
import { errorSentence } from '../platform/errorText.ts';
import { plain, t } from '../platform/words.ts';
import { headersFor, offeredServers } from './mcpServers.ts';

interface Needed {
  readonly providers: Pick<Providers, 'connection' | 'connections'>;
  readonly keys: Pick<ApiKeys, 'get'>;
}

/** A server as VS Code hands it back; what VS Code keeps of it has no header. */
class ServerDefinition extends vscode.McpHttpServerDefinition {
  readonly connectionId: string;
  readonly address: string;

  constructor(connectionId: string, label: string, address: string) {
    super(plain(label), vscode.Uri.parse(address, true), {});
    this.connectionId = connectionId;
    this.address = address;
  }
}

export function serverDefinitions({ providers }: Needed): ServerDefinition[] {
  return offeredServers(providers.connections).map(
    ({ connection, address }) => new ServerDefinition(connection.id, connection.name, address),
  );
}

/** The server with its headers, when VS Code is about to connect to it: to the address that the connection has now, and to no other. */
export async function resolved({ providers, keys }: Needed, server: vscode.McpServerDefinition) {
  if (!(server instanceof ServerDefinition)) return undefined;
  try {
    const connection = providers.connection(server.connectionId);
    const headers = await headersFor(connection, server.address, (each) => keys.get(each));
    if (!headers) throw new Error(t('The connection has changed since you were asked. Nothing was sent.'));
    const whole = new ServerDefinition(server.connectionId, server.label, server.address);
    whole.headers = { ...headers };
    return whole;
  } catch (error) {
    throw error instanceof Error && error.name === 'Error' ? error : new Error(errorSentence(errorData(error)));
  }
}
