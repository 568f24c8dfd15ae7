import { resolveCitations } from './citations.ts';
import { emitBlock, topLevelBlocks } from './emit.ts';
import { morph } from './morph.ts';
import type { EmitOptions } from './options.ts';
import { parse, type References, type Token } from './parser.ts';
import { changedLabels, mayUse } from './references.ts';

/** A block that no further text can change, except that a link it names may still get its definition. */
interface FrozenBlock {
  readonly source: string;
  readonly firstLine: number;
}

export interface MarkdownView {
  readonly update: (markdown: string, options: EmitOptions) => void;
}

/**
 * Shows growing Markdown in `body`, one child for each top-level block. Only the unfinished tail is parsed again;
 * at every prefix the result equals that of a single pass over the whole text.
 */
export function createMarkdown(body: HTMLElement): MarkdownView {
  let frozen: FrozenBlock[] = [];
  let frozenText = '';
  let frozenLines = 0;
  /** Definitions in the frozen text; those of the tail may still be unfinished. */
  let frozenReferences: References = {};
  let shownReferences: References = {};
  let shownSources: EmitOptions['sources'] | undefined;

  const reset = () => {
    frozen = [];
    frozenText = '';
    frozenLines = 0;
    frozenReferences = {};
    shownReferences = {};
    body.replaceChildren();
  };

  const update = (markdown: string, options: EmitOptions) => {
    const text = markdown.includes('\r') ? markdown.replace(/\r\n?/g, '\n') : markdown;
    if (!text.startsWith(frozenText)) reset();
    const tail = text.slice(frozenText.length);
    const references = { ...frozenReferences };
    const blocks = topLevelBlocks(parse(tail, references));
    repaintFrozen(references, options);
    for (const [index, tokens] of blocks.entries()) {
      paint(frozen.length + index, emitBlock(tokens, options, frozenLines));
    }
    while (body.childElementCount > frozen.length + blocks.length) body.lastElementChild?.remove();
    if (shownSources !== options.sources) resolveCitations(body, options);
    shownSources = options.sources;
    freeze(tail, blocks);
  };

  const paint = (index: number, wanted: HTMLElement) => {
    const shown = body.children[index];
    if (shown) morph(shown, wanted);
    else body.append(wanted);
  };

  const repaintFrozen = (references: References, options: EmitOptions) => {
    const labels = changedLabels(shownReferences, references);
    shownReferences = references;
    if (labels.length === 0) return;
    frozen.forEach(({ source, firstLine }, index) => {
      const [tokens] = mayUse(source, labels) ? topLevelBlocks(parse(source, { ...references })) : [];
      if (tokens) paint(index, emitBlock(tokens, options, firstLine));
    });
  };

  const freeze = (tail: string, blocks: readonly (readonly Token[])[]) => {
    const starts = lineStarts(tail);
    const count = finishedCount(blocks, starts.length - 1);
    if (count === 0) return;
    for (const tokens of blocks.slice(0, count)) {
      const [first, end] = tokens[0]?.map ?? [0, 0];
      frozen.push({ source: tail.slice(starts[first], starts[end] ?? tail.length), firstLine: frozenLines + first });
    }
    const endLine = blocks[count - 1]?.[0]?.map?.[1] ?? 0;
    const region = tail.slice(0, starts[endLine]);
    // Parsed on its own, so that a definition which the tail has not finished is not kept.
    if (region.includes(']:')) parse(region, frozenReferences);
    frozenText += region;
    frozenLines += endLine;
  };

  return { update };
}

/** Offset of each line; the last one is that of the line still open. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/**
 * How many leading blocks cannot change any more: those before a block whose first two lines are complete. One line is
 * not enough: `***` may go on as bold text, and a table is known by its second line only.
 */
function finishedCount(blocks: readonly (readonly Token[])[], completeLines: number): number {
  return Math.max(
    0,
    blocks.findLastIndex(([first]) => first?.map && first.map[0] + 2 <= completeLines),
  );
}
