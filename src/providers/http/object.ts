import { shortened } from '../../chat/model/limits.ts';

/**
 * `text` as JSON, or undefined when it is none. Numbers that JSON does not have (`NaN`, `Infinity`; Python and .NET
 * write them) are read as `null`.
 */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return /NaN|Infinity/.test(text) ? withoutOddNumbers(text) : undefined;
  }
}

function withoutOddNumbers(text: string): unknown {
  try {
    // A string that is not closed is taken to its end, so that nothing is looked at twice.
    const parts = /"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/gs;
    return JSON.parse(text.replace(parts, (part) => (part.startsWith('"') ? part : 'null')));
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own property `key`, so that a vendor's `__proto__` is never followed. */
export function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Property `name` of `value`, whatever its case: serializers write `text` or `Text`, depending on how they are set up. An
 * exact match wins.
 */
export function field(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : value[key];
}

/** `text` without white space around it and at most so long, or undefined when nothing is left or it is no string. */
export function textOf(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? shortened(value.trim(), most) : undefined;
}
