import type { Reply } from '../../service/reply.ts';

/** A whole HTTP/1.1 response as bytes, and where its parts lie. */
export interface Wire {
  readonly head: Buffer;
  /** With its framing: chunk sizes, when it is chunked. */
  readonly body: Buffer;
  readonly bytes: Buffer;
}

type Framing = 'length' | 'chunked' | 'close';

export interface WireOptions {
  readonly framing?: Framing;
  /** Instead of the framing's own header, or further headers; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly status?: string;
  /** Instead of the reply's body. */
  readonly content?: Uint8Array | string;
}

const crlf = '\r\n';

export function contentOf(reply: Reply): Buffer {
  return Buffer.concat(reply.pieces.map((piece) => Buffer.from(piece)));
}

/** `reply` as a server would send it: streamed bodies in chunks, others with their length. */
export function wireOf(reply: Reply, options: WireOptions = {}): Wire {
  const content = options.content === undefined ? contentOf(reply) : Buffer.from(options.content);
  const framing = options.framing ?? (reply.streamed ? 'chunked' : 'length');
  const pieces = options.content === undefined && reply.streamed ? reply.pieces : [content];
  const own: Record<string, string> = {};
  if (framing === 'chunked') own['transfer-encoding'] = 'chunked';
  if (framing === 'close') own['connection'] = 'close';
  if (framing === 'length' && reply.status !== 204) own['content-length'] = String(content.byteLength);
  const headers = Object.entries({ ...own, ...reply.headers, ...options.headers }).filter(([, value]) => value);
  const lines = [
    options.status ?? `HTTP/1.1 ${reply.status} Whatever`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const head = Buffer.from(`${lines.join(crlf)}${crlf}${crlf}`, 'latin1');
  const body = framing === 'chunked' ? Buffer.concat([...pieces.map(chunk), chunk('')]) : content;
  return { head, body, bytes: Buffer.concat([head, body]) };
}

/** One chunk (RFC 9112, 7.1); an empty one ends the body. */
export function chunk(piece: string | Uint8Array): Buffer {
  const bytes = Buffer.from(piece);
  return Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}${crlf}`), bytes, Buffer.from(crlf)]);
}
