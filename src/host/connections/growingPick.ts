/** An item that is the same one as long as it has the same key, whatever it is called. */
export interface KeyedItem {
  readonly key: string;
}

interface Pick<T> {
  items: readonly T[];
  activeItems: readonly T[];
}

/**
 * Shows `next` in a list that is open, and keeps the entry that is highlighted. Each entry stays where it is, new ones come
 * behind: VS Code tells an accepted entry by its place, and a person by where it was seen last.
 */
export function showMore<T extends KeyedItem>(pick: Pick<T>, next: readonly T[]): void {
  const { items } = pick;
  const active = pick.activeItems[0]?.key;
  const fresh = new Map(next.map((item) => [item.key, item]));
  const there = new Set(items.map(({ key }) => key));
  pick.items = [...items.map((item) => fresh.get(item.key) ?? item), ...next.filter(({ key }) => !there.has(key))];
  const same = pick.items.find(({ key }) => key === active);
  // Setting none would leave Enter without anything to take.
  if (same) pick.activeItems = [same];
}
