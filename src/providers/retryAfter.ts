/** Header values below this are seconds from now; from here on seconds, then milliseconds, since the epoch. */
const epochSeconds = 1e9;
const epochMilliseconds = 1e11;

const resetHeader = /^(?:x-)?rate-?limit-(?:reset|retry)(?:-after)?(-ms)?$/;

/**
 * When the service takes requests again, in milliseconds since the epoch: `Retry-After` (RFC 9110, 10.2.3: seconds or
 * date), `retry-after-ms`, and the reset of `RateLimit-*`, `X-RateLimit-*` and `X-Rate-Limit-*` as seconds from now,
 * or seconds or milliseconds since the epoch. Undefined when nothing says so. `now` is milliseconds since the epoch.
 */
export function retryAt(headers: Iterable<readonly [string, string]>, now: number): number | undefined {
  const all = [...headers].map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const named = new Map(all);
  const milliseconds = named.get('retry-after-ms');
  if (milliseconds !== undefined && isNumber(milliseconds)) return now + Number(milliseconds);
  const after = named.get('retry-after');
  const own = after === undefined ? undefined : instant(after, now);
  if (own !== undefined) return own;
  const resets = all.flatMap(([name, value]) => {
    const match = resetHeader.exec(name);
    if (!match) return [];
    const at = match[1] && isNumber(value) ? now + Number(value) : instant(value, now);
    return at === undefined ? [] : [at];
  });
  // draft-ietf-httpapi-ratelimit-headers: `RateLimit: limit=10, remaining=0, reset=5`, later `"name";r=0;t=5`.
  const combined = /(?:\breset=|;\s*t=)(\d+)/.exec(named.get('ratelimit') ?? '')?.[1];
  if (combined !== undefined) resets.push(now + Number(combined) * 1000);
  return resets.length > 0 ? Math.max(...resets) : undefined;
}

function isNumber(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text);
}

function instant(value: string, now: number): number | undefined {
  if (isNumber(value)) {
    const number = Number(value);
    if (number >= epochMilliseconds) return number;
    return number >= epochSeconds ? number * 1000 : now + number * 1000;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}
