import type { ContextItem, Draft } from '../model/model.ts';

/** Comparing this many pairs of paragraphs takes a moment; beyond it both texts stay whole. */
const mostPairs = 4_000_000;

/** The draft `theirs` with what `mine` made of `base`: what was typed in either is in it. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Draft {
  return {
    text: mergeTexts(base.text, mine.text, theirs.text),
    passages: mergePassages(base.passages, mine.passages, theirs.passages),
  };
}

/**
 * A three-way merge by paragraphs. A paragraph that one side deleted and the other left alone is gone; what either side
 * added or changed stays, separated by a blank line, mine first where both did at the same place.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  if (theirs === base) return mine;
  if (mine === base || mine === theirs) return theirs;
  const [before, own, other] = [paragraphs(base), paragraphs(mine), paragraphs(theirs)];
  const [inOwn, inOther] = [commonPlaces(before, own), commonPlaces(before, other)];
  const merged: string[] = [];
  let [ownFrom, otherFrom] = [0, 0];
  for (let index = 0; index <= before.length; index++) {
    const isEnd = index === before.length;
    // What was added stands behind the paragraphs that gave way to it.
    const ownTo = isEnd ? own.length : inOwn[index];
    const otherTo = isEnd ? other.length : inOther[index];
    const ownAdded = ownTo === undefined ? [] : own.slice(ownFrom, ownTo);
    const otherAdded = otherTo === undefined ? [] : other.slice(otherFrom, otherTo);
    merged.push(...united(ownAdded, otherAdded));
    if (ownTo !== undefined && otherTo !== undefined && !isEnd) merged.push(own[ownTo] ?? '');
    if (ownTo !== undefined) ownFrom = ownTo + 1;
    if (otherTo !== undefined) otherFrom = otherTo + 1;
  }
  return merged.join('\n\n');
}

/** Passages by their ids: those that either side added, without those that either side took away. */
export function mergePassages(
  base: readonly ContextItem[],
  mine: readonly ContextItem[],
  theirs: readonly ContextItem[],
): readonly ContextItem[] {
  if (ids(base) === ids(theirs)) return mine;
  const kept = theirs.filter((item) => has(mine, item) || !has(base, item));
  return [...kept, ...mine.filter((item) => !has(base, item) && !has(kept, item))];
}

/** Returns whether `part` is one or some of the paragraphs of `text`: a short one may stand in the midst of another's words. */
export function holdsParagraphs(text: string, part: string): boolean {
  return holds(paragraphs(text), paragraphs(part));
}

function paragraphs(text: string): readonly string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
}

/** Joins two additions at one place; one that the other holds already is not added again. */
function united(mine: readonly string[], theirs: readonly string[]): readonly string[] {
  if (holds(mine, theirs)) return mine;
  return holds(theirs, mine) ? theirs : [...mine, ...theirs];
}

/** Whether `part` stands in `all`; each paragraph is looked at twice at most, however they repeat (Knuth, Morris, Pratt). */
function holds(all: readonly string[], part: readonly string[]): boolean {
  if (part.length === 0) return true;
  /** The longest border of each prefix (Knuth, Morris, Pratt). */
  const fallback = [0];
  const next = (paragraph: string, matched: number): number => {
    let count = matched;
    while (count > 0 && !isSame(paragraph, part[count])) count = fallback[count - 1] ?? 0;
    return isSame(paragraph, part[count]) ? count + 1 : 0;
  };
  for (const paragraph of part.slice(1)) fallback.push(next(paragraph, fallback.at(-1) ?? 0));
  let matched = 0;
  return all.some((paragraph) => {
    matched = next(paragraph, matched);
    return matched === part.length;
  });
}

function isSame(one: string, other: string | undefined): boolean {
  return one.trim() === other?.trim();
}

/** Returns the index of each paragraph of `base` in `other`: the longest common subsequence. */
function commonPlaces(base: readonly string[], other: readonly string[]): readonly (number | undefined)[] {
  const none = base.map(() => undefined);
  if (base.length * other.length > mostPairs) return none;
  const width = other.length + 1;
  /** The length of the longest common subsequence from a pair on. */
  const common = new Uint16Array((base.length + 1) * width);
  const from = (index: number, place: number) => common[index * width + place] ?? 0;
  for (let index = base.length - 1; index >= 0; index--) {
    for (let place = other.length - 1; place >= 0; place--) {
      common[index * width + place] = isSame(base[index] ?? '', other[place])
        ? from(index + 1, place + 1) + 1
        : Math.max(from(index + 1, place), from(index, place + 1));
    }
  }
  const places: (number | undefined)[] = none;
  for (let index = 0, place = 0; index < base.length && place < other.length; ) {
    if (isSame(base[index] ?? '', other[place])) places[index++] = place++;
    else if (from(index + 1, place) >= from(index, place + 1)) index++;
    else place++;
  }
  return places;
}

function has(items: readonly ContextItem[], { id }: ContextItem): boolean {
  return items.some((item) => item.id === id);
}

function ids(items: readonly ContextItem[]): string {
  return JSON.stringify(items.map(({ id }) => id));
}
