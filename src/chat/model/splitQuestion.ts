/** Where a text is best cut, best first: after a paragraph, a line, a sentence, a word. */
const ends = [/\n[^\S\n]*\n\s*/g, /\n\s*/g, /[.!?…][)\]“”"'’]*\s+/g, /\s+/g] as const;

/**
 * `text` in parts of at most `maximum` code points each, cut at the end of a paragraph, a line, a sentence or a word,
 * whichever comes first; only a word that is longer itself is cut. Joined, the parts give the text back, and none is
 * blank. (Where white space alone is as long as half of a part, some of it may be left out.) `maximum`: at least 4.
 */
export function splitQuestion(text: string, maximum: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const limit = unitsOf(rest, maximum);
    if (limit >= rest.length) return [...parts, rest].filter((part) => part.trim() !== '');
    const length = cutWithin(rest, limit);
    parts.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return parts.filter((part) => part.trim() !== '');
}

/** How many UTF-16 units the first `points` code points take. */
function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let count = 0; count < points && units < text.length; count++) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** Length of the first part: up to the last of the best ends in the later half of `limit` units, else all of them. */
function cutWithin(text: string, limit: number): number {
  const window = text.slice(0, limit);
  // Nothing but white space would be left for the next part: it gets the last character too, if there is another one.
  if (text.slice(limit).trim() === '') return text.trimEnd().search(/.$/su) || limit;
  for (const end of ends) {
    const found = [...window.matchAll(end)].map((match) => match.index + match[0].length);
    const last = found.findLast((length) => length > limit / 2 && window.slice(0, length).trim() !== '');
    if (last !== undefined) return last;
  }
  return limit;
}
