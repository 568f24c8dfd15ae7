import { json, type Reply } from '../../../service/reply.ts';
import type { Struck } from '../struck.ts';
import type { Kinds } from './kind.ts';

type Headers = Readonly<Record<string, string>>;

const bodies = [
  '',
  '{"error_code":"internal_server_error","detail":"In the words of the service."}',
  '{"message":"An internal error occurred."}',
  '<html><body><h1>Bad Gateway</h1></body></html>',
  '{"title":"Error","traceId":"00-abc-01"',
];

function refuse(struck: Struck, status: number, headers: Headers = {}): Promise<void> {
  const reply: Reply = { ...json(status, {}), pieces: [struck.random.one(bodies)] };
  return struck.deliver({ ...reply, headers: { ...reply.headers, ...headers } });
}

/** The service says no before it has done anything. */
const refused =
  (status: number, headers: (now: number) => Headers = () => ({})) =>
  (struck: Struck): Promise<void> =>
    refuse(struck, status, headers(Date.now()));

/** The service has done it, and then says that it failed. */
const spoiled =
  (status: number) =>
  async (struck: Struck): Promise<void> => {
    struck.answer();
    await refuse(struck, status);
  };

const redirected = (status: number) => refused(status, () => ({ location: 'https://elsewhere.invalid/steal' }));

/** The service, or something before it, answers with a status that is no success. */
export const statusKinds: Kinds = {
  '500, not processed': refused(500),
  '500, processed': spoiled(500),
  '502, not processed': refused(502),
  '502, processed': spoiled(502),
  '503, not processed': refused(503),
  '503, processed': spoiled(503),
  '503 with Retry-After': refused(503, () => ({ 'retry-after': '0' })),
  '504, not processed': refused(504),
  '504, processed': spoiled(504),
  '500 whose body breaks off': async (struck) => {
    struck.answer();
    await struck.send('HTTP/1.1 500 Oops\r\ncontent-length: 500\r\n\r\n{"error_code"');
    struck.leave('close');
  },
  '500 whose body never comes': async (struck) => {
    struck.answer();
    await struck.send('HTTP/1.1 500 Oops\r\ncontent-length: 500\r\n\r\n');
  },
  '408': refused(408),
  '409': refused(409),
  '425': refused(425),
  '429 without a time': refused(429),
  '429, at once': refused(429, () => ({ 'retry-after': '0' })),
  '429, in milliseconds': refused(429, () => ({ 'retry-after-ms': '20' })),
  '429, at a date': refused(429, (now) => ({ 'retry-after': new Date(now).toUTCString() })),
  '429, at a date that makes no sense': refused(429, () => ({ 'retry-after': 'soon' })),
  '429, a reset in epoch seconds': refused(429, (now) => ({ 'x-ratelimit-reset': String(Math.floor(now / 1000)) })),
  '429, a combined header': refused(429, () => ({ ratelimit: 'limit=10, remaining=0, reset=0' })),
  '429, in an hour': refused(429, () => ({ 'retry-after': '3600' })),
  '429, in a hundred years': refused(429, () => ({ 'retry-after': '3153600000' })),
  '400': refused(400),
  '401': refused(401),
  '403': refused(403),
  '404': refused(404),
  '407': refused(407),
  '413': refused(413),
  '418': refused(418),
  '422': refused(422),
  '301': redirected(301),
  '302': redirected(302),
  '303': redirected(303),
  '307': redirected(307),
  '308': redirected(308),
};
