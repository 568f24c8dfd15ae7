import { ChatError } from '../../chat/model/errors.ts';
import { caps, readText } from './body.ts';
import { Breaker } from './breaker.ts';
import { type Exchange, exchange } from './exchange.ts';
import { jsonOrUndefined } from './object.ts';
import type { HttpOptions, HttpRequest } from './request.ts';
import { firstWait, longestWait, withRetry } from './retry.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The body ends where the connection does (RFC 9112, 6.3), so that one that was cut looks like a whole one. */
  readonly endsByClosing: boolean;
  /** The bytes, once only. Leaving the iteration closes the connection. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** One vendor's service. Every call fails with a ChatError, or with the signal's reason. */
export interface Http {
  /** The answer as soon as its headers are here, its body capped at 16 MiB. */
  open(request: HttpRequest, signal: AbortSignal): Promise<Answer>;
  /** The whole body as text, at most 8 MiB. */
  text(request: HttpRequest, signal: AbortSignal): Promise<string>;
  /** The same, with the content type that it was sent as. */
  body(request: HttpRequest, signal: AbortSignal): Promise<{ readonly text: string; readonly contentType: string }>;
  /** The whole body as JSON; ChatError `bad-response` when it is none. */
  json(request: HttpRequest, signal: AbortSignal): Promise<unknown>;
}

export function createHttp(options: HttpOptions): Http {
  const breaker = options.breaker ?? new Breaker();
  const host = URL.parse(options.baseUrl)?.host ?? '';
  const send = <T>(request: HttpRequest, signal: AbortSignal, read: (answer: Exchange) => Promise<T>): Promise<T> => {
    const repeat = request.repeat ?? (request.method === 'POST' ? 'unprocessed' : 'safe');
    const pace = request.pace ?? options.pace;
    const attempts = () =>
      withRetry(repeat, options.retryWait ?? firstWait, signal, async (attempt) => {
        await pace.turn(longestWait[repeat], signal);
        return read(await exchange({ ...options, pace }, request, signal, attempt));
      });
    return breaker.guard(host, attempts);
  };
  const body: Http['body'] = (request, signal) =>
    send(request, signal, async ({ response, bytes }) => ({
      text: await readText(bytes(caps.json), contentTypeOf(response)),
      contentType: contentTypeOf(response),
    }));
  const text = async (request: HttpRequest, signal: AbortSignal): Promise<string> => (await body(request, signal)).text;
  return {
    open: (request, signal) =>
      send(request, signal, async ({ response, bytes }) => ({
        status: response.status,
        contentType: contentTypeOf(response),
        endsByClosing: endsByClosing(response.headers),
        bytes: bytes(caps.answer),
      })),
    text,
    body,
    json: async (request, signal) => parseJson(await text(request, signal), new URL(options.baseUrl).host),
  };
}

function contentTypeOf({ headers }: Response): string {
  return headers.get('content-type')?.toLowerCase() ?? '';
}

/** HTTP/1.1 demands `connection: close` with such a body; HTTP/2 has none of these headers, and marks every end. */
function endsByClosing(headers: Headers): boolean {
  if (headers.has('content-length') || headers.has('transfer-encoding')) return false;
  return /(?:^|,)\s*close\s*(?:,|$)/i.test(headers.get('connection') ?? '');
}

/** `text` as JSON. Throws ChatError `bad-response`; a POST with such an answer may have been acted on. */
function parseJson(text: string, host: string): unknown {
  const value = jsonOrUndefined(text);
  if (value !== undefined) return value;
  throw new ChatError('bad-response', { processed: 'maybe', host, detail: text.trim() === '' ? 'empty' : 'no JSON' });
}
