import type { ErrorCode } from '../../chat/model/errorData.ts';
import type { Processed } from '../../chat/model/errors.ts';

const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-request',
  401: 'key-rejected',
  402: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  407: 'proxy',
  408: 'vendor-timeout',
  409: 'conflict',
  410: 'not-found',
  413: 'context-too-long',
  422: 'invalid-request',
  429: 'rate-limited',
  504: 'vendor-timeout',
  // RFC 6585, 6: a network that wants a sign-in first.
  511: 'proxy',
};

/** Returns the meaning of an HTTP status when the body says nothing more (RFC 9110, 15). */
export function statusCode(status: number): ErrorCode {
  return byStatus[status] ?? (status >= 500 || status === 425 ? 'unavailable' : 'invalid-request');
}

/** A refusal was surely not acted on; a failure of the service may have been, unless it says when to come back. */
export function processedAt(status: number, at: number | undefined): Processed {
  if (status === 429 || (status === 503 && at !== undefined)) return 'no';
  return status === 408 || status >= 500 ? 'maybe' : 'yes';
}
