import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { RecordedRequest, Reply } from '../../service/reply.ts';
import type { Random } from '../random.ts';
import type { FaultyServer } from './server.ts';
import { type Wire, type WireOptions, wireOf } from './wire.ts';

/** A request that something is to go wrong with. */
export class Struck {
  readonly server: FaultyServer;
  readonly socket: Socket;
  readonly request: RecordedRequest;
  readonly random: Random;
  readonly #process: () => Reply;

  constructor(server: FaultyServer, socket: Socket, request: RecordedRequest, process: () => Reply, random: Random) {
    this.server = server;
    this.socket = socket;
    this.request = request;
    this.random = random;
    this.#process = process;
  }

  /** The vendor acts on the request. What it says may still be spoiled. */
  answer(): Reply {
    return this.#process();
  }

  wire(options?: WireOptions): Wire {
    return wireOf(this.answer(), options);
  }

  /** Writes; a client that has left is no error here. */
  async send(bytes: Uint8Array | string): Promise<void> {
    if (this.socket.destroyed || !this.socket.writable) return;
    // The callback comes in the end, with an error when the client has left.
    await new Promise<void>((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** Sends all of a good answer. */
  async deliver(reply: Reply, options?: WireOptions): Promise<void> {
    await this.send(wireOf(reply, options).bytes);
    reply.onSent?.();
    if (options?.framing === 'close') this.socket.end();
  }

  /** Ends the connection: in order, by destroying it, or by a reset. */
  leave(how: 'close' | 'reset' | 'half'): void {
    if (how === 'reset') this.socket.resetAndDestroy();
    else if (how === 'half') this.socket.end();
    else this.socket.destroy();
  }

  /** Sends `bytes` again and again until the client leaves. */
  async trickle(
    bytes: () => Uint8Array | string,
    milliseconds: number,
    times = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    for (let sent = 0; sent < times && !this.socket.destroyed && this.socket.writable; sent++) {
      await this.send(bytes());
      await wait(milliseconds);
    }
  }
}
