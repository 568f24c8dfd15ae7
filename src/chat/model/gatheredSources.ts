import { limits } from './limits.ts';
import type { Message, Source } from './model.ts';

/** The sources of one answer, and how many more there are than are shown. */
export type Sources = Pick<Message, 'sources' | 'moreSources'>;

/** Returns the identity of a source, whatever its number. */
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
 * shown, what is new is counted. A source of which more is told by now gains that and keeps its number. `more`: how many
 * the vendor's side has left out already.
 */
export function withSources(known: Sources, found: readonly Source[], more = known.moreSources ?? 0): Sources {
  if (found.length === 0) return { sources: known.sources, ...(more > 0 && { moreSources: more }) };
  const seen = new Set(identitiesOf(known.sources));
  // Whoever tells them in pieces has numbered them.
  const isIt = (before: Source, source: Source) => before.id === source.id && isSame(before, source);
  const { sources, changed, beyond } = merged(known.sources, seen, found, isIt);
  if (changed.length > 0) identities.set(sources, seen);
  const left = more + beyond;
  return { sources: changed.length > 0 ? sources : known.sources, ...(left > 0 && { moreSources: left }) };
}

interface Merged {
  readonly sources: readonly Source[];
  /** The sources that are new, or richer than before, with their numbers. */
  readonly changed: readonly Source[];
  readonly beyond: number;
}

/** Merges what was found into what is known; `seen` gains the identities of `found`. */
export function merged(known: readonly Source[], seen: Set<string>, found: readonly Source[], isIt = isSame): Merged {
  const sources = [...known];
  const changed: Source[] = [];
  const matched = new Set<number>();
  let beyond = 0;
  const news = found.map((source) => ({ source, key: identity(source) })).filter(({ key }) => !seen.has(key));
  if (news.length > 0) {
    const again = new Set(found);
    for (const { source } of news) again.delete(source);
    for (const source of again) {
      const index = known.findIndex((candidate) => isRicher(candidate, source) && isRicher(source, candidate));
      if (index >= 0) matched.add(index);
    }
  }
  for (const { source, key } of news) {
    if (seen.has(key)) continue;
    // Two sources of one chunk are two, however alike: each stands for one of those before at most.
    const same = known.findIndex((candidate, index) => !matched.has(index) && isIt(candidate, source));
    const before = known[same];
    if (before) {
      matched.add(same);
      seen.add(key);
      if (!isRicher(source, before)) continue;
      const richer = { ...source, id: before.id };
      sources[same] = richer;
      changed.push(richer);
    } else if (sources.length >= limits.sources) {
      beyond++;
      seen.add(key);
    } else {
      seen.add(key);
      const added = { ...source, id: String(sources.length + 1) };
      sources.push(added);
      changed.push(added);
    }
  }
  return { sources, changed, beyond };
}

/** Whether one of the two says the same as the other and perhaps less. */
function isSame(left: Source, right: Source): boolean {
  return isRicher(left, right) || isRicher(right, left);
}

function isRicher(rich: Source, poor: Source): boolean {
  const hasAll = (name: 'section' | 'link') => poor[name] === undefined || poor[name] === rich[name];
  return rich.title === poor.title && hasAll('section') && hasAll('link') && rich.passage.startsWith(poor.passage);
}
