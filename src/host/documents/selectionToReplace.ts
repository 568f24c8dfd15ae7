interface Selection {
  readonly isEmpty: boolean;
}

/**
 * Returns the selection that an answer takes the place of, the main one being the first; and whether the person is to
 * be asked before, since nothing is selected or more than one text is.
 */
export function selectionToReplace<S extends Selection>(
  selections: readonly S[],
): { readonly selection: S | undefined; readonly ask: 'none' | 'several' | undefined } {
  const [first, ...others] = selections.filter(({ isEmpty }) => !isEmpty);
  if (!first) return { selection: selections[0], ask: 'none' };
  return { selection: first, ask: others.length > 0 ? 'several' : undefined };
}
