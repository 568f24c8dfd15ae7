/** The kind of a word in code, as its color shows it. */
export type TokenKind =
  | 'keyword'
  | 'string'
  | 'comment'
  | 'number'
  | 'type'
  | 'function'
  | 'property'
  | 'tag'
  | 'meta'
  | 'inserted'
  | 'deleted';

/** Cuts the next line of one code block into words; it remembers what the lines before have left open. */
export type LineTokens = (line: string) => readonly { readonly text: string; readonly kind?: TokenKind }[];
