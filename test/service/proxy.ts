import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A company's proxy on a free loopback port: it knows names, each of which leads to a port of this computer. */
export interface CompanyProxy {
  readonly url: string;
  /** What was to be reached, and whether it was let through. */
  readonly tunnels: { readonly to: string; readonly status: number }[];
  /** Lets those through alone who sign in like this (`name:password`); undefined lets everybody through. */
  login: string | undefined;
  /** Lets nobody through. */
  isShut: boolean;
  stop(): Promise<void>;
}

export async function startProxy(names: Readonly<Record<string, number>>): Promise<CompanyProxy> {
  const open = new Set<Duplex>();
  const tunnels: CompanyProxy['tunnels'] = [];
  // Nothing is fetched by a proxy from a service that is asked in https: it is a tunnel, or nothing.
  const server = createServer((_, response) => response.writeHead(405).end());
  const portOf = ({ url }: IncomingMessage): number | undefined =>
    Object.entries(names).find(([name]) => url === `${name}:443`)?.[1];
  const statusFor = (request: IncomingMessage): number => {
    const { login, isShut } = proxy;
    const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) return 407;
    if (isShut) return 403;
    return portOf(request) === undefined ? 502 : 200;
  };
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    const status = statusFor(request);
    tunnels.push({ to: request.url ?? '', status });
    const port = portOf(request);
    if (status !== 200 || port === undefined) {
      const asks = status === 407 ? 'Proxy-Authenticate: Basic realm="Company"\r\n' : '';
      socket.end(`HTTP/1.1 ${status} Refused\r\n${asks}Content-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.once('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: CompanyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    login: undefined,
    isShut: false,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
