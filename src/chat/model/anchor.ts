/** A place in a document, counted from 0. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/**
 * A part of a document that is found again after others have changed the document: by its text, of which only hashes
 * are held, and by its position. Line endings count as one sign.
 */
export interface Anchor {
  readonly start: TextPlace;
  readonly end: TextPlace;
  readonly length: number;
  readonly hash: number;
  /** A hash of each line that it touches and that has words, without its indentation. */
  readonly lines: readonly number[];
}
