/**
 * A moment as a service writes it, in milliseconds since the epoch: ISO 8601, without a zone in UTC, or seconds or
 * milliseconds since the epoch; undefined when it is none.
 */
export function instant(value: unknown): number | undefined {
  if (typeof value === 'number') return inRange(value < secondsBelow ? value * 1000 : value);
  if (typeof value !== 'string' || !/^\s*\d{4}-\d\d/.test(value)) return undefined;
  const text = value
    .trim()
    .replace(/^(\S+) (?=\d)/, '$1T')
    .replace(/\s+(?=(?:Z|UTC|[+-]\d\d))/i, '')
    .replace(/UTC$/i, 'Z');
  const isZoned = /(?:Z|T.*[+-]\d\d(?::?\d\d)?)$/i.test(text) || !text.includes('T');
  return inRange(
    Date.parse(
      (isZoned ? text : `${text}Z`).replace(/([+-]\d\d)$/, (zone) => (text.includes('T') ? `${zone}:00` : zone)),
    ),
  );
}

/** The same as ISO 8601 in UTC, so that two of them compare as texts. */
export function utc(value: unknown): string | undefined {
  const time = instant(value);
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** Numbers below it count seconds. */
const secondsBelow = 1e11;

function inRange(time: number): number | undefined {
  return Math.abs(time) <= 8.64e15 ? time : undefined;
}
