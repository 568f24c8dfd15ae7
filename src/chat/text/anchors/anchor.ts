import type { Anchor, TextPlace } from '../../model/anchor.ts';

/** A part of a document, and whether it says what the anchor was made of, letter by letter. */
export interface Located {
  readonly start: TextPlace;
  readonly end: TextPlace;
  readonly isExact: boolean;
}

/** Lines that are looked for: a longer passage is known by its beginning. */
const mostLines = 200;

/** Makes the anchor of what is between two places of `text`. */
export function anchorOf(text: string, start: TextPlace, end: TextPlace): Anchor {
  const lines = linesOf(text);
  const all = lines.join('\n');
  const starts = startsOf(lines);
  const part = all.slice(offsetOf(starts, start), offsetOf(starts, end));
  const touched = lines.slice(start.line, end.line + 1).map(hashOfLine);
  const hashes = touched.filter((hash) => hash !== undefined).slice(0, mostLines);
  return { start: plain(start), end: plain(end), length: part.length, hash: hashOf(part), lines: hashes };
}

/**
 * Finds the part again: where it says the same, nearest to where it stood; else where most of its lines are, at least half
 * of them, for a part that was changed. Undefined when it is not there.
 */
export function locate(text: string, anchor: Anchor): Located | undefined {
  const lines = linesOf(text);
  return locateExactly(lines, anchor) ?? locateLines(lines, anchor);
}

function locateExactly(lines: readonly string[], { start, length, hash }: Anchor): Located | undefined {
  if (length === 0) return undefined;
  const text = lines.join('\n');
  const starts = startsOf(lines);
  const wanted = offsetOf(starts, start);
  let found: number | undefined;
  for (const at of matches(text, length, hash)) {
    if (found === undefined || Math.abs(at - wanted) < Math.abs(found - wanted)) found = at;
  }
  if (found === undefined) return undefined;
  return { start: placeOf(starts, found), end: placeOf(starts, found + length), isExact: true };
}

/**
 * Yields where a part of this length and hash begins: a hash that rolls over the text, so that each sign is read once.
 */
function* matches(text: string, length: number, hash: number): Generator<number> {
  let top = 1;
  for (let count = 1; count < length; count++) top = Math.imul(top, base);
  let rolling = 0;
  for (let at = 0; at < text.length; at++) {
    if (at >= length) rolling = (rolling - Math.imul(text.charCodeAt(at - length) + 1, top)) | 0;
    rolling = (Math.imul(rolling, base) + text.charCodeAt(at) + 1) | 0;
    if (at >= length - 1 && rolling === hash) yield at - length + 1;
  }
}

function locateLines(
  lines: readonly string[],
  { start: { line: wantedLine }, lines: wanted }: Anchor,
): Located | undefined {
  if (wanted.length < 2) return undefined;
  const indicesByHash = new Map<number, number[]>();
  const written = lines.flatMap((line, number) => {
    const hash = hashOfLine(line);
    return hash === undefined ? [] : [{ hash, number }];
  });
  for (const [at, { hash }] of written.entries()) {
    const indices = indicesByHash.get(hash);
    if (indices) indices.push(at);
    else indicesByHash.set(hash, [at]);
  }
  // Each line votes for where the first one would be; one that stands in many places tells little.
  const votes = new Map<number, number>();
  for (const [index, hash] of wanted.entries()) {
    const indices = indicesByHash.get(hash) ?? [];
    if (indices.length <= 8) for (const at of indices) votes.set(at - index, (votes.get(at - index) ?? 0) + 1);
  }
  const lineAt = (at: number) => written[Math.min(Math.max(at, 0), written.length - 1)]?.number ?? 0;
  let best: { at: number; count: number } | undefined;
  for (const [at, count] of votes) {
    const isNearer = best && Math.abs(lineAt(at) - wantedLine) < Math.abs(lineAt(best.at) - wantedLine);
    if (!best || count > best.count || (count === best.count && isNearer)) best = { at, count };
  }
  if (!best || best.count * 2 < wanted.length) return undefined;
  // Lines that were added or taken out move its ends away from where most lines say they are.
  const nearest = (index: number) => {
    const [at, hash] = [best.at + index, wanted[index]];
    const indices = (hash === undefined ? undefined : indicesByHash.get(hash)) ?? [];
    const near = indices.filter((each) => Math.abs(each - at) <= wanted.length);
    return near.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))[0] ?? at;
  };
  const [start, end] = [nearest(0), nearest(wanted.length - 1)];
  const [first, last] = [lineAt(Math.min(start, end)), lineAt(Math.max(start, end))];
  return {
    start: { line: first, character: 0 },
    end: { line: last, character: lines[last]?.length ?? 0 },
    isExact: false,
  };
}

const base = 0x01000193;

/** The value that `matches` has behind the last sign of `text`. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, base) + text.charCodeAt(at) + 1) | 0;
  return hash;
}

function hashOfLine(line: string): number | undefined {
  const words = line.trim();
  return /[\p{L}\p{N}]/u.test(words) ? hashOf(words) : undefined;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

function startsOf(lines: readonly string[]): readonly number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function offsetOf(starts: readonly number[], { line, character }: TextPlace): number {
  const start = starts[line];
  return start === undefined ? (starts.at(-1) ?? 0) : start + character;
}

function placeOf(starts: readonly number[], offset: number): TextPlace {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (starts[low] ?? 0) };
}

/** Data alone: places of VS Code are objects of a class. */
function plain({ line, character }: TextPlace): TextPlace {
  return { line, character };
}
