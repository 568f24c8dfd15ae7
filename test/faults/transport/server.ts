import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CopilotBuilderService } from '../../service/copilotBuilder.ts';
import { HaufeService } from '../../service/haufe.ts';
import { json, type RecordedRequest, type Reply } from '../../service/reply.ts';
import type { Random } from '../random.ts';
import { Struck } from './struck.ts';
import { wireOf } from './wire.ts';

/** What goes wrong, from which request on, and for how many. */
export interface Plan {
  readonly strike: (struck: Struck) => Promise<void> | void;
  /** How many requests are answered well before the first one that is struck. */
  readonly spared: number;
  readonly times: number;
}

/**
 * Both vendors behind a bare TCP socket, so that what is sent can be broken at any byte. Their own records (threads,
 * sessions) are the ledger that judges.
 */
export class FaultyServer {
  readonly haufe = new HaufeService();
  readonly copilotBuilder = new CopilotBuilderService();
  readonly #random: Random;
  readonly #sockets = new Set<Socket>();
  #server: Server = this.#create();
  #port = 0;
  #plan: Plan | undefined;
  #arrived = 0;
  readonly #pending: Promise<void>[] = [];
  /** Connections are closed after each answer. */
  closing = false;
  /** When a streamed answer is stored: once it was sent to its end, or by itself after so many milliseconds. */
  storesAfter: number | undefined;
  /** Called with the number of each request since `fail`, before anything is done with it. */
  onRequest: ((index: number) => void) | undefined;
  /** Requests that were struck. */
  struck = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    const url = `http://127.0.0.1:${this.#port}`;
    this.haufe.baseUrl = `${url}/agents`;
    this.copilotBuilder.baseUrl = url;
  }

  fail(plan: Plan): void {
    this.#plan = plan;
    this.#arrived = 0;
  }

  /** Everything works from now on. */
  async heal(): Promise<void> {
    this.#plan = undefined;
    this.closing = true;
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) {
      this.#server = this.#create();
      await this.listen();
    }
  }

  /** What was struck is over, on this side too: a vendor may act long after its client has left. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Nobody listens any more, and nobody is connected. */
  refuse(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  stop(): void {
    this.refuse();
  }

  #create(): Server {
    // A half-closed connection must stay open, or half-closing could not be played.
    return createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => this.#sockets.delete(socket));
    // Resets are what this server is for.
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    let received = Buffer.alloc(0);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const request = parse(received);
      if (!request) return;
      received = Buffer.alloc(0);
      void this.#respond(socket, request);
    });
  }

  async #respond(socket: Socket, request: RecordedRequest): Promise<void> {
    const plan = this.#plan;
    const index = this.#arrived++;
    this.onRequest?.(index);
    const process = (): Reply => this.#process(request);
    if (plan && index >= plan.spared && index < plan.spared + plan.times) {
      this.struck++;
      const strike = Promise.resolve(plan.strike(new Struck(this, socket, request, process, this.#random)));
      this.#pending.push(strike);
      await strike;
      return;
    }
    const reply = process();
    const close = this.closing || (plan && index + 1 === plan.spared);
    const { bytes } = wireOf(reply, close ? { headers: { connection: 'close' } } : {});
    socket.write(bytes);
    reply.onSent?.();
    if (close) socket.end();
  }

  #process(request: RecordedRequest): Reply {
    const reply =
      this.haufe.answer(request) ?? this.copilotBuilder.answer(request) ?? json(404, { detail: 'Not Found' });
    const after = this.storesAfter;
    if (after === undefined || !reply.onSent) return reply;
    const { onSent, ...rest } = reply;
    void wait(after).then(onSent);
    return rest;
  }
}

/** The request, once all of it is here. */
function parse(received: Buffer): RecordedRequest | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...fields] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(':')).toLowerCase(),
      field.slice(field.indexOf(':') + 1).trim(),
    ]),
  );
  const body = received.subarray(end + 4);
  if (body.byteLength < Number(headers['content-length'] ?? 0)) return undefined;
  const [method = '', target = '/'] = line.split(' ');
  const url = new URL(target, 'http://service');
  const common = { at: performance.now(), complete: false, bytesSent: 0 };
  const bytes = { body: body.toString('utf8'), bytes: body };
  return { method, path: url.pathname, query: url.searchParams, headers, ...bytes, ...common };
}
