import { shortened } from '../../chat/model/limits.ts';
import { field } from '../http/object.ts';

export { field };

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
