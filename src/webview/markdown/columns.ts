/**
 * Fixes the columns of a table as wide as they are now, in proportion, and never narrower than its words. Each group of
 * its rows can then be laid out alone. Does nothing while the table is not shown.
 * @returns whether they are fixed
 */
export function fixColumns(table: HTMLTableElement): boolean {
  if (table.classList.contains('long')) return true;
  const whole = table.offsetWidth;
  const size = Number.parseFloat(getComputedStyle(table).fontSize);
  if (whole === 0 || !(size > 0)) return false;
  const wide = widths(table);
  table.style.width = '0';
  const least = widths(table);
  table.style.width = '';
  const around = table.parentElement?.clientWidth ?? whole;
  const columns = wide.map((width, index) => `minmax(${(least[index] ?? 0) / size}em, ${width}fr)`);
  table.style.setProperty('--columns', columns.join(' '));
  table.style.setProperty('--width', whole < around ? `${whole / size}em` : '100%');
  table.style.setProperty('--least', `${least.reduce((sum, width) => sum + width, 0) / size}em`);
  table.classList.add('long');
  return true;
}

function widths(table: HTMLTableElement): number[] {
  return [...(table.rows[0]?.cells ?? [])].map((cell) => cell.getBoundingClientRect().width);
}
