/** Stands between two blocks, so that no match reaches from one into the next. */
export const blockEnd = '\n\u0000\n';
