/** Returns whether a click may open `address`: https, a host, no credentials that make one host look like another. */
export function isOpenable(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '';
}

/**
 * Matches text that would make an address another one: the rest of a host, a path, a query. Punctuation alone ends a
 * sentence.
 */
const goesOn = /^(?:[\p{L}\p{N}%/@]|[-.:?&=#_]+[\p{L}\p{N}])/u;

/** Entities for what no address holds. */
const ends = /&(?:quot|apos|lt|gt|nbsp|#(?:34|39|60|62|160));/gi;

/** Returns whether `address` stands whole in a Markdown `text`, which may have written it with escapes or as an entity. */
export function standsIn(address: string, text: string): boolean {
  const unescaped = text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const plain = unescaped.replace(ends, ' ').replace(/&(?:amp|#38|#x26);/gi, '&');
  return [text, plain].some((candidate) => {
    for (let at = candidate.indexOf(address); at >= 0; at = candidate.indexOf(address, at + 1)) {
      if (!goesOn.test(candidate.slice(at + address.length, at + address.length + 20))) return true;
    }
    return false;
  });
}
