import type { Log } from '../../base/log.ts';
import type { ErrorCode } from '../../chat/model/errorData.ts';
import type { DescribedRequest, Quota } from '../../chat/model/model.ts';
import type { Timeouts } from '../../chat/model/timeouts.ts';
import type { Breaker } from './breaker.ts';
import type { Pace } from './pace.ts';
import type { Repeat } from './retry.ts';
import { type Query, target } from './target.ts';

export type Fetch = typeof globalThis.fetch;

/** Parts that every vendor's provider is made of. */
export interface ProviderOptions<C> {
  readonly connection: C;
  /** Asked at each request, so that nothing keeps the key. Undefined: there is none. */
  readonly getKey: () => Promise<string | undefined>;
  readonly timeouts: Timeouts;
  readonly log: Log;
  /** Default: `globalThis.fetch` at the time of the call, which VS Code patches for proxies and certificates. */
  readonly fetch?: Fetch | undefined;
  /** Upper bound of the first wait before a repetition, in milliseconds. */
  readonly retryWait?: number | undefined;
  /** Shared by whatever asks the same host. Default: one of its own. */
  readonly breaker?: Breaker | undefined;
  /** Called whenever the service says how many requests are left. */
  readonly tellQuota?: ((quota: Quota) => void) | undefined;
}

/** An answer that is no success, its body cut to 64 KiB. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The meaning of a refused request. */
export interface Refusal {
  readonly code: ErrorCode;
  /** The vendor's own code, never its prose, and what it calls the request: for the log. */
  readonly detail?: string;
  /** The service's id of the request, where its body has one. */
  readonly requestId?: string;
}

export interface HttpOptions extends Omit<ProviderOptions<unknown>, 'connection'> {
  readonly baseUrl: string;
  readonly keyHeader: string;
  /** The pace of this service, where a request says nothing else. */
  readonly pace: Pace;
  /** Returns this vendor's meaning of a failed answer. */
  readonly failure: (answer: FailedAnswer) => Refusal;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path below the base address; made by `path`. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: `safe` for GET and DELETE, `unprocessed` for POST. */
  readonly repeat?: Repeat;
  readonly limits?: Partial<Timeouts>;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A limit of its own, instead of the service's general one. */
  readonly pace?: Pace;
}

/** A request as it would go out, but for the key. */
export function described(
  { baseUrl, keyHeader }: { readonly baseUrl: string; readonly keyHeader: string },
  { method, path, query, body, headers, accept = 'application/json' }: HttpRequest,
): DescribedRequest {
  return {
    method,
    url: target(baseUrl, path, query).href,
    headers: {
      [keyHeader]: '<API_KEY>',
      accept,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
}
