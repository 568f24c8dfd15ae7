const currency = '(?:\\p{Sc}|\\p{Lu}{3}|\\p{Lu}{1,3}\\p{Sc}|Euro|Fr\\.|[Kk]r\\.?|zł|Kč|Ft|Rs\\.?)';
const amount = `(?:${currency}[ \\t\\u00a0\\u202f]?)?[.,]?\\p{N}`;
const mark = '(?:\\*{1,3}|_{1,3}|~~|`+|\\()?';

/** Matches a beginning with a number or an amount, be it bold or in brackets. */
const item = new RegExp(`^${mark}${amount}`, 'u');
/** Matches a number behind a sign "greater than" that is no item of a list. */
const greater = new RegExp(`^=?[ \\t]*${mark}(?!\\d{1,9}[.)](?:\\s|$))[-+±−≈~]?${amount}|^=(?!=)`, 'u');

/** Returns whether the words of an item begin with an amount, so that the mark before it may be its sign. */
export function beginsWithAmount(words: string): boolean {
  return item.test(words);
}

/** Returns whether the `>` at the beginning of a line compares: `> 10`, `>= 5 %`, `> € 500`. */
export function isGreaterSign(line: string): boolean {
  return line.startsWith('>') && greater.test(line.slice(1).trimStart());
}
