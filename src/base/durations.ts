const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const part =
  /(\d+(?:\.\d+)?)\s*(milliseconds?|millis|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])(?:[\s,]|and\b)*/iy;

/**
 * A duration in milliseconds, in the forms that services write: `1m30s`, `2 minutes`, `PT30S` (ISO 8601), `00:01:30` and
 * `1.02:00:00` (.NET); undefined when it is none, plain numbers among them.
 */
export function durationOf(text: string): number | undefined {
  const given = text.trim();
  return clock(given) ?? iso(given) ?? worded(given);
}

function clock(text: string): number | undefined {
  const [found, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,5})\.)?(\d{1,3}):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text) ?? [];
  if (found === undefined) return undefined;
  return Math.round((((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}

function iso(text: string): number | undefined {
  const [, days, time, hours, minutes, seconds] =
    /^P(?:(\d+(?:\.\d+)?)D)?(T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text) ?? [];
  const parts = [days, hours, minutes, seconds];
  if (parts.every((value) => value === undefined) || time?.length === 1) return undefined;
  const [d = 0, h = 0, m = 0, s = 0] = parts.map((value) => Number(value ?? 0));
  return Math.round((((d * 24 + h) * 60 + m) * 60 + s) * 1000);
}

function worded(text: string): number | undefined {
  let sum = 0;
  let at = 0;
  while (at < text.length) {
    part.lastIndex = at;
    const [all, number, unit = ''] = part.exec(text) ?? [];
    if (all === undefined) return undefined;
    const name = /^m(?:s|illi)/i.test(unit) ? 'ms' : (unit[0] ?? '').toLowerCase();
    sum += Number(number) * (units[name] ?? 0);
    at += all.length;
  }
  return at === 0 ? undefined : sum;
}

const day = 86_400_000;

/** Whole days since a time; 0 where none is known. */
export function daysSince(time: string | undefined, now: number): number {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? 0 : Math.floor((now - at) / day);
}
