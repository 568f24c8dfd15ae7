import { shortened } from '../../chat/model/limits.ts';

/** `value` as JSON, or undefined when it is none. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
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

/** `text` without white space around it and at most so long, or undefined when nothing is left or it is no string. */
export function textOf(value: unknown, most: number): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? shortened(value.trim(), most) : undefined;
}
