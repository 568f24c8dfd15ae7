import type { Connection } from '../../chat/model/connection.ts';
import { factsOf, type McpServer } from '../../chat/model/vendors.ts';

/** The MCP server of a connection. */
export interface ConnectionServer extends McpServer {
  readonly connection: Connection;
}

/**
 * The first release of VS Code that sends a server's headers to its own origin alone, and not along to wherever it
 * redirects.
 */
const firstSafeRelease = [1, 140] as const;

/** Returns whether this release of VS Code keeps the headers of a server to its own origin. */
export function keepsHeaders(version: string): boolean {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)\./.exec(version) ?? [];
  const [safeMajor, safeMinor] = firstSafeRelease;
  return Number(major) > safeMajor || (Number(major) === safeMajor && Number(minor) >= safeMinor);
}

/** The server of a connection, whether it is offered to VS Code or not; undefined where its service has none. */
export function serverOf(connection: Connection): ConnectionServer | undefined {
  const server = factsOf(connection).mcp(connection);
  return server && { ...server, connection };
}

/** The servers that are offered to VS Code: those of connections that are set to allow it. */
export function offeredServers(connections: readonly Connection[]): readonly ConnectionServer[] {
  return connections
    .filter((connection) => 'allowMcp' in connection && connection.allowMcp === true)
    .flatMap((connection) => serverOf(connection) ?? []);
}

/**
 * All headers of requests to the server at `address`, with the key: made when VS Code connects to it, written nowhere.
 * Undefined where the connection is at another address by now, or allows it no more.
 */
export async function headersFor(
  connection: Connection | undefined,
  address: string,
  keyOf: (connection: Connection) => Promise<string>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const [server] = connection ? offeredServers([connection]) : [];
  if (!server || server.address !== address) return undefined;
  return { ...server.headers, [server.keyHeader]: await keyOf(server.connection) };
}
