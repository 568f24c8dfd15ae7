/** Text as it is compared, and where each of its characters stands in the original. */
export interface Folded {
  readonly text: string;
  /** Offset in the original of a character of `text`; its length gives the original's. */
  readonly at: (index: number) => number;
  /** Offset in the original behind the character before `index`. */
  readonly behind: (index: number) => number;
}

/**
 * Matches text that changes its length when it is folded: ß, ligatures as PDF files have them, a letter with marks of
 * its own, and invisible characters. Split by it, they are the odd ones.
 */
const special = /([ßẞ]|[\ufb00-\ufb06]|[\u00ad\u200b\u2060\ufeff]+|.\p{M}+)/su;
/** Hyphens, dashes and the minus; quotation marks; apostrophes: who types has one of each. */
const alike: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/[\u00ad\u200b\u2060\ufeff]/g, ''],
  [/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC')],
  [/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-'],
  [/[«»\u201c-\u201f\u2033\u2036]/g, '"'],
  [/[‹›\u2018-\u201b\u2032\u00b4`]/g, "'"],
  [/\s/g, ' '],
];
const marks = /\p{M}+/gu;
/** Putting marks in their order takes the longer the more there are; no letter of any language has so many (UAX #15, Stream-Safe Text Format). */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/**
 * Folds case and kinds of blanks, dashes and quotation marks, composed and decomposed letters, and ß with ss; soft hyphens are left out. Accents and umlaut dots count only with
 * `exact`: who types `kundigung` finds `Kündigung`, who types `drücken` does not find `drucken`.
 */
export function fold(original: string, exact: boolean): Folded {
  /** The beginning of each piece, folded and in the original; inside a piece of the same length both run alike. */
  const starts: { readonly folded: number; readonly original: number; readonly alike: boolean }[] = [];
  let text = '';
  let offset = 0;
  for (const piece of original.split(special)) {
    const folded = foldPiece(piece, exact);
    starts.push({ folded: text.length, original: offset, alike: folded.length === piece.length });
    text += folded;
    offset += piece.length;
  }
  const pieceAt = (index: number) => {
    let [from, to] = [0, starts.length - 1];
    while (from < to) {
      const middle = (from + to + 1) >> 1;
      if ((starts[middle]?.folded ?? 0) <= index) from = middle;
      else to = middle - 1;
    }
    return from;
  };
  const offsetIn = (piece: number, index: number) => {
    const start = starts[piece];
    return start ? start.original + (start.alike ? index - start.folded : 0) : 0;
  };
  const at = (index: number) => (index >= text.length ? original.length : offsetIn(pieceAt(index), index));
  const behind = (index: number) => {
    let piece = pieceAt(index);
    // What is left out of the text begins where the next piece does.
    while (piece > 0 && starts[piece - 1]?.folded === index) piece--;
    return starts[piece]?.folded === index ? offsetIn(piece, index) : at(index);
  };
  return { text, at, behind };
}

function foldPiece(piece: string, exact: boolean): string {
  const lower = alike.reduce(
    (text, [kind, sign]) => text.replace(kind, sign as string),
    piece.toLowerCase().replaceAll('ß', 'ss'),
  );
  if (exact) return lower.replace(tooManyMarks, '$1').normalize('NFC');
  return lower.replace(
    /[^\0-\x7f]\p{M}*|[\0-\x7f]\p{M}+/gu,
    // The marks behind the letter go anyway.
    (letter) =>
      String.fromCodePoint(letter.codePointAt(0) ?? 0)
        .normalize('NFD')
        .replace(marks, '')
        .normalize('NFC') || letter,
  );
}

/** Returns whether a query names accents, so that they count. */
export function hasMarks(query: string): boolean {
  return query.normalize('NFD').search(marks) >= 0;
}

/** Returns where a folded query stands, from start to end in the original, one after another. */
export function occurrences(
  { text, at, behind }: Folded,
  wanted: string,
): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (wanted.trim() === '') return found;
  for (let index = text.indexOf(wanted); index >= 0; index = text.indexOf(wanted, index + wanted.length)) {
    found.push({ start: at(index), end: behind(index + wanted.length) });
  }
  return found;
}
