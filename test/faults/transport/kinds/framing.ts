import type { Struck } from '../struck.ts';
import { chunk, contentOf, wireOf } from '../wire.ts';
import type { Kinds } from './kind.ts';

const chunkedHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';

/** Answers with a head that no parser should take. */
const oddHead =
  (status: string, headers: Readonly<Record<string, string | undefined>> = {}) =>
  async (struck: Struck): Promise<void> => {
    await struck.send(struck.wire({ status, headers }).bytes);
  };

const lineEnds: readonly (number | undefined)[] = [0x0a, 0x0d];

/** A length that is wrong and ends with a line is believed: a body ends where its length says (RFC 9112, 6.3). */
function endsWithLine(body: Uint8Array, next: number | undefined): boolean {
  return body.length > 0 && (lineEnds.includes(body.at(-1)) || lineEnds.includes(next));
}

/** HTTP is spoken, but not as agreed (RFC 9112). */
export const framingKinds: Kinds = {
  'length too long, closed': async (struck) => {
    const reply = struck.answer();
    const { head, body } = wireOf(reply, { framing: 'length' });
    const more = String(body.byteLength + struck.random.between(1, 900));
    await struck.send(head.toString('latin1').replace(/content-length: \d+/, `content-length: ${more}`));
    await struck.send(body);
    struck.leave('half');
  },
  'length too long, silent': async (struck) => {
    const reply = struck.answer();
    const { body } = wireOf(reply, { framing: 'length' });
    await struck.send(
      wireOf(reply, { framing: 'length', headers: { 'content-length': String(body.byteLength + 5) } }).bytes,
    );
  },
  'length too short': async (struck) => {
    const reply = struck.answer();
    const { body } = wireOf(reply, { framing: 'length' });
    let fewer = struck.random.between(0, Math.max(0, body.byteLength - 1));
    while (endsWithLine(body.subarray(0, fewer), body[fewer])) fewer--;
    await struck.send(wireOf(reply, { framing: 'length', headers: { 'content-length': String(fewer) } }).bytes);
  },
  'length no number': async (struck) => {
    await struck.send(struck.wire({ framing: 'length', headers: { 'content-length': 'many' } }).bytes);
  },
  'length negative': async (struck) => {
    await struck.send(struck.wire({ framing: 'length', headers: { 'content-length': '-5' } }).bytes);
  },
  'two lengths': async (struck) => {
    await struck.send(struck.wire({ framing: 'length', headers: { 'Content-Length': '3' } }).bytes);
  },
  'length and chunks': async (struck) => {
    await struck.send(struck.wire({ framing: 'chunked', headers: { 'content-length': '20' } }).bytes);
  },
  'chunk size no number': async (struck) => {
    struck.answer();
    await struck.send(`${chunkedHead}zz\r\n{"delta"\r\n0\r\n\r\n`);
  },
  'chunk longer than its size': async (struck) => {
    struck.answer();
    await struck.send(`${chunkedHead}2\r\n{"delta":{"content":"x"}}\r\n0\r\n\r\n`);
  },
  'chunk cut, closed': async (struck) => {
    const { head, body } = struck.wire({ framing: 'chunked' });
    await struck.send(Buffer.concat([head, body.subarray(0, struck.random.between(0, body.byteLength - 6))]));
    struck.leave('half');
  },
  'last chunk missing, closed': async (struck) => {
    const { bytes } = struck.wire({ framing: 'chunked' });
    await struck.send(bytes.subarray(0, -5));
    struck.leave('half');
  },
  'last chunk missing, silent': async (struck) => {
    const { bytes } = struck.wire({ framing: 'chunked' });
    await struck.send(bytes.subarray(0, -5));
  },
  'chunk extensions and trailers': async (struck) => {
    const reply = struck.answer();
    const pieces = reply.pieces.map((piece) => chunk(piece).toString('latin1').replace('\r\n', ';name="value"\r\n'));
    await struck.send(chunkedHead);
    await struck.send(Buffer.from(`${pieces.join('')}0\r\nx-trailer: 1\r\n\r\n`, 'latin1'));
    reply.onSent?.();
  },
  'ended by closing, whole': async (struck) => struck.deliver(struck.answer(), { framing: 'close' }),
  'ended by closing, cut': async (struck) => {
    const { head, body } = struck.wire({ framing: 'close' });
    await struck.send(Buffer.concat([head, body.subarray(0, struck.random.between(0, body.byteLength - 1))]));
    struck.leave('half');
  },
  'ended by closing, cut between lines': async (struck) => {
    const reply = struck.answer();
    const { head } = wireOf(reply, { framing: 'close' });
    const lines = contentOf(reply)
      .toString('latin1')
      .split(/(?<=\n)/);
    await struck.send(head);
    await struck.send(Buffer.from(lines.slice(0, struck.random.between(0, lines.length - 1)).join(''), 'latin1'));
    struck.leave('half');
  },
  'header overflow': async (struck) => {
    await struck.send(struck.wire({ headers: { 'x-long': 'x'.repeat(struck.random.between(16, 60) * 1024) } }).bytes);
  },
  'headers without end': async (struck) => {
    await struck.send('HTTP/1.1 200 OK\r\n');
    await struck.trickle(() => 'x-more: and more\r\n'.repeat(20), 10);
  },
  'header without a colon': oddHead('HTTP/1.1 200 OK\r\nnonsense'),
  'header with a NUL': oddHead('HTTP/1.1 200 OK\r\nx-odd: a\0b'),
  'not HTTP': async (struck) => {
    struck.answer();
    await struck.send('SSH-2.0-OpenSSH_9.6\r\n');
    if (struck.random.chance(0.5)) struck.leave('half');
  },
  'an unknown HTTP version': oddHead('HTTP/7.3 200 OK'),
  'a body without a head': async (struck) => {
    await struck.send(struck.wire().body);
    struck.leave('half');
  },
  'TLS where plain text was asked for': async (struck) => {
    struck.answer();
    await struck.send(Buffer.from([0x15, 3, 1, 0, 2, 2, 0x50]));
    if (struck.random.chance(0.5)) struck.leave('close');
  },
  'random bytes': async (struck) => {
    struck.answer();
    await struck.send(Buffer.from(Array.from({ length: 300 }, () => struck.random.between(0, 255))));
    if (struck.random.chance(0.5)) struck.leave('close');
  },
  'the answer twice': async (struck) => {
    const reply = struck.answer();
    const { bytes } = wireOf(reply);
    await struck.send(Buffer.concat([bytes, bytes]));
    reply.onSent?.();
  },
  '100, then the answer': async (struck) => {
    await struck.send('HTTP/1.1 100 Continue\r\n\r\n');
    await struck.deliver(struck.answer());
  },
  '103, many times, then the answer': async (struck) => {
    await struck.send('HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n'.repeat(20));
    await struck.deliver(struck.answer());
  },
  '102 without end': async (struck) => {
    struck.answer();
    await struck.trickle(() => 'HTTP/1.1 102 Processing\r\n\r\n', 15);
  },
  '101 that nobody asked for': async (struck) => {
    struck.answer();
    await struck.send('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
  },
};
