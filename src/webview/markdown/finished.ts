import type { Token } from './parser.ts';

type Block = readonly Token[];

/**
 * Returns the number of leading blocks that cannot change any more, whatever follows.
 * @param starts offset of each line of `source`; the last one is that of the line still open
 */
export function finishedCount(blocks: readonly Block[], source: string, starts: readonly number[]): number {
  const complete = starts.length - 1;
  // Those before a block whose first two lines are complete. One line is not enough: `***` may go on as bold text, and a
  // table is known by its second line only.
  let count = Math.max(
    0,
    blocks.findLastIndex(([first]) => first?.map && first.map[0] + 2 <= complete),
  );
  while (isClosed(blocks[count], complete, (line) => source.slice(starts[line], starts[line + 1]))) count++;
  return count;
}

/**
 * Whether a block is over: after an empty line a paragraph, heading, rule, quote, table or closed fence is; a list or
 * indented code is not.
 */
function isClosed(block: Block | undefined, complete: number, line: (index: number) => string): boolean {
  const [first] = block ?? [];
  const end = first?.map?.[1] ?? complete;
  if (!first || end >= complete || /list_open|code_block/.test(first.type)) return false;
  return line(end).trim() === '';
}
