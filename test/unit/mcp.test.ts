import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Server as McpServer } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/chat/model/connection.ts';
import { mcpConfiguration } from '../../src/host/mcp/mcpConfiguration.ts';
import { headersFor, keepsHeaders, offeredServers, serverOf } from '../../src/host/mcp/mcpServers.ts';

const key = 'SECRET-KEY';
const haufe: Connection = {
  ...{ id: 'kanzlei', provider: 'haufe', name: 'Kanzlei A', license: 'PI1', allowMcp: true },
  baseUrl: 'https://api.haufe.ai/agents',
};
const others: readonly Connection[] = [
  { ...haufe, id: 'shut', allowMcp: false },
  { ...haufe, id: 'unset', allowMcp: undefined },
  { id: 'demo', provider: 'demo', name: 'Demo' },
  { id: 'cb', provider: 'copilotBuilder', name: 'CB', baseUrl: 'https://api.copilotbuilder.ai', deploymentId: 'd' },
];

describe('the MCP server of a connection', () => {
  it('offers a server only where the connection allows it', () => {
    expect(offeredServers([...others, haufe]).map(({ connection }) => connection.id)).toEqual(['kanzlei']);
    expect(others.map((connection) => serverOf(connection)?.address)).toEqual([
      'https://api.haufe.ai/agents/v1/mcp',
      'https://api.haufe.ai/agents/v1/mcp',
      undefined,
      undefined,
    ]);
  });

  it('offers a server without its key, which is read when VS Code connects', async () => {
    expect(JSON.stringify(offeredServers([haufe]))).not.toContain(key);
    const read: string[] = [];
    const keyOf = async ({ id }: Connection) => {
      read.push(id);
      return key;
    };
    expect(await headersFor(haufe, 'https://api.haufe.ai/agents/v1/mcp', keyOf)).toEqual({
      'api-key': key,
      'license-id-tax': 'PI1',
      'license-id-hr': 'PI1',
      'license-id-sustainability': 'PI1',
      'license-id-re': 'PI1',
    });
    expect(read).toEqual(['kanzlei']);
  });

  it.each<[string, Connection | undefined, string]>([
    ['another address', haufe, 'https://evil.example/v1/mcp'],
    [
      'a connection that leads elsewhere by now',
      { ...haufe, baseUrl: 'https://b.example' },
      'https://api.haufe.ai/agents/v1/mcp',
    ],
    ['a connection that allows it no more', { ...haufe, allowMcp: false }, 'https://api.haufe.ai/agents/v1/mcp'],
    ['a connection that is gone', undefined, 'https://api.haufe.ai/agents/v1/mcp'],
  ])('gets no key for %s', async (_, connection, address) => {
    const keyOf = () => Promise.reject(new Error('the key was read'));
    expect(await headersFor(connection, address, keyOf)).toBeUndefined();
  });

  it.each(['PI1\r\nx: y', 'PI 1', 'PÜ', ''])('sends no license that a header cannot carry: %j', async (license) => {
    const headers = await headersFor({ ...haufe, license }, 'https://api.haufe.ai/agents/v1/mcp', async () => key);
    expect(headers).toEqual({ 'api-key': key });
  });

  it.each([
    ['1.140.0', true],
    ['1.140.0-insider', true],
    ['1.141.2', true],
    ['2.0.0', true],
    ['1.139.1', false],
    ['1.106.3', false],
    ['1.99.0', false],
    ['', false],
    ['unknown', false],
  ])('offers a server in VS Code %s: %j', (version, isOffered) => {
    expect(keepsHeaders(version)).toBe(isOffered);
  });

  it('tells other clients of a server without the key', () => {
    const server = serverOf(haufe);
    const text = server ? mcpConfiguration(server) : '';
    const blocks = Array.from(text.matchAll(/```json\n([\s\S]*?)\n```/g), ([, json = '']) => JSON.parse(json));
    expect(blocks[0].servers.kanzlei).toMatchObject({
      type: 'http',
      url: 'https://api.haufe.ai/agents/v1/mcp',
      headers: { 'api-key': ['$', '{input:kanzlei-key}'].join('') },
    });
    expect(blocks[1].mcpServers.kanzlei.headers['api-key']).toBe('<API-KEY>');
  });
});

describe('a real MCP server over Streamable HTTP', () => {
  let http: Server;
  let connection: Connection;

  beforeEach(async () => {
    http = createServer(async (request, response) => {
      if (request.headers['api-key'] !== key || request.url !== '/agents/v1/mcp') {
        response.writeHead(401).end();
        return;
      }
      const server = new McpServer({ name: 'haufe', version: '1' }, { capabilities: { tools: {} } });
      server.setRequestHandler(ListToolsRequestSchema, () => ({
        tools: [{ name: 'haufe_copilot_hr_tool', description: 'HR', inputSchema: { type: 'object' as const } }],
      }));
      server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
        const answer = { to: params.arguments?.['user_message'], license: request.headers['license-id-hr'] };
        return { content: [{ type: 'text', text: JSON.stringify(answer) }] };
      });
      const transport = new StreamableHTTPServerTransport({});
      response.on('close', () => void server.close());
      await server.connect(transport as Parameters<typeof server.connect>[0]);
      await transport.handleRequest(request, response);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    connection = { ...haufe, baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/agents` };
  });
  afterEach(() => http.close());

  async function connected(withKey: string): Promise<Client> {
    const [server] = offeredServers([connection]);
    const headers = await headersFor(connection, server?.address ?? '', async () => withKey);
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(server?.address ?? ''), {
      requestInit: { headers: { ...headers } },
    });
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    return client;
  }

  it('lists its tools and answers, with the headers that are given', async () => {
    const client = await connected(key);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['haufe_copilot_hr_tool']);
    const result = await client.callTool({
      name: 'haufe_copilot_hr_tool',
      arguments: { user_message: 'Which period?' },
    });
    expect(result.content).toEqual([{ type: 'text', text: '{"to":"Which period?","license":"PI1"}' }]);
    await client.close();
  });

  it('refuses another key', async () => {
    await expect(connected('other')).rejects.toThrow();
  });
});
