import { mayUse, searchable } from './references.ts';

/** The range of a block in the answer's text, and its first line. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly firstLine: number;
}

/**
 * The blocks that no further text can change, except that a link in them may still get its definition. They keep places,
 * not text: a piece of text would keep the whole answer of its time in memory.
 */
export class Frozen {
  readonly #blocks: (Place & { searchable?: string | undefined })[] = [];

  get count(): number {
    return this.#blocks.length;
  }

  add(place: Place): void {
    this.#blocks.push({ ...place });
  }

  /** The blocks of `text` that may refer to one of `labels`. */
  *using(labels: readonly string[], text: string): Iterable<{ index: number; source: string; firstLine: number }> {
    if (labels.length === 0) return;
    for (const [index, block] of this.#blocks.entries()) {
      const source = text.slice(block.start, block.end);
      if (!('searchable' in block)) block.searchable = searchable(source);
      if (mayUse(block.searchable, labels)) yield { index, source, firstLine: block.firstLine };
    }
  }
}
