import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { RecordedRequest, Reply } from './reply.ts';

/** How streamed bodies are sent. */
export interface Pace {
  /** Bytes in each write; undefined: as the vendor makes them. */
  chunkSize: number | undefined;
  /** Milliseconds between writes. */
  every: number;
  /** Settles when held bodies may go on after their first write. */
  gate: Promise<void> | undefined;
}

/** Sends `reply` on `response`, broken as `fault` says. Settles when nothing more will be sent. */
export async function deliver(
  reply: Reply,
  fault: Fault,
  response: ServerResponse,
  record: RecordedRequest,
  pace: Pace,
): Promise<void> {
  if (fault.delay) await wait(fault.delay);
  if (fault.cutAt === -1) return breakOff(response, fault);
  if (fault.silentAt === -1) return;
  // Whole answers say their length, so that one which is cut can be told from a short one.
  const whole = reply.streamed || fault.endsByClosing ? undefined : bytesOf(reply.pieces);
  const length =
    whole && reply.status !== 204 && fault.beat === undefined ? { 'content-length': String(whole.byteLength) } : {};
  if (fault.endsByClosing) response.useChunkedEncodingByDefault = false;
  response.writeHead(reply.status, { ...length, ...reply.headers });
  response.flushHeaders();
  for (const piece of pieces(reply, fault, pace)) {
    if (response.destroyed) return;
    const limit = Math.min(fault.cutAt ?? Infinity, fault.silentAt ?? Infinity) - record.bytesSent;
    const part = piece.subarray(0, Math.max(0, limit));
    if (part.byteLength > 0) await write(response, part, record);
    if (part.byteLength < piece.byteLength) {
      if (fault.cutAt !== undefined) return breakOff(response, fault);
      if (!(await beat(response, fault))) return;
      await write(response, piece.subarray(part.byteLength), record);
      fault = {};
    }
    if (!reply.streamed) continue;
    if (pace.gate !== undefined) await Promise.race([pace.gate, closed(response)]);
    await (pace.every > 0 ? wait(pace.every) : new Promise((resolve) => setImmediate(resolve)));
  }
  if (response.destroyed) return;
  reply.onSent?.();
  response.end();
}

function pieces(reply: Reply, fault: Fault, pace: Pace): Iterable<Uint8Array> {
  const all = reply.pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  const size = reply.streamed ? pace.chunkSize : undefined;
  if (size === undefined && fault.cutAt === undefined && fault.silentAt === undefined) return all;
  const bytes = bytesOf(all);
  return chunks(bytes, size ?? Math.max(1, bytes.byteLength));
}

export function* chunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.byteLength; start += size) yield bytes.subarray(start, start + size);
}

function bytesOf(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

async function write(response: ServerResponse, bytes: Uint8Array, record: RecordedRequest): Promise<void> {
  record.bytesSent += bytes.byteLength;
  await new Promise<void>((resolve) => response.write(bytes, () => resolve()));
}

/** Sends heartbeats; true when they have ended and the client is still there. */
async function beat(response: ServerResponse, { beat: text, beatEvery = 10, beats }: Fault): Promise<boolean> {
  if (text === undefined || beats === undefined) {
    await closed(response);
    return false;
  }
  for (let sent = 0; sent < beats && !response.destroyed; sent++) {
    response.write(text);
    await wait(beatEvery);
  }
  return !response.destroyed;
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.once('close', () => resolve());
  });
}

function breakOff(response: ServerResponse, fault: Fault): void {
  if (fault.reset) response.socket?.resetAndDestroy();
  else response.socket?.destroy();
}
