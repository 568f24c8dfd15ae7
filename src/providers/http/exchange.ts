import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import { readBytes, readErrorText } from './body.ts';
import { type Clocks, orAborted, startClocks } from './clocks.ts';
import { quotaIn } from './headers/quota.ts';
import { retryAt, waitIn } from './headers/retryAfter.ts';
import { networkFailure } from './networkFailure.ts';
import type { HttpOptions, HttpRequest } from './request.ts';
import { requestId } from './requestId.ts';
import { processedAt } from './statusCode.ts';
import { target } from './target.ts';

/** A success, its body still to be read. */
export interface Exchange {
  readonly response: Response;
  readonly bytes: (cap: number) => AsyncGenerator<Uint8Array>;
}

/**
 * Makes one attempt at `request`: the key is asked for, the clocks run, one line is logged. Fails with a ChatError that
 * says whether the service may have acted, or with the signal's reason.
 */
export async function exchange(
  options: HttpOptions,
  request: HttpRequest,
  signal: AbortSignal,
  attempt: number,
): Promise<Exchange> {
  const url = target(options.baseUrl, request.path, request.query);
  // Reading the key may wait for the system's keyring, and that for a person.
  const key = await orAborted(readKey(options), signal);
  const init = requestInit(options, request, key);
  const clocks = startClocks({ ...options.timeouts, ...request.limits }, signal, url.host);
  const started = performance.now();
  const report = (outcome: number | string): string =>
    `${request.method} ${loggedPath(url)} ${outcome} ${Math.round(performance.now() - started)} ms attempt ${attempt}`;
  try {
    const sent = { ...init, signal: clocks.signal };
    // By name at call time: VS Code replaces the global function, and may do so late.
    const response = await orAborted(
      options.fetch ? options.fetch(url, sent) : globalThis.fetch(url, sent),
      clocks.signal,
    );
    clocks.headersArrived();
    const quota = options.tellQuota && quotaIn(response.headers, Date.now());
    if (quota) options.tellQuota?.(quota);
    options.log[response.ok ? 'info' : 'warn'](report(response.status));
    if (!response.ok || response.redirected) throw await refusal(options, response, clocks, url.host, key);
    return { response, bytes: (cap) => readBytes(response, clocks, url.host, cap) };
  } catch (error) {
    const aborted: unknown = clocks.signal.aborted ? clocks.signal.reason : undefined;
    clocks.stop();
    clocks.abort();
    if (error instanceof ChatError && error.status !== undefined) throw error;
    const failure = aborted ?? (error instanceof ChatError ? error : networkFailure(error, url.host));
    options.log.warn(report(failure instanceof ChatError ? failureLine(failure) : 'stopped'));
    throw failure;
  }
}

/** The path with the beginnings of its ids: the log is not deleted with a conversation, and must not name it for good. */
function loggedPath({ pathname }: URL): string {
  return pathname.replace(/[^/]{9,}/g, (part) => (/\d/.test(part) ? `${part.slice(0, 8)}…` : part));
}

function requestInit(options: HttpOptions, request: HttpRequest, key: string): RequestInit {
  const headers = new Headers({ ...request.headers, accept: request.accept ?? 'application/json' });
  headers.set(options.keyHeader, key);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  return {
    method: request.method,
    headers,
    // A redirected request would carry the key header, and on 307 and 308 the question, to wherever it leads.
    redirect: 'error',
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  };
}

async function readKey({ getKey }: HttpOptions): Promise<string> {
  let key: string | undefined;
  try {
    key = (await getKey())?.trim();
  } catch (error) {
    throw error instanceof ChatError ? error : new ChatError('secrets-unavailable', { processed: 'no' });
  }
  if (!key) throw new ChatError('key-missing', { processed: 'no' });
  // What no header can carry would be refused by `fetch` with a message that repeats the key.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new ChatError('key-rejected', { processed: 'no', detail: 'characters' });
  return key;
}

/** Refusals that end by themselves, whatever their status. */
const limited: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'quota-used']);

/** Returns when a limit ends, by the headers or by the service's words. */
function endOfLimit(headers: Headers, text: string): number | undefined {
  const wait = waitIn(text);
  return retryAt(headers, Date.now()) ?? (wait === undefined ? undefined : Date.now() + wait);
}

async function refusal(
  options: HttpOptions,
  response: Response,
  clocks: Clocks,
  host: string,
  key: string,
): Promise<ChatError> {
  const { status, headers } = response;
  const at = status === 429 || status === 503 ? retryAt(headers, Date.now()) : undefined;
  // Before the body is read: whatever else waits for its turn must not go out.
  if (status === 429 && at !== undefined) options.pace.closeUntil(at);
  const text = await readErrorText(response, clocks, host);
  if (response.redirected || (status >= 300 && status < 400) || status === 0) {
    return new ChatError('redirected', { processed: 'yes', status, host });
  }
  const { code, detail, requestId: named = requestId(headers) } = options.failure({ status, headers, text });
  const until = at ?? (limited.has(code) ? endOfLimit(headers, text) : undefined);
  return new ChatError(code, {
    processed: processedAt(status, until),
    status,
    host,
    // A service may repeat what it was sent.
    ...(detail !== undefined && { detail: detail.replaceAll(key, '[key]') }),
    ...(named !== undefined && { requestId: named.replaceAll(key, '[key]') }),
    ...(until !== undefined && { retryAt: until }),
  });
}
