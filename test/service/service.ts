import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CopilotBuilderService } from './copilotBuilder.ts';
import { deliver, type Pace } from './delivery.ts';
import { tellExchange } from './exchanges.ts';
import { type Fault, Faults, spoiled } from './faults.ts';
import { HaufeService } from './haufe.ts';
import { json, type RecordedRequest, type Reply } from './reply.ts';

export interface ServiceOptions {
  /** Makes the server; for example one with TLS. Default: plain HTTP. */
  readonly create?: (listener: RequestListener) => Server;
  readonly scheme?: 'http' | 'https';
}

/** Both vendors, played on a real socket on a free loopback port. */
export interface Service {
  readonly url: string;
  readonly haufe: HaufeService;
  readonly copilotBuilder: CopilotBuilderService;
  /** Everything that arrived, in order. */
  readonly requests: RecordedRequest[];
  /** What arrived at the storage for files, which is another host (another port) than the vendor's. */
  readonly stored: RecordedRequest[];
  /** Breaks the next request whose path ends in (or matches) `path`. */
  fail(path: string | RegExp, fault: Fault): void;
  readonly pace: Pace;
  /** Streamed answers stop after their first piece, until the returned function is called. */
  hold(): () => void;
  /** Settles when `found` gives something; looked at whenever the ledger changes. */
  until<T>(found: () => T | undefined | false): Promise<T>;
  /** Forgets requests and planned faults. */
  reset(): void;
  stop(): Promise<void>;
}

export async function startService({ create = createServer, scheme = 'http' }: ServiceOptions = {}): Promise<Service> {
  const requests: RecordedRequest[] = [];
  const faults = new Faults();
  const pace: Pace = { chunkSize: undefined, every: 0, gate: undefined };
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  const haufe = new HaufeService();
  const copilotBuilder = new CopilotBuilderService();

  const answer = (request: RecordedRequest): Reply =>
    haufe.answer(request) ?? copilotBuilder.answer(request) ?? json(404, { detail: 'Not Found' });

  const serving =
    (ledger: RecordedRequest[], own: (request: RecordedRequest) => Reply): RequestListener =>
    (incoming, response) => {
      void read(incoming).then(async (record) => {
        if (!record) return;
        ledger.push(record);
        response.once('close', () => {
          record.closedAt = performance.now();
          record.complete = response.writableFinished;
          changed();
        });
        changed();
        await respond(record, response, own);
        changed();
      });
    };
  const respond = async (
    record: RecordedRequest,
    response: ServerResponse,
    answerOf: (request: RecordedRequest) => Reply,
  ): Promise<void> => {
    const fault = faults.take(record);
    let own: Reply | undefined;
    const reply = spoiled(fault, () => {
      own = answerOf(record);
      return own;
    });
    tellExchange({ request: record, reply: own });
    await deliver(reply, fault ?? {}, response, record, pace);
  };
  const server = create(serving(requests, answer));
  const url = `${scheme}://127.0.0.1:${await listening(server)}`;
  haufe.baseUrl = `${url}/agents`;
  copilotBuilder.baseUrl = url;
  const stored: RecordedRequest[] = [];
  const storage = createServer(serving(stored, (request) => haufe.files.store(request)));
  haufe.files.storageUrl = `http://127.0.0.1:${await listening(storage)}`;

  return {
    url,
    haufe,
    copilotBuilder,
    requests,
    stored,
    pace,
    fail: (path, fault) => faults.add(path, fault),
    hold: () => {
      let release = (): void => undefined;
      pace.gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        pace.gate = undefined;
        release();
      };
    },
    until: (found) =>
      new Promise((resolve) => {
        const look = (): void => {
          const value = found();
          if (value === undefined || value === false) return;
          watchers.delete(look);
          resolve(value);
        };
        watchers.add(look);
        look();
      }),
    reset: () => {
      requests.length = 0;
      stored.length = 0;
      faults.clear();
    },
    stop: async () => {
      for (const each of [server, storage]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
    },
  };
}

/** The port that `server` now listens on, on this computer only. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The request as it came; undefined when the client left in the middle of it. */
async function read(incoming: IncomingMessage): Promise<RecordedRequest | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of incoming) parts.push(part as Buffer);
  } catch (error) {
    if (incoming.complete) throw error;
    return undefined;
  }
  const bytes = Buffer.concat(parts);
  const url = new URL(incoming.url ?? '/', 'http://service');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: bytes.toString('utf8'),
    bytes,
    at: performance.now(),
    complete: false,
    bytesSent: 0,
  };
}
