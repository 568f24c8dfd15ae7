import { type Sentence, t } from '../words.ts';

/** Which lines of a document, by its name. */
export function linesOf(name: string, first: number, last: number): Sentence {
  return first === last ? t('{0}, line {1}', name, first) : t('{0}, lines {1} to {2}', name, first, last);
}
