import { resolveCitations } from './citations.ts';
import { fillCode } from './code.ts';
import { emitBlock, topLevelBlocks } from './emit.ts';
import { finishedCount } from './finished.ts';
import { Frozen } from './frozen.ts';
import { grow } from './grow.ts';
import type { Growing } from './growing.ts';
import type { EmitOptions } from './options.ts';
import { noReferences, parse, type References, type Token } from './parser.ts';
import { changedLabels, mayUse, searchable, withLabelsOf } from './references.ts';
import { Slots } from './slots.ts';
import { finalizeAgain } from './wrapInBox.ts';

export interface MarkdownView {
  readonly update: (markdown: string, options: EmitOptions) => void;
}

/** The last block that is frozen in part: where it begins, and how its rest is parsed and painted. */
interface Open {
  readonly start: number;
  readonly firstLine: number;
  readonly growing: Growing;
}

/** The text after all that is frozen, parsed. Offsets and lines count from the start of `source`. */
interface Tail {
  readonly source: string;
  /** Offset and line of `source` in the whole text, if it stood there as it is. */
  readonly offset: number;
  readonly line: number;
  readonly starts: readonly number[];
  readonly blocks: readonly (readonly Token[])[];
  readonly references: References;
}

/**
 * Shows growing Markdown in `body`. Only the tail after the last frozen block, list item, table row, code line or piece
 * of a paragraph is parsed again; at every prefix the result equals that of a single pass over the whole text.
 */
export function createMarkdown(body: HTMLElement): MarkdownView {
  return new GrowingMarkdown(body);
}

class GrowingMarkdown implements MarkdownView {
  readonly #body: HTMLElement;
  readonly #slots: Slots;
  #text = '';
  #frozen = new Frozen();
  /** The beginning of the tail in the text, and its line. */
  #end = 0;
  #line = 0;
  #open: Open | undefined;
  /** A block that cannot be continued where it was cut is not cut again. */
  #whole = -1;
  /** Definitions in the frozen text; those of the tail may still be unfinished. */
  #references: References = {};
  #shownReferences: References = {};
  #options: EmitOptions | undefined;

  constructor(body: HTMLElement) {
    this.#body = body;
    this.#slots = new Slots(body);
  }

  update(markdown: string, options: EmitOptions): void {
    const text = markdown.includes('\r') ? markdown.replace(/\r\n?/g, '\n') : markdown;
    // Comparing as a whole is twenty times as fast as `startsWith`.
    // A definition that stood there as text becomes one when a link uses it.
    const known = withLabelsOf(noReferences(text), this.#references, this.#text.slice(0, this.#end));
    if (text.slice(0, this.#text.length) !== this.#text || !known) this.#reset(noReferences(text));
    else this.#references = known;
    this.#text = text;
    const tail = this.#parseTail();
    this.#repaintFrozen(tail.references, options);
    this.#paint(tail, options);
    if (options.sources !== this.#options?.sources || options.finished !== this.#options.finished) {
      resolveCitations(this.#body, options);
    }
    this.#options = options;
    this.#freeze(tail, options);
    fillCode(this.#body);
  }

  /** Unfreezes everything. The shown nodes are kept and become those that are wanted. */
  #reset(references: References): void {
    this.#frozen = new Frozen();
    this.#end = 0;
    this.#line = 0;
    this.#open = undefined;
    this.#whole = -1;
    this.#references = references;
    this.#shownReferences = {};
  }

  #parseTail(): Tail {
    const { preamble = '', preambleLines = 0 } = this.#open?.growing ?? {};
    const source = preamble + this.#text.slice(this.#end);
    const references = { ...this.#references };
    const blocks = topLevelBlocks(parse(source, references));
    if (this.#open && !this.#open.growing.fits(blocks[0] ?? [])) {
      this.#whole = this.#open.start;
      return this.#thaw(this.#open);
    }
    if (this.#open) {
      const changed = changedLabels(this.#shownReferences, references);
      const frozen = changed.length > 0 ? searchable(this.#text.slice(this.#open.start, this.#end)) : undefined;
      if (mayUse(frozen, changed)) return this.#thaw(this.#open);
    }
    const [offset, line] = [this.#end - preamble.length, this.#line - preambleLines];
    return { source, offset, line, starts: lineStarts(source), blocks, references };
  }

  /** The block that is open is parsed and painted as a whole once more. */
  #thaw({ start, firstLine }: Open): Tail {
    this.#end = start;
    this.#line = firstLine;
    this.#open = undefined;
    return this.#parseTail();
  }

  #paint({ blocks, line }: Tail, options: EmitOptions): void {
    const count = this.#frozen.count;
    for (const [index, tokens] of blocks.entries()) {
      const change = index === 0 ? this.#open?.growing.paint : undefined;
      this.#slots.paint(count + index, emitBlock(tokens, options, line), change);
    }
    this.#slots.keep(count + blocks.length);
  }

  #repaintFrozen(references: References, options: EmitOptions): void {
    const labels = changedLabels(this.#shownReferences, references);
    this.#shownReferences = references;
    for (const { index, source, firstLine } of this.#frozen.using(labels, this.#text)) {
      const [tokens] = topLevelBlocks(parse(source, { ...references }));
      if (tokens) this.#slots.paint(index, emitBlock(tokens, options, firstLine));
      const shown = this.#slots.at(index);
      if (shown) finalizeAgain(shown);
    }
  }

  #freeze(tail: Tail, options: EmitOptions): void {
    const { blocks, starts, offset, line } = tail;
    const count = finishedCount(blocks, tail.source, starts);
    let end = 0;
    for (const [index, tokens] of blocks.slice(0, count).entries()) {
      const [firstLine, endLine] = tokens[0]?.map ?? [0, 0];
      end = starts[endLine] ?? tail.source.length;
      const place = { start: offset + (starts[firstLine] ?? 0), end: offset + end, firstLine: line + firstLine };
      this.#frozen.add(index === 0 && this.#open ? { ...this.#open, end: place.end } : place);
    }
    if (count > 0) this.#advance(tail, 0, end, blocks[count - 1]?.[0]?.map?.[1] ?? 0, undefined);
    const open = blocks[count];
    if (open) this.#freezeInside(tail, open, end, options);
  }

  /** Freezes the beginning of a block that still grows; `from`: where what is not frozen begins in the tail. */
  #freezeInside(tail: Tail, tokens: readonly Token[], from: number, options: EmitOptions): void {
    const shown = this.#slots.at(this.#frozen.count);
    const first = tokens[0]?.map?.[0] ?? 0;
    const start = this.#open?.start ?? tail.offset + (tail.starts[first] ?? 0);
    if (!shown || start === this.#whole) return;
    const { source, starts, references } = tail;
    const step = grow({ source, starts, tokens, shown, references, options }, this.#open?.growing);
    if (!step) return;
    const firstLine = this.#open?.firstLine ?? tail.line + first;
    this.#advance(tail, from, step.end, step.endLine, { start, firstLine, growing: step.growing });
  }

  #advance(tail: Tail, from: number, end: number, endLine: number, open: Open | undefined): void {
    const region = tail.source.slice(from, end);
    // Parsed on its own, so that a definition which the tail has not finished is not kept.
    if (region.includes(']:')) parse(region, this.#references);
    this.#end = tail.offset + end;
    this.#line = tail.line + endLine;
    this.#open = open;
  }
}

/** Offset of each line; the last one is that of the line still open. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
