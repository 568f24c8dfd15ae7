import { element } from '../dom.ts';
import { paintParts, seal } from './boxes.ts';
import { fixColumns } from './columns.ts';

/** All rows below the head. */
export function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...table.tBodies].flatMap((box) => [...box.rows]);
}

/** Makes `rows` what follows the first `count` rows of a table. */
export function paintRows(table: HTMLTableElement, count: number, rows: readonly HTMLTableRowElement[]): void {
  const make = (box: readonly Node[]) => element('tbody', {}, ...box);
  const more = paintParts({ block: table, boxes: [...table.tBodies], make }, count, rows);
  // With its columns fixed, the browser need not look at all rows of a table that goes on to lay out the last.
  if (!more || table.tBodies.length < 3 || !fixColumns(table)) return;
  for (const box of [...table.tBodies].slice(0, -2)) seal(box);
}
