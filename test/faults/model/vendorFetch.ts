import { HaufeService } from '../../service/haufe.ts';
import type { RecordedRequest } from '../../service/reply.ts';

/** `lost`: the vendor acts, but its answer does not arrive; `swallowed`: nor does it act; `cut`: half of it arrives. */
export type Network = 'up' | 'down' | 'lost' | 'swallowed' | 'cut';

/** The vendor without sockets: what the network does is decided here, what was stored is in `service`. */
export class Vendor {
  readonly service = new HaufeService();
  network: Network = 'up';
  /** Called while an answer streams, after its first piece. */
  inMidAnswer: (() => void) | undefined;
  /** Called when something was changed, before the answer goes out. */
  onChange: (() => void) | undefined;

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    init?.signal?.throwIfAborted();
    const request = recorded(new URL(String(input)), init);
    if (this.network === 'down') throw failed('ECONNREFUSED');
    const changes = request.method !== 'GET';
    if (this.network === 'swallowed' && changes) throw failed('ECONNRESET');
    const reply = this.service.answer(request);
    if (!reply) return new Response(null, { status: 404 });
    if (changes) this.onChange?.();
    if (this.network === 'lost' && changes) throw failed('ECONNRESET');
    const { status, headers = {}, pieces, streamed } = reply;
    if (!streamed) return new Response(status === 204 ? null : pieces.join(''), { status, headers });
    const { network, inMidAnswer } = this;
    const end = network === 'cut' ? Math.ceil(pieces.length / 2) : pieces.length;
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (const [index, piece] of pieces.slice(0, end).entries()) {
          controller.enqueue(Buffer.from(piece));
          await new Promise((resolve) => setImmediate(resolve));
          if (index === 0) inMidAnswer?.();
        }
        // A vendor finishes its answer whether or not anyone reads it.
        reply.onSent?.();
        if (network === 'cut') controller.error(failed('ECONNRESET'));
        else controller.close();
      },
    });
    return new Response(body, { status, headers });
  };
}

function failed(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function recorded(url: URL, init: RequestInit | undefined): RecordedRequest {
  const headers = Object.fromEntries(new Headers(init?.headers));
  const common = { at: 0, complete: false, bytesSent: 0 };
  const body = typeof init?.body === 'string' ? init.body : '';
  return {
    method: init?.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    bytes: Buffer.from(body),
    ...common,
  };
}
