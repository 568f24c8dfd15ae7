/** Messages that stand in one group: the browser lays out and paints a group only when it is near what is seen. */
export const groupSize = 50;

/** A group by its messages; `was` is the place that it had among the groups before. */
export interface Grouping {
  readonly ids: readonly string[];
  readonly was?: number;
}

/**
 * Shares the messages out. One that had a group keeps it, newer ones fill up the last group, older ones get groups of
 * their own, counted from the newest: nodes never move from one group to another while a thread grows at either end.
 */
export function groupMessages(ids: readonly string[], before: readonly (readonly string[])[]): Grouping[] {
  const groupOf = new Map(before.flatMap((group, index) => group.map((id) => [id, index] as const)));
  const found = ids.findIndex((id) => groupOf.has(id));
  const older = ids.slice(0, found < 0 ? ids.length : found);
  const groups: { ids: string[]; was?: number }[] = chunksFromEnd(older).map((chunk) => ({ ids: chunk }));
  for (const id of ids.slice(older.length)) {
    const was = groupOf.get(id);
    const last = groups.at(-1);
    if (was !== undefined && (last?.was === undefined || was > last.was)) groups.push({ ids: [id], was });
    else if (was === undefined && (last === undefined || last.ids.length >= groupSize)) groups.push({ ids: [id] });
    else last?.ids.push(id);
  }
  return groups;
}

function chunksFromEnd(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let end = ids.length; end > 0; end -= groupSize) chunks.unshift(ids.slice(Math.max(0, end - groupSize), end));
  return chunks;
}
