/** The cells of a table's row, as the parser tells them: `\|` is a bar in one. */
export function cellsOf(row: string): readonly string[] {
  const cells = row
    .trim()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}
