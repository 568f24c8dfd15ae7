import type { Growing, Grown, Step } from './growing.ts';
import { growFence } from './growingFence.ts';
import { growList } from './growingList.ts';
import { growParagraph } from './growingParagraph.ts';
import { growTable } from './growingTable.ts';

const kinds = [growFence, growList, growTable, growParagraph];

/** Freezes what can be frozen of a block that still grows; `before`: what was frozen of it already. */
export function grow(grown: Grown, before: Growing | undefined): Step | undefined {
  for (const kind of kinds) {
    const step = kind(grown, before);
    if (step) return step;
  }
  return undefined;
}
