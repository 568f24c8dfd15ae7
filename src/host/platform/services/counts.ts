import { language, listed, type Sentence, t, whole } from '../words.ts';

/** Says how many sources of an answer are neither shown nor written. */
export function sourcesLeftOut(count: number): Sentence {
  return count === 1 ? t('1 more source') : t('{0} more sources', count.toLocaleString(language()));
}

/** Names of tools, and how many more there were. */
export function toolNames(names: readonly string[], more = 0): Sentence {
  const all = listed(names);
  return more === 0 ? all : t('{0} and {1} more', whole(all), more.toLocaleString(language()));
}

/** Which lines of a document, by its name. */
export function linesOf(name: string, first: number, last: number): Sentence {
  return first === last ? t('{0}, line {1}', name, first) : t('{0}, lines {1} to {2}', name, first, last);
}
