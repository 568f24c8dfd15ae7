import type { Source } from '../../model/model.ts';
import { reference } from '../sourceReference.ts';

/** Returns what identifies a source in another answer, whatever its number and its passage: title, section and link, as in a footnote. */
export function sourceKey(source: Source): string {
  return reference(source);
}

/** Which sources two answers share, by their keys in the order in which they are named first. */
export interface ComparedSources {
  readonly shared: readonly string[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

export function comparedSources(before: readonly Source[], after: readonly Source[]): ComparedSources {
  const [old, recent] = [new Set(before.map(sourceKey)), new Set(after.map(sourceKey))];
  return {
    shared: [...old].filter((key) => recent.has(key)),
    onlyBefore: [...old].filter((key) => !recent.has(key)),
    onlyAfter: [...recent].filter((key) => !old.has(key)),
  };
}
