/** A place in a document, counted from 0. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/**
 * How a part of a document is found again after the document was changed by others: by what it said, of which only hashes
 * are held, and by where it stood. Line endings count as one sign.
 */
export interface Anchor {
  readonly start: TextPlace;
  readonly end: TextPlace;
  readonly length: number;
  readonly hash: number;
  /** Of each line that it touches and that has words, without its indentation. */
  readonly lines: readonly number[];
}
