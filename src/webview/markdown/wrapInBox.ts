import { replaceAll } from '../dom/dom.ts';
import { boxSize, finalize } from './boxes.ts';
import { boxesOf, itemsOf, paintItems } from './list.ts';
import { cutIntoRuns, isPiece, piece } from './pieces.ts';
import { finalizeRows, paintRows, rowsOf } from './table.ts';

/** Puts what a very long block holds into boxes, as if it had grown to its length. */
export function wrapInBox(block: HTMLElement): void {
  if (block.tagName === 'P') wrapParagraph(block);
  else if (block.tagName === 'UL' || block.tagName === 'OL') {
    if (block.childElementCount > boxSize.parts) paintItems(block, 0, itemsOf(block));
  } else if (block.className === 'table') {
    const table = block.querySelector('table');
    if ((table?.rows.length ?? 0) > boxSize.parts && table) paintRows(table, 0, rowsOf(table));
  }
}

/** A block that was painted anew as a whole: what is off the screen may be skipped again. */
export function finalizeAgain(block: Element): void {
  const table = block.className === 'table' && block.querySelector('table');
  if (table) finalizeRows(table);
  for (const box of [...boxesOf(block), ...[...block.children].filter(isPiece)].slice(0, -2)) finalize(box);
}

function wrapParagraph(paragraph: HTMLElement): void {
  if ((paragraph.textContent?.length ?? 0) < boxSize.characters) return;
  // Line ends are nodes of their own, and a sentence may end with one.
  paragraph.normalize();
  const [first = [], ...others] = cutIntoRuns([...paragraph.childNodes], 0).runs;
  replaceAll(paragraph, [...first, ...others.filter(({ length }) => length > 0).map(piece)]);
}
