import { setTimeout as wait } from 'node:timers/promises';
import { hurried } from '../clocks.ts';
import type { Struck } from '../struck.ts';
import { wireOf } from '../wire.ts';
import type { Kinds } from './kind.ts';

type Region = 'head' | 'body';

/** Sends the answer up to a random byte of `region`. */
async function upTo(struck: Struck, region: Region): Promise<void> {
  const { head, body, bytes } = struck.wire();
  const [from, to] =
    region === 'head' ? [1, head.byteLength - 1] : [head.byteLength, head.byteLength + body.byteLength - 1];
  await struck.send(bytes.subarray(0, struck.random.between(from, Math.max(from, to))));
}

const cut =
  (region: Region, how: 'close' | 'reset' | 'half') =>
  async (struck: Struck): Promise<void> => {
    await upTo(struck, region);
    struck.leave(how);
  };

/** The connection itself breaks, before or after the vendor has acted. */
export const connectionKinds: Kinds = {
  'port closed': ({ server }) => server.refuse(),
  'closed, not processed': (struck) => struck.leave('close'),
  'reset, not processed': (struck) => struck.leave('reset'),
  'half-closed, not processed': (struck) => struck.leave('half'),
  'silent, not processed': () => undefined,
  'closed, answer lost': (struck) => {
    struck.answer();
    struck.leave('close');
  },
  'reset, answer lost': (struck) => {
    struck.answer();
    struck.leave('reset');
  },
  'half-closed, answer lost': (struck) => {
    struck.answer();
    struck.leave('half');
  },
  'silent, answer lost': (struck) => void struck.answer(),
  'processed after the client left': async (struck) => {
    await wait(hurried.headers + 40);
    struck.answer();
    struck.leave('close');
  },
  'head cut, closed': cut('head', 'close'),
  'head cut, reset': cut('head', 'reset'),
  'head cut, half-closed': cut('head', 'half'),
  'head cut, silent': (struck) => upTo(struck, 'head'),
  'body cut, closed': cut('body', 'close'),
  'body cut, reset': cut('body', 'reset'),
  'body cut, half-closed': cut('body', 'half'),
  'body cut, silent': (struck) => upTo(struck, 'body'),
  dribbled: async (struck) => {
    const reply = struck.answer();
    const { bytes } = wireOf(reply);
    for (let at = 0; at < bytes.byteLength; at += 7) {
      await struck.send(bytes.subarray(at, at + 7));
      await new Promise((resolve) => setImmediate(resolve));
    }
    reply.onSent?.();
  },
  'slow trickle': async (struck) => {
    const { bytes } = struck.wire();
    let at = 0;
    await struck.trickle(() => bytes.subarray(at, ++at), 20, bytes.byteLength);
  },
  'endless trickle': async (struck) => {
    await struck.send('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    await struck.trickle(() => '1\r\n \r\n', 15);
  },
  'late headers': async (struck) => {
    await wait(hurried.headers / 3);
    await struck.deliver(struck.answer());
  },
  'headers too late': async (struck) => {
    const { bytes } = struck.wire();
    await wait(hurried.headers * 2 + 60);
    await struck.send(bytes);
  },
  'closed after a good answer': async (struck) => {
    await struck.deliver(struck.answer());
    struck.leave('close');
  },
};
