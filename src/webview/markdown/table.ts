import { element } from '../dom/dom.ts';
import { finalize, paintParts } from './boxes.ts';
import { fixColumns } from './columns.ts';

/** All rows below the head. */
export function rowsOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...table.tBodies].flatMap((box) => [...box.rows]);
}

/** Makes `rows` what follows the first `count` rows of a table. */
export function paintRows(table: HTMLTableElement, count: number, rows: readonly HTMLTableRowElement[]): void {
  const make = (box: readonly Node[]) => element('tbody', {}, box);
  const more = paintParts({ block: table, boxes: [...table.tBodies], make }, count, rows);
  const last = [...(table.tBodies[table.tBodies.length - 1]?.rows ?? [])];
  if (table.classList.contains('long') && last.slice(-rows.length).some(isTooNarrow)) {
    // A word wider than its column: the columns are fixed anew, after all rows that stand.
    table.classList.remove('long');
    for (const box of table.tBodies) box.classList.remove('whole');
    finalizeRows(table);
  } else if (more) finalizeRows(table);
}

/** Fixes the columns of a table that goes on, so that the browser need not look at all its rows to lay out the last. */
export function finalizeRows(table: HTMLTableElement): void {
  if (table.tBodies.length < 3 || !fixColumns(table)) return;
  for (const box of [...table.tBodies].slice(0, -2)) finalize(box);
}

function isTooNarrow({ cells }: HTMLTableRowElement): boolean {
  return [...cells].some((cell) => cell.scrollWidth > cell.clientWidth);
}
