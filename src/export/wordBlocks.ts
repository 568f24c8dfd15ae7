import {
  AlignmentType,
  ExternalHyperlink,
  type FileChild,
  HeadingLevel,
  type INumberingOptions,
  LevelFormat,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Inline } from '../chat/text/forms/answerTree.ts';

/** The look of words. */
interface Look {
  readonly bold?: true;
  readonly italics?: true;
  readonly strike?: true;
  readonly font?: string;
  readonly style?: string;
}

/** Matches characters that XML cannot hold: some controls, halves of characters. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Words as runs: a tab is an element of its own. */
export function runsOf(words: string, look: Look = {}): TextRun[] {
  if (words === '') return [];
  const parts = words.toWellFormed().replace(impossible, '\ufffd').split('\t');
  return [new TextRun({ ...look, children: parts.flatMap((part, at) => (at === 0 ? [part] : [new Tab(), part])) })];
}

/** A link of the web; what is none stays words. */
export function linked(address: string, children: readonly ParagraphChild[]): readonly ParagraphChild[] {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return children;
  return [new ExternalHyperlink({ link: url.href, children: [...children] })];
}

/** Lines as they are, in letters of one width. */
export function codeParagraph(code: string, indent?: number): Paragraph {
  const lines = code.split(/\r\n?|\n/);
  const children = lines.flatMap((line, at) => [...(at === 0 ? [] : [new TextRun({ break: 1 })]), ...runsOf(line)]);
  return new Paragraph({ style: 'Code', children, ...(indent !== undefined && { indent: { left: indent } }) });
}

/** Twips that a level of a list is indented by. */
const step = 360;
/** Levels that Word counts. */
const deepest = 8;

/** The lists of a document: each counts for itself, from the number that it was written with. */
export class Lists {
  readonly config: INumberingOptions['config'][number][] = [];

  add(level: number, start: number | undefined): { readonly reference: string; readonly level: number } {
    const reference = `list${this.config.length + 1}`;
    const indent = { left: step * (level + 1), hanging: step };
    const style = { paragraph: { indent } };
    const alignment = AlignmentType.START;
    const shape =
      start === undefined
        ? { format: LevelFormat.BULLET, text: '•' }
        : { format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start };
    this.config.push({ reference, levels: [{ level, alignment, style, ...shape }] });
    return { reference, level };
  }
}

interface BlockContext {
  readonly indent: number;
  readonly style?: string;
  /** The number or mark of the list's item that begins here. */
  readonly numbering?: { readonly reference: string; readonly level: number };
  readonly depth: number;
}

const headings = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

interface BlockOptions {
  readonly headingsBelow?: number;
  /** Whether it stands in a footnote: there all is small, and nothing is a heading. */
  readonly isNote?: true;
}

/** Returns the maker of a source's mark; undefined where there is no such source. */
type Cite = (id: string) => (() => ParagraphChild) | undefined;

/** Writes an answer's blocks. */
export class BlockWriter {
  readonly #lists: Lists;
  readonly #cite: Cite;
  readonly #options: BlockOptions;

  constructor(lists: Lists, cite: Cite, options: BlockOptions) {
    this.#lists = lists;
    this.#cite = cite;
    this.#options = options;
  }

