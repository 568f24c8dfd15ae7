import { durationOf } from '../../../base/durations.ts';

/** Header values below this are seconds from now; from here on seconds, then milliseconds, since the epoch. */
const epochSeconds = 1e9;
const epochMilliseconds = 1e11;

const ownHeader = /^(?:x-)?retry-after$/;
const ownMilliseconds = /^(?:x-)?(?:ms-)?retry-after-ms$/;
const resetHeader = /rate-?limit.*(?:reset|retry)|(?:reset|retry).*rate-?limit/;

/** A longer wait is nonsense, in milliseconds: a quota may begin anew with the next month. Then it is an hour. */
const longest = 31 * 86_400_000;
const hour = 3_600_000;

/** Clocks that differ by less are taken for the same, in milliseconds. */
const sameClock = 3_000;

type Header = readonly [string, string];

/**
 * Returns when the service takes requests again, in milliseconds since the epoch: `Retry-After` (RFC 9110, 10.2.3:
 * seconds or date) or the same in milliseconds, and the reset of every `RateLimit` header that is known, as seconds or
 * a duration from now, or a moment; of several values the latest. Moments count from the response's own `Date`, so that
 * a clock that is wrong here changes nothing. Never before `now` (milliseconds since the epoch); undefined when nothing
 * usable says so.
 */
export function retryAt(headers: Iterable<Header>, now: number): number | undefined {
  const all = [...headers].map(([name, value]): Header => [name.toLowerCase(), value.trim()]);
  const date = Date.parse(all.find(([name]) => name === 'date')?.[1] ?? '');
  // `Date` has whole seconds only: where the clocks agree, ours is the better one.
  const ahead = Number.isNaN(date) || Math.abs(date - now) < sameClock ? 0 : date - now;
  const latest = (waits: readonly number[]) => {
    const coming = waits.filter((wait) => wait >= 0).map((wait) => (wait <= longest ? wait : hour));
    return coming.length > 0 ? now + coming.reduce((last, wait) => Math.max(last, wait)) : undefined;
  };
  const read = (match: RegExp, inMilliseconds = false) =>
    all
      .filter(([name]) => match.test(name))
      .flatMap(([name, value]) => waits(value, now + ahead, inMilliseconds || name.endsWith('-ms')));
  const combined = all.filter(([name]) => name === 'ratelimit').flatMap(([, value]) => combinedWaits(value));
  const resets = spent(
    all.filter(([name]) => resetHeader.test(name)),
    all,
  );
  return (
    latest(read(ownMilliseconds, true)) ??
    latest(read(ownHeader)) ??
    latest([...resets.flatMap(([name, value]) => waits(value, now + ahead, name.endsWith('-ms'))), ...combined])
  );
}

/** The limits that are used up, where the service tells what remains of each of several. */
function spent(resets: readonly Header[], all: readonly Header[]): readonly Header[] {
  const remaining = new Map(all.filter(([name]) => name.includes('remaining')));
  const isSpent = ([name]: Header) =>
    Number(remaining.get(name.replace('reset', 'remaining'))) === 0 &&
    remaining.has(name.replace('reset', 'remaining'));
  const used = resets.filter(isSpent);
  return used.length > 0 ? used : resets;
}

/** draft-ietf-httpapi-ratelimit-headers: `RateLimit: limit=10, remaining=0, reset=5`, later `"name";r=0;t=5`. */
function combinedWaits(value: string): readonly number[] {
  const found = value.matchAll(/(?:\breset=|;\s*t=)([\w.:]+)/g);
  return Array.from(found, ([, wait = '']) => (/^\d+$/.test(wait) ? Number(wait) * 1000 : durationOf(wait))).filter(
    (wait) => wait !== undefined,
  );
}

/** `5, 10;w=60`: headers that came twice are joined by a comma, and may carry parameters. `at`: the service's own time. */
function waits(value: string, at: number, inMilliseconds: boolean): readonly number[] {
  const items = value.split(',').map((item) =>
    item
      .replace(/;.*/, '')
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  );
  const found = items.flatMap((item) => {
    if (!/^\+?\d+(?:\.\d+)?$/.test(item)) return durationOf(item) ?? [];
    const number = Number(item);
    if (inMilliseconds) return number;
    if (number >= epochMilliseconds) return number - at;
    return number >= epochSeconds ? number * 1000 - at : number * 1000;
  });
  if (found.length > 0) return found;
  // Only what looks like a date: `Date.parse` finds a year in `-1`.
  const date = /[a-z]/i.test(value) ? moment(value) : Number.NaN;
  return Number.isNaN(date) ? [] : [date - at];
}

/** A moment that names no zone, as the oldest form of HTTP does not either, is the service's: it counts in UTC. */
function moment(value: string): number {
  if (/(?:[zt]|[+-]\d\d:?\d\d)$/i.test(value.replace(/\b(?:UTC|UT)$/i, 'GMT'))) return Date.parse(value);
  return Date.parse(/^\d{4}-/.test(value) ? `${value}Z` : `${value} GMT`);
}

/** The wait that a sentence of a service names, in milliseconds. */
export function waitIn(text: string): number | undefined {
  const [, wait = ''] =
    /\b(?:wait|(?:again|retry|replenished|reset|renewed|available|wait)\b[^.!?]{0,40}?\b(?:in|after|for))\s+((?:\d|P?T\d)[\w.: ]{0,40})/i.exec(
      text,
    ) ?? [];
  const words = wait.trim().replace(/[.:]$/, '');
  for (let end = words.length; end > 0; end = words.lastIndexOf(' ', end - 1)) {
    const duration = durationOf(words.slice(0, end).replace(/[.:]$/, ''));
    if (duration !== undefined) return duration;
  }
  return undefined;
}
