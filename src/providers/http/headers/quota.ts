import type { Quota } from '../../../chat/model/model.ts';

/** Seconds above this are a time since 1970, not a while. */
const longestWhile = 10 ** 9;

/**
 * Returns the requests that a service says are left: by the header `RateLimit` of the IETF's draft, by the three
 * headers of its earlier versions, or by the same with `X-`, as most gateways send them. Undefined where it tells
 * nothing that can be read.
 */
export function quotaIn(headers: Headers, now: number): Quota | undefined {
  const draft = headers.get('ratelimit') ?? '';
  const left = parameter(draft, 'r') ?? first(headers, 'remaining');
  if (left === undefined) return undefined;
  const limit = parameter(headers.get('ratelimit-policy') ?? '', 'q') ?? first(headers, 'limit');
  const reset = parameter(draft, 't') ?? first(headers, 'reset');
  const until = reset === undefined ? undefined : reset > longestWhile ? reset * 1000 : now + reset * 1000;
  return {
    left,
    // A policy of another window than the one that is told of.
    ...(limit !== undefined && limit >= left && { limit }),
    ...(until !== undefined && { until }),
  };
}

/** Returns a parameter of a header; of several policies in one header the first counts. */
function parameter(value: string, name: string): number | undefined {
  return count(new RegExp(`^[^,]*?;\\s*${name}=(\\d+)`).exec(value)?.[1]);
}

function first(headers: Headers, name: 'remaining' | 'limit' | 'reset'): number | undefined {
  const names = [`ratelimit-${name}`, `x-ratelimit-${name}`, `x-ratelimit-${name}-requests`, `x-rate-limit-${name}`];
  return names.map((each) => count(headers.get(each))).find((each) => each !== undefined);
}

/** A count of requests, or of seconds; never a number that a sentence could not show. */
function count(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}