  blocks(blocks: readonly Block[], context: BlockContext = { indent: 0, depth: 0 }): FileChild[] {
    const { numbering, ...rest } = context;
    // A mark needs a paragraph that it stands before.
    const isBare = numbering !== undefined && !/^(?:paragraph|heading)$/.test(blocks[0]?.type ?? '');
    const lead = isBare ? [this.#paragraph([], context)] : [];
    return [...lead, ...blocks.flatMap((block, at) => this.#block(block, at === 0 && !isBare ? context : rest))];
  }

  #paragraph(
    children: readonly ParagraphChild[],
    { style, numbering, indent }: BlockContext,
    heading?: number,
  ): Paragraph {
    const name = style ?? (this.#options.isNote ? 'FootnoteText' : undefined);
    const level = heading === undefined || this.#options.isNote ? undefined : headings[Math.min(heading, 6) - 1];
    return new Paragraph({
      children: [...children],
      ...(level !== undefined ? { heading: level } : name !== undefined && { style: name }),
      ...(numbering ? { numbering } : indent > 0 && { indent: { left: indent } }),
    });
  }

  #block(block: Block, context: BlockContext): FileChild[] {
    switch (block.type) {
      case 'paragraph':
        return [this.#paragraph(this.#inline(block.inline), context)];
      case 'heading': {
        const { headingsBelow = 0, isNote } = this.#options;
        const words = this.#inline(block.inline, isNote ? { bold: true } : {}, true);
        return [this.#paragraph(words, context, block.level + headingsBelow)];
      }
      case 'code':
        return [codeParagraph(block.code, context.indent)];
      case 'rule':
        return [new Paragraph({ thematicBreak: true })];
      case 'quote':
        return this.blocks(block.blocks, { ...context, style: 'Quote', indent: context.indent + step });
      case 'table':
        return this.#table(block.rows, context);
      case 'list':
        return this.#list(block, context);
      default:
        return block satisfies never;
    }
  }

  #list({ items, numbers }: Extract<Block, { type: 'list' }>, context: BlockContext): FileChild[] {
    const level = Math.min(context.depth, deepest);
    const inside = { ...context, depth: context.depth + 1, indent: step * (level + 1) };
    let numbering: BlockContext['numbering'];
    return items.flatMap((blocks, at) => {
      // A number that does not follow the one before begins to count anew.
      const goesOn = numbers === undefined || numbers[at] === (numbers[at - 1] ?? Number.NaN) + 1;
      if (!numbering || !goesOn) numbering = this.#lists.add(level, numbers?.[at]);
      return this.blocks(blocks, { ...inside, numbering });
    });
  }

  #table(rows: Extract<Block, { type: 'table' }>['rows'], context: BlockContext): FileChild[] {
    // A footnote takes paragraphs only.
    if (this.#options.isNote)
      return rows.map((row) => {
        const cells = row.flatMap((cell, at) => [...(at === 0 ? [] : runsOf('\t')), ...this.#inline(cell, {}, true)]);
        return this.#paragraph(cells, context);
      });
    const width = Math.max(1, ...rows.map(({ length }) => length));
    const written = rows.map(
      (row, at) =>
        new TableRow({
          ...(at === 0 && { tableHeader: true }),
          cantSplit: true,
          children: Array.from({ length: width }, (_, column) => {
            const children = this.#inline(row[column] ?? [], at === 0 ? { bold: true } : {}, true);
            return new TableCell({ children: [new Paragraph({ children: [...children] })] });
          }),
        }),
    );
    const table = new Table({ rows: written, width: { size: 100, type: WidthType.PERCENTAGE } });
    // Two tables without anything between them would be one.
    return [table, new Paragraph({})];
  }

  #inline(inline: readonly Inline[], look: Look = {}, isLine = false): readonly ParagraphChild[] {
    return inline.flatMap((span, at) => {
      // Two numbers side by side would read as one.
      const isNext = span.type === 'citation' && inline[at - 1]?.type === 'citation';
      const shown =
        span.type === 'text' && this.#isCited(inline[at + 1]) ? { ...span, text: span.text.trimEnd() } : span;
      return [...(isNext ? runsOf(' ', look) : []), ...this.#span(shown, look, isLine)];
    });
  }

  /** The mark of a footnote stands at the word before it. */
  #isCited(span: Inline | undefined): boolean {
    return span?.type === 'citation' && span.ids.every((id) => this.#cite(id) !== undefined);
  }

  #span(span: Inline, look: Look, isLine: boolean): readonly ParagraphChild[] {
    switch (span.type) {
      case 'text':
        return runsOf(span.text, look);
      case 'code':
        return runsOf(span.text, { ...look, font: 'Consolas' });
      case 'break':
        return span.isHard && !isLine ? [new TextRun({ break: 1 })] : runsOf(' ', look);
      case 'citation':
        return this.#citation(span, look);
      case 'strong':
        return this.#inline(span.children, { ...look, bold: true }, isLine);
      case 'emphasis':
        return this.#inline(span.children, { ...look, italics: true }, isLine);
      case 'strike':
        return this.#inline(span.children, { ...look, strike: true }, isLine);
      case 'link':
        return this.#link(span, look, isLine);
      default:
        return span satisfies never;
    }
  }

  #link(
    { address, children }: Extract<Inline, { type: 'link' }>,
    look: Look,
    isLine: boolean,
  ): readonly ParagraphChild[] {
    if (/^https?:\/\//i.test(address))
      return linked(address, this.#inline(children, { ...look, style: 'Hyperlink' }, isLine));
    const words = this.#inline(children, look, isLine);
    const [only] = children;
    const isItself = children.length === 1 && only?.type === 'text' && only.text === address;
    return address === '' || isItself ? words : [...words, ...runsOf(` (${address})`, look)];
  }

  #citation({ ids, written, isRange }: Extract<Inline, { type: 'citation' }>, look: Look): readonly ParagraphChild[] {
    const different = [...new Set(ids)];
    const marks = new Map(different.map((id) => [id, this.#cite(id)]));
    const cited = different.filter((id) => marks.get(id));
    // Without any source it is no citation: perhaps an interval.
    if (cited.length === 0 || (isRange && cited.length < different.length)) return runsOf(written, look);
    return different.flatMap((id, at) => {
      const mark = marks.get(id);
      return [...(at === 0 ? [] : runsOf(' ', look)), ...(mark ? [mark()] : runsOf(`[${id}]`, look))];
    });
  }
}
