import { t } from '../platform/words.ts';
import type { ConnectionServer } from './mcpServers.ts';

/**
 * Returns a Markdown document that tells how the server is added to VS Code by hand and to other clients. It holds no
 * key: each client asks for it, or keeps it.
 */
export function mcpConfiguration({ connection, address, keyHeader, headers }: ConnectionServer): string {
  const { id, name } = connection;
  const vsCode = {
    inputs: [{ type: 'promptString', id: `${id}-key`, description: t('API key for {0}', name), password: true }],
    servers: { [id]: { type: 'http', url: address, headers: { [keyHeader]: `\${input:${id}-key}`, ...headers } } },
  };
  const others = {
    mcpServers: { [id]: { type: 'http', url: address, headers: { [keyHeader]: '<API-KEY>', ...headers } } },
  };
  return [
    `# ${t('MCP server of {0}', name)}`,
    t(
      'Your client sends questions to this address with your API key; what it does with answers is up to the client and its language model.',
    ),
    `## ${t('VS Code: mcp.json')}`,
    t(
      'VS Code asks for the API key once and stores it encrypted. Releases before 1.140 send it along to wherever the server redirects.',
    ),
    json(vsCode),
    `## ${t('Other clients')}`,
    t('Replace {0} with your API key. A file with an API key doesn’t belong in a repository.', '<API-KEY>'),
    json(others),
    '',
  ].join('\n\n');
}

function json(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
