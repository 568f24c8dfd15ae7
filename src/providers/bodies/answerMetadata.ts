import { namesSecret } from '../../chat/text/redaction.ts';
import { isObject } from '../http/object.ts';

/** Longest metadata, in characters of JSON, that is kept beside an answer. */
const mostKept = 32_768;

/** Most keys that are kept beside an answer, and the longest name of one. */
const mostKeys = 500;
const longestName = 200;

/**
 * Returns the vendor's metadata that is stored with an answer for export: as it came, without keys and values that are
 * too long.
 */
export function answerMetadata(
  metaData: unknown,
  without: ReadonlySet<string> = new Set(),
): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(metaData)) return undefined;
  const rest = Object.entries(metaData).filter(([key]) => !without.has(key));
  if (rest.length === 0) return undefined;
  let room = mostKept;
  const kept = rest.slice(0, mostKeys).map(([key, value]) => {
    const safe = namesSecret(key) ? redacted : withoutKeys(value, 0);
    const length = JSON.stringify([key, safe]).length;
    const fits = length <= room;
    if (fits) room -= length;
    return [key.slice(0, longestName), fits ? safe : leftOut] as const;
  });
  return Object.fromEntries(kept);
}

const redacted = '[redacted]';

/** Stands for a value that would make the metadata longer than is kept. */
const leftOut = '[left out: too long]';

function withoutKeys(value: unknown, depth: number): unknown {
  if (depth > 20) return redacted;
  if (Array.isArray(value)) return value.map((item) => withoutKeys(item, depth + 1));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, namesSecret(key) ? redacted : withoutKeys(item, depth + 1)]),
  );
}
