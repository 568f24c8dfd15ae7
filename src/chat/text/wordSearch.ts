/** Matches characters that nobody sees in a title and types in a search. */
const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Case, ß, and kinds of blanks and dashes do not count. */
function alike(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(unseen, '')
    .replace(/\s+/g, ' ')
    .replace(/\p{Pd}/gu, '-');
}

const composed = (text: string) => alike(text).normalize('NFC');
const withoutMarks = (text: string) =>
  alike(text)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');

/**
 * A test whether a text has all words of a query, in any order, as the find bar reads them: `kundigung` finds `Kündigung`
 * however it is encoded, and `drücken` does not find `drucken`.
 */
export function wordSearch(query: string): (text: string) => boolean {
  const words = composed(query)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ word, isExact: withoutMarks(word) !== word }));
  return (text) => {
    const [exact, plain] = [composed(text), withoutMarks(text)];
    return words.every(({ word, isExact }) => (isExact ? exact : plain).includes(word));
  };
}
