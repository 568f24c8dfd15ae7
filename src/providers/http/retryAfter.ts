/** Header values below this are seconds from now; from here on seconds, then milliseconds, since the epoch. */
const epochSeconds = 1e9;
const epochMilliseconds = 1e11;

const resetHeader = /^(?:x-)?rate-?limit-(?:reset|retry)(?:-after)?(-ms)?$/;

/** Longest that a header is believed, in milliseconds: a service that shuts for longer is asked again after an hour. */
const longest = 3_600_000;

/**
 * When the service takes requests again, in milliseconds since the epoch: `Retry-After` (RFC 9110, 10.2.3: seconds or
 * date), `retry-after-ms`, and the reset of `RateLimit-*`, `X-RateLimit-*` and `X-Rate-Limit-*` as seconds from now,
 * or seconds or milliseconds since the epoch; of several values the latest. At most an hour after `now` (milliseconds
 * since the epoch), never before it; undefined when nothing usable says so.
 */
export function retryAt(headers: Iterable<readonly [string, string]>, now: number): number | undefined {
  const all = [...headers].map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const named = new Map(all);
  const milliseconds = later(
    numbers(named.get('retry-after-ms') ?? '').map((number) => now + number),
    now,
  );
  if (milliseconds !== undefined) return milliseconds;
  const own = later(instants(named.get('retry-after') ?? '', now), now);
  if (own !== undefined) return own;
  const resets = all.flatMap(([name, value]) => {
    const match = resetHeader.exec(name);
    if (!match) return [];
    return match[1] ? numbers(value).map((number) => now + number) : instants(value, now);
  });
  // draft-ietf-httpapi-ratelimit-headers: `RateLimit: limit=10, remaining=0, reset=5`, later `"name";r=0;t=5`.
  const combined = (named.get('ratelimit') ?? '').matchAll(/(?:\breset=|;\s*t=)(\d+)/g);
  return later([...resets, ...Array.from(combined, ([, seconds]) => now + Number(seconds) * 1000)], now);
}

/** The last of the instants that are not past: a header of the past says nothing, and the usual back-off holds. */
function later(instants: readonly number[], now: number): number | undefined {
  const coming = instants.filter((at) => at >= now).map((at) => Math.min(at, now + longest));
  return coming.length > 0 ? coming.reduce((last, at) => Math.max(last, at)) : undefined;
}

/** `5, 10;w=60`: headers that came twice are joined by a comma, and may carry parameters. */
function numbers(value: string): number[] {
  const items = value.split(',').map((item) => item.replace(/;.*/, '').trim());
  return items.filter((item) => /^\d+(?:\.\d+)?$/.test(item)).map(Number);
}

function instants(value: string, now: number): number[] {
  const found = numbers(value).map((number) => {
    if (number >= epochMilliseconds) return number;
    return number >= epochSeconds ? number * 1000 : now + number * 1000;
  });
  if (found.length > 0) return found;
  // Only what looks like a date: `Date.parse` finds a year in `-1`.
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? [] : [date];
}
