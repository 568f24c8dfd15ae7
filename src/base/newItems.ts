/**
 * Returns those of `items` that are not `known`, each id once: VS Code shows no list at all in which an id comes twice.
 */
export function newItems<T extends { readonly id: string }>(known: readonly T[], items: readonly T[]): readonly T[] {
  const ids = new Set(known.map(({ id }) => id));
  return items.filter(({ id }) => ids.size < ids.add(id).size);
}
