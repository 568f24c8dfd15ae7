/** The part of one of VS Code's editor groups that is needed. */
export interface Group<Tab> {
  readonly viewColumn: number;
  readonly tabs: readonly Tab[];
  readonly activeTab: Tab | undefined;
}

interface Editor {
  readonly viewColumn: number | undefined;
}

/** VS Code's word for a group that opens beside the active one. */
export const beside = -2;

/**
 * Returns where the document that `visible` editors show is written in: the editor `last`, else one in its group, else
 * wherever it is seen. A column where it has to be opened first: one that has a tab of it, else one that shows no page.
 */
export function editorPlace<E extends Editor, Tab>(
  last: E,
  visible: readonly E[],
  groups: readonly Group<Tab>[],
  isOfDocument: (tab: Tab) => boolean,
  isPage: (tab: Tab) => boolean,
): E | number {
  const sameColumn = visible.find(({ viewColumn }) => viewColumn === last.viewColumn);
  const there = visible.includes(last) ? last : sameColumn;
  if (there) return there;
  const holding = groups.filter(({ tabs }) => tabs.some(isOfDocument));
  // Its cursor is the one that was seen last, even where another group shows the document, too.
  const own = holding.find(({ viewColumn }) => viewColumn === last.viewColumn);
  if (own) return own.viewColumn;
  const [elsewhere] = visible;
  if (elsewhere) return elsewhere;
  const [hidden] = holding;
  if (hidden) return hidden.viewColumn;
  const free = groups.filter(({ activeTab }) => activeTab === undefined || !isPage(activeTab));
  return (free.find(({ viewColumn }) => viewColumn === last.viewColumn) ?? free[0])?.viewColumn ?? beside;
}
