import { limits } from './limits.ts';
import type { Message, Source } from './model.ts';

/** The sources of one answer, and how many more there are than are shown. */
export type Sources = Pick<Message, 'sources' | 'moreSources'>;

/** What is the same source whatever its number. */
function identity({ title, section, passage, link }: Source): string {
  return JSON.stringify([title, section, passage, link]);
}

/** Identities of the sources of a list, which are told again and again: each is written out once. */
const identities = new WeakMap<readonly Source[], ReadonlySet<string>>();

function identitiesOf(sources: readonly Source[]): ReadonlySet<string> {
  const known = identities.get(sources) ?? new Set(sources.map(identity));
  identities.set(sources, known);
  return known;
}

/**
 * Appends what is new (vendors repeat their sources in every chunk) and numbers it on from `1`; beyond the most that are
 * shown, what is new is counted. `more`: how many the vendor's side has left out already.
 */
export function withSources(known: Sources, found: readonly Source[], more = known.moreSources ?? 0): Sources {
  let left = more;
  let sources = known.sources;
  if (found.length > 0) {
    const seen = new Set(identitiesOf(known.sources));
    const merged = [...known.sources];
    for (const source of found) {
      const key = identity(source);
      if (seen.has(key)) continue;
      if (merged.length >= limits.sources) {
        left++;
        continue;
      }
      seen.add(key);
      merged.push({ ...source, id: String(merged.length + 1) });
    }
    if (merged.length > known.sources.length) {
      identities.set(merged, seen);
      sources = merged;
    }
  }
  return { sources, ...(left > 0 && { moreSources: left }) };
}

/** The sources of an answer that is on its way: what is new of each chunk, and how many are beyond what is shown. */
export class GatheredSources {
  readonly #seen = new Set<string>();
  #shown = 0;
  #told = 0;
  #unread = 0;

  /** How many more there are than were given out. */
  get more(): number {
    return this.#seen.size - this.#shown + this.#unread;
  }

  /** What is new among `found`, of which `unread` more were not looked at; undefined when it is nothing. */
  add(found: readonly Source[], unread: number): Sources | undefined {
    const sources: Source[] = [];
    for (const source of found) {
      const key = identity(source);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      if (this.#shown < limits.sources) sources.push({ ...source, id: String(++this.#shown) });
    }
    // Each chunk tells of all of them anew.
    this.#unread = Math.max(this.#unread, unread);
    if (sources.length === 0 && this.more === this.#told) return undefined;
    this.#told = this.more;
    return { sources, ...(this.more > 0 && { moreSources: this.more }) };
  }
}
