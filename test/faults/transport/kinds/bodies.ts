import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Struck } from '../struck.ts';
import { contentOf } from '../wire.ts';
import type { Kinds } from './kind.ts';

const compressed =
  (
    encoding: string,
    compress: (content: Buffer) => Buffer,
    spoil: (bytes: Buffer, struck: Struck) => Buffer = (bytes) => bytes,
  ) =>
  async (struck: Struck): Promise<void> => {
    const reply = struck.answer();
    const content = spoil(compress(contentOf(reply)), struck);
    await struck.deliver(reply, { content, headers: { 'content-encoding': encoding } });
  };

const flipped = (bytes: Buffer, { random }: Struck): Buffer => {
  const spoiled = Buffer.from(bytes);
  const at = random.between(Math.min(10, bytes.byteLength - 1), bytes.byteLength - 1);
  spoiled[at] = (spoiled[at] ?? 0) ^ (1 << random.between(0, 7));
  return spoiled;
};

const cutShort = (bytes: Buffer, { random }: Struck): Buffer =>
  bytes.subarray(0, random.between(0, bytes.byteLength - 1));

/** Something with a good status that is not the vendor's answer. */
const instead =
  (content: string, options: { readonly processed: boolean; readonly type?: string }) =>
  async (struck: Struck): Promise<void> => {
    const reply = options.processed ? struck.answer() : { status: 200, pieces: [] };
    const { status } = reply;
    await struck.deliver({
      status: status === 204 ? 200 : status,
      pieces: [content],
      headers: { 'content-type': options.type ?? 'application/json' },
    });
  };

/** What a sign-in page of a hotel, or a proxy, says in place of the vendor. */
const html = '<!doctype html><html><head><title>Sign in</title></head><body>Welcome</body></html>';

/** The framing is right, but what it holds is not. */
export const bodyKinds: Kinds = {
  gzip: compressed('gzip', gzipSync),
  'gzip, a bit flipped': compressed('gzip', gzipSync, flipped),
  'gzip, cut': compressed('gzip', gzipSync, cutShort),
  'gzip that is none': compressed('gzip', (content) => content),
  deflate: compressed('deflate', deflateSync),
  'brotli, cut': compressed('br', brotliCompressSync, cutShort),
  'an unknown encoding': compressed('magic', (content) => content),
  'HTML, not processed': instead(html, { processed: false, type: 'text/html' }),
  'HTML, processed': instead(html, { processed: true, type: 'text/html' }),
  'HTML that says it is JSON': instead(html, { processed: false }),
  'nothing, not processed': instead('', { processed: false }),
  'nothing, processed': instead('', { processed: true }),
  '204, not processed': async (struck) => struck.deliver({ status: 204, pieces: [] }),
  'other JSON, not processed': instead('{"status":"ok"}', { processed: false }),
  'other JSON, processed': instead('{"status":"ok"}', { processed: true }),
  null: instead('null', { processed: true }),
  'an empty list': instead('[]', { processed: false }),
  'JSON cut, its length right': async (struck) => {
    const reply = struck.answer();
    const content = contentOf(reply);
    await struck.deliver(reply, { content: cutShort(content, struck) });
  },
  'garbage in the middle': async (struck) => {
    const reply = struck.answer();
    const content = contentOf(reply);
    const at = struck.random.between(0, content.byteLength);
    await struck.deliver(reply, {
      content: Buffer.concat([content.subarray(0, at), Buffer.from('\n\u0000<<<>>>\n'), content.subarray(at)]),
    });
  },
  'a byte changed': async (struck) => {
    const reply = struck.answer();
    const content = contentOf(reply);
    const lines = content.indexOf(0x7b);
    // Of JSON's own characters: what stands in a text may be anything, and nobody could tell.
    if (lines >= 0) content[lines] = 0x01;
    await struck.deliver(reply, { content });
  },
  'another content type': async (struck) =>
    struck.deliver(struck.answer(), { headers: { 'content-type': 'text/plain' } }),
  'no content type': async (struck) => struck.deliver(struck.answer(), { headers: { 'content-type': undefined } }),
  'a byte order mark': async (struck) => {
    const reply = struck.answer();
    await struck.deliver(reply, { content: Buffer.concat([Buffer.from('\ufeff'), contentOf(reply)]) });
  },
  'too large': async (struck) => {
    struck.answer();
    await struck.send('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    const block = `100000\r\n${' '.repeat(2 ** 20)}\r\n`;
    await struck.trickle(() => block, 0, 20);
  },
};
