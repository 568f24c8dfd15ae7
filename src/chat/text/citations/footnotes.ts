/** Larger numbers are no numbering: a date, or nonsense that no sum is exact with. */
const largestNumber = 1_000_000;

/** Footnotes that a Markdown document has: their labels by what they say, and the largest number among those it uses. */
export function footnotesIn(document: string): {
  readonly labels: ReadonlyMap<string, string>;
  readonly largest: number;
} {
  const labels = new Map<string, string>();
  for (const [, label = '', note = ''] of document.matchAll(/^ {0,3}\[\^([^\][\s]{1,100})\]:[ \t]+(.+?)[ \t\r]*$/gm))
    if (!labels.has(note)) labels.set(note, label);
  return { labels, largest: largestFootnote(document) };
}

/** The largest number that `text` uses as the label of a footnote. */
export function largestFootnote(text: string): number {
  let largest = 0;
  for (const [, digits] of text.matchAll(/\[\^(\d+)\]/g)) {
    const number = Number(digits);
    if (number <= largestNumber) largest = Math.max(largest, number);
  }
  return largest;
}
