import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { openUntitled } from '../documents/insertAnswer.ts';
import type { Prompts } from '../platform/prompts.ts';
import { asLabel, label, plain, t } from '../platform/words.ts';
import { mcpConfiguration } from './mcpConfiguration.ts';
import { serverOf } from './mcpServers.ts';

interface Needed {
  readonly providers: Pick<Providers, 'connections'>;
  readonly prompts: Prompts;
}

/** Opens a document that tells how to add the MCP server of a connection to other clients. */
export async function showMcpConfiguration({ providers, prompts }: Needed): Promise<void> {
  const servers = providers.connections.flatMap((connection) => serverOf(connection) ?? []);
  if (servers.length === 0) {
    void prompts.tell('info', t('None of your connections has an MCP server. Only connections to Haufe do.'));
    return;
  }
  const items = servers.map((server) => ({
    label: label(server.connection.name),
    description: asLabel(plain(server.address)),
    server,
  }));
  const picked = items.length === 1 ? items[0] : await prompts.pick(items, { placeholder: t('For which connection?') });
  if (picked) await openUntitled(mcpConfiguration(picked.server), 'markdown');
}
