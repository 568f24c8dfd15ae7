import MarkdownIt, { type Token } from 'markdown-it';
import { plainLinks } from '../reading/answerParser.ts';
import { blockRules } from '../reading/blockRules.ts';

/** Places in the text where the lines of an inline token's content begin, behind their marks and indentation. */
export interface Place {
  readonly starts: readonly number[];
  /** Whether the code stands in a table's cell, where `\|` is one character of the content. */
  readonly isCell: boolean;
}

const places = new WeakMap<Token, Place>();

/** The place of an inline token that `parser` made. */
export function placeOf(token: Token): Place | undefined {
  return places.get(token);
}

const { State: BlockState } = new MarkdownIt().block;

class PlacingState extends BlockState {
  /** Cells of the row that is read, from the next one on. */
  #cells: number[] = [];

  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    const opening = this.tokens.at(-1);
    const token = super.push(type, tag, nesting);
    if (type === 'inline' && opening) places.set(token, this.#placeIn(opening));
    return token;
  }

  #placeIn(opening: Token): Place {
    if (opening.type === 'th_open' || opening.type === 'td_open') return this.#nextCell();
    const [first, end] = opening.map ?? [0, 0];
    const starts = Array.from({ length: end - first }, (_, index) => this.#startOf(first + index));
    const marks = opening.markup.startsWith('#') ? opening.markup.length : 0;
    return { starts: starts.map((start) => this.skipSpaces(start + marks)), isCell: false };
  }

  #nextCell(): Place {
    const row = this.tokens.at(-3);
    if (row?.type === 'tr_open') this.#cells = this.#cellsOf(row.map?.[0] ?? 0);
    return { starts: this.#cells.splice(0, 1), isCell: true };
  }

  #cellsOf(line: number): number[] {
    const start = this.#startOf(line);
    const row = this.src.slice(start, this.eMarks[line]);
    const cells: number[] = [];
    let at = start;
    for (const cell of row.split(/(?<!\\)\|/)) {
      cells.push(at + cell.length - cell.trimStart().length);
      at += cell.length + 1;
    }
    // A bar at the beginning ends no cell.
    return row.trimStart().startsWith('|') ? cells.slice(1) : cells;
  }

  #startOf(line: number): number {
    return (this.bMarks[line] ?? 0) + (this.tShift[line] ?? 0);
  }
}

/**
 * Reads Markdown and knows where in the text its inline tokens stand. Raw HTML is read as such: where an answer goes, no
 * mark works in it. Plain links and blocks are those of the page.
 */
export const parser = new MarkdownIt({ html: true, linkify: true });
plainLinks(parser);
for (const add of [blockRules.dates, blockRules.comparisons, blockRules.formulas]) add(parser);
keepPlaces(parser);

/** Adds to a parser's inline tokens where in the text they stand. */
export function keepPlaces({ block }: Pick<InstanceType<typeof MarkdownIt>, 'block'>): void {
  block.State = PlacingState;
}

/** A text as a parser takes it, and as long as it was, so that every place stays. */
export function asParsed(markdown: string): string {
  return markdown
    .replace(/\r(?=\n)/g, ' ')
    .replace(/\r/g, '\n')
    .replace(/\0/g, '\ufffd');
}

/** The place in the text of an offset in the content; each offset is larger than the one before. */
export function placesIn(content: string, { starts, isCell }: Place, text: string): (offset: number) => number {
  let line = 0;
  let lineStart = 0;
  let [at = 0] = starts;
  let read = 0;
  const endAfter = (from: number) => {
    const end = content.indexOf('\n', from);
    return end < 0 ? content.length : end;
  };
  // Looked for once a line, not once a place: the last line may be long.
  let lineEnd = endAfter(0);
  return (offset) => {
    if (isCell) {
      // Between cells that share one the content has a blank, however many the text has.
      const skipBlanks = () => {
        while (content[read] !== ' ' && text[at] === ' ') at++;
      };
      for (; read < offset; read++) {
        skipBlanks();
        if (content[read] !== ' ' || text[at] === ' ') at += text.startsWith('\\|', at) ? 2 : 1;
      }
      skipBlanks();
      return at;
    }
    while (lineEnd < offset) {
      line++;
      lineStart = lineEnd + 1;
      lineEnd = endAfter(lineStart);
    }
    const indentation = /[ \t]*/y;
    indentation.lastIndex = lineStart;
    const first = lineStart + (indentation.exec(content)?.[0].length ?? 0);
    return (starts[line] ?? 0) + offset - first;
  };
}
