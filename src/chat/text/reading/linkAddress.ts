const address = /^(?:[a-z][a-z0-9+.-]*:\/\/\S|(?:mailto|tel):\S|\.{0,2}\/\S|www\.)/i;
/** A scheme in small letters, which no noun of German has; a place in the document; a file by its name. */
const other = /^[a-z][a-z0-9+.-]*:\S/;
const near = /^[#?]\S|^[\p{L}\p{N}\p{M}_%+(). /-]+\.[a-z]{2,5}(?:[?#]|$)/iu;

/** Returns whether a definition, `[a]: …`, leads somewhere. */
export function isAddress(text: string): boolean {
  return address.test(text);
}

/** Returns whether what stands behind the words of a link is where one can go. */
export function isLinkAddress(text: string): boolean {
  return address.test(text) || other.test(text) || near.test(text);
}
