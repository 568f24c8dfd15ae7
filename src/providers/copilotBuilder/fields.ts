import { shortened } from '../../chat/model/limits.ts';
import { isObject } from '../http/object.ts';

/**
 * Property `name` of `value`, whatever its case: the vendor's serialiser writes `text` or `Text`, depending on how it
 * is set up. An exact match wins.
 */
export function field(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : value[key];
}

/** The first of `names` that holds a string with text, at most `most` UTF-16 units of it. */
export function textField(value: unknown, most: number, ...names: readonly string[]): string | undefined {
  const found = wholeField(value, ...names);
  return found === undefined ? undefined : shortened(found, most);
}

/**
 * The same as long as it is: for words of an answer, which are as long as a body may be, and for what its reader limits
 * itself.
 */
export function wholeField(value: unknown, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = field(value, name);
    if (typeof found === 'string' && found.trim() !== '') return found;
  }
  return undefined;
}

/** Property `name` as a list; empty when it is none. Its reader limits how much of it is taken. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}
