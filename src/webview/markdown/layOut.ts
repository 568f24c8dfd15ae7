import { boxSize } from './boxes.ts';
import { itemsOf, paintItems } from './list.ts';
import { cutIntoRuns, piece } from './pieces.ts';
import { paintRows, rowsOf } from './table.ts';

/** Puts what a very long block holds into boxes, as if it had grown to its length. */
export function layOut(block: HTMLElement): void {
  if (block.tagName === 'P') layOutParagraph(block);
  else if (block.tagName === 'UL' || block.tagName === 'OL') {
    if (block.childElementCount > boxSize.parts) paintItems(block, 0, itemsOf(block));
  } else if (block.className === 'table') {
    const table = block.querySelector('table');
    if ((table?.rows.length ?? 0) > boxSize.parts && table) paintRows(table, 0, rowsOf(table));
  }
}

function layOutParagraph(paragraph: HTMLElement): void {
  if ((paragraph.textContent?.length ?? 0) < boxSize.characters) return;
  const [first = [], ...others] = cutIntoRuns([...paragraph.childNodes], 0).runs;
  paragraph.replaceChildren(...first, ...others.filter(({ length }) => length > 0).map(piece));
}
