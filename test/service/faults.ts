import { createGzip } from 'node:zlib';
import type { RecordedRequest, Reply } from './reply.ts';

/** Something that goes wrong with one request, or with the next `times` ones. */
export interface Fault {
  /** Only requests with this method. */
  readonly method?: string;
  /** Instead of the vendor's answer. Unless `processed`, the vendor then never sees the request. */
  readonly status?: number;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The vendor acts on the request although its answer is replaced, or lost before its headers. */
  readonly processed?: boolean;
  /** Waits before the headers, in milliseconds. */
  readonly delay?: number;
  /** The connection breaks after so many bytes of the body; -1: before the headers. */
  readonly cutAt?: number;
  /** It breaks by a TCP reset. */
  readonly reset?: boolean;
  /** Nothing more is sent after so many bytes of the body; -1: not even headers. The connection stays open. */
  readonly silentAt?: number;
  /** The body has neither a length nor chunks: it ends with its connection (RFC 9112, 6.3). */
  readonly endsByClosing?: boolean;
  /** While silent, sent again and again every `beatEvery` milliseconds. */
  readonly beat?: string;
  readonly beatEvery?: number;
  /** When the beats end, the rest of the body is sent after all. */
  readonly beats?: number;
  /** How many requests it strikes; default 1. */
  readonly times?: number;
}

interface Planned {
  readonly path: string | RegExp;
  readonly fault: Fault;
  left: number;
}

export class Faults {
  #planned: Planned[] = [];

  add(path: string | RegExp, fault: Fault): void {
    this.#planned.push({ path, fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that strikes `request`, used up once. */
  take({ method, path }: Pick<RecordedRequest, 'method' | 'path'>): Fault | undefined {
    const found = this.#planned.find(
      (plan) =>
        plan.left > 0 &&
        (plan.fault.method === undefined || plan.fault.method === method) &&
        (typeof plan.path === 'string' ? path.endsWith(plan.path) : plan.path.test(path)),
    );
    if (!found) return undefined;
    found.left--;
    return found.fault;
  }
}

/** The reply with the fault's status, headers and body. */
export function spoiled(fault: Fault | undefined, answer: () => Reply): Reply {
  if (!fault) return answer();
  const replaced = fault.status !== undefined || fault.body !== undefined;
  const lost = replaced || fault.cutAt === -1 || fault.silentAt === -1;
  const base: Reply = lost && !fault.processed ? { status: 200, pieces: [] } : answer();
  const { onSent, ...rest } = base;
  // What was processed is kept by the vendor, whether or not its answer arrives.
  if (fault.processed) onSent?.();
  return {
    ...rest,
    ...(onSent && !fault.processed && { onSent }),
    status: fault.status ?? base.status,
    headers: { ...(replaced ? { 'content-type': 'application/json' } : base.headers), ...fault.headers },
    ...(replaced && { pieces: fault.body === undefined ? [] : [fault.body] }),
  };
}

/** `size` bytes of white space, gzipped: about a thousandth of it on the wire. */
export async function gzipBomb(size: number): Promise<Uint8Array> {
  const gzip = createGzip({ level: 9 });
  const block = Buffer.alloc(2 ** 20, 0x20);
  const parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  for (let written = 0; written < size; written += block.byteLength) {
    if (!gzip.write(block)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await new Promise((resolve) => gzip.once('end', resolve));
  return Buffer.concat(parts);
}
