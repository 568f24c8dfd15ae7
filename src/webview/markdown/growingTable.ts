import { completeLines, type Growing, type Grown, type Step } from './growing.ts';
import { paintRows, rowsOf } from './table.ts';

interface GrowingTable extends Growing {
  readonly rows: number;
}

/** Every complete row of a table stands; its two head lines are parsed again with the rows that follow. */
export function growTable(grown: Grown, before: Growing | undefined): Step | undefined {
  const { source, starts, tokens } = grown;
  const head = tokens[0]?.map?.[0] ?? 0;
  const firstRow = head + 2;
  const endOfRows = tokens.find(({ type }) => type === 'tbody_open')?.map?.[1] ?? firstRow;
  const endLine = Math.min(endOfRows, completeLines(grown));
  if (tokens[0]?.type !== 'table_open' || endLine <= firstRow) return undefined;
  const rows = (before && 'rows' in before ? (before as GrowingTable).rows : 0) + endLine - firstRow;
  const growing: GrowingTable = {
    preamble: source.slice(starts[head], starts[firstRow]),
    preambleLines: 2,
    rows,
    fits: ([next]) => next?.type === 'table_open' && next.map?.[0] === 0,
    paint: (shown, wanted) => {
      const [table, next] = [shown.querySelector('table'), wanted.querySelector('table')];
      if (table && next) paintRows(table, rows, rowsOf(next));
      return shown;
    },
  };
  return { growing, end: starts[endLine] ?? source.length, endLine };
}
