/** The characters directly before and after a span in what is read; empty at the ends of a line. */
export interface Neighbors {
  readonly before: string;
  readonly after: string;
}

/** A block that is written, and what it is. */
export interface WrittenBlock {
  readonly type: 'paragraph' | 'heading' | 'list' | 'quote' | 'code' | 'table' | 'rule';
  readonly text: string;
}

interface ListShape {
  /** Each item's number; absent: bullets. */
  readonly numbers?: readonly number[];
  /** 0 outside of every list. */
  readonly depth: number;
  readonly isTight: boolean;
}

/** The notes that a document has already. */
export interface KnownNotes {
  /** Labels by what is written of the source. */
  readonly labels: ReadonlyMap<string, string>;
  /** The largest number that is used as a label. */
  readonly largest: number;
}

/** The place of a citation: `item` is the first line of a list's item. */
export type Place = 'prose' | 'item' | 'heading' | 'cell';

/** Notes: how a form names sources where they are cited. */
interface Notes {
  /** Finds what the document defines; `before` is the part above the insertion, for forms that are read in one pass. */
  known(document: string, before: string): KnownNotes;
  /** The label of a source that the document does not have; `number` is the next free one. */
  label(number: number, source: string): string;
  /** The mark in the text. `isFirst`: nothing has defined the label yet. */
  mark(label: string, source: string, isFirst: boolean, around: Neighbors): string;
  /** The definitions of new labels; absent: the first mark defines. */
  definitions?(notes: readonly { readonly label: string; readonly source: string }[]): string;
  /** The places where a mark may define its source; absent: everywhere. */
  readonly definesIn?: readonly Place[];
  /** Whether a mark at `place` finds what those before it have defined; absent: it finds every one. */
  isKnown?(defined: ReadonlySet<Place>, place: Place): boolean;
  /** Whether the definitions are read as a list: it has a heading, and need not be pointed at. */
  readonly isList?: boolean;
}

/**
 * A kind of document, as functions that write each part of an answer in it. Arguments but `code` and addresses are
 * written already.
 */
export interface DocumentForm {
  /** Words of one line as the form's reader shows them. */
  text(words: string): string;
  strong(inner: string, around: Neighbors): string;
  emphasis(inner: string, around: Neighbors): string;
  strike(inner: string, around: Neighbors): string;
  code(code: string, around: Neighbors): string;
  link(words: string, address: string, around: Neighbors): string;
  /** The break between lines that the answer breaks. */
  readonly hardBreak: string;
  /** The break between lines of a paragraph that are only written apart. */
  readonly softBreak: string;
  /** A paragraph, whose beginning must not be read as another block. */
  paragraph(inline: string): string;
  heading(inline: string, level: number): string;
  list(items: readonly (readonly WrittenBlock[])[], shape: ListShape): string;
  quote(blocks: string): string;
  codeBlock(code: string, language: string): string;
  table(rows: readonly (readonly string[])[]): string;
  readonly rule: string;
  /** Returns what goes between two blocks that would be read as one. */
  between?(previous: WrittenBlock, next: WrittenBlock): string | undefined;
  readonly notes: Notes;
  /** Whether spans may stand in spans. */
  readonly nests: boolean;
}

/** Every line but the first behind `indent`; empty lines stay empty. */
export function indented(text: string, indent: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

/** The blocks of a list's item, each behind an empty line, in a tight list behind a line end. */
export function itemText(blocks: readonly WrittenBlock[], isTight: boolean): string {
  return blocks
    .map(({ text, type }, at) => (at === 0 ? '' : isTight && type === 'list' ? '\n' : '\n\n') + text)
    .join('');
}

/** A list whose items stand behind a hyphen or their own number, and are indented by it. */
export function markedList(items: readonly (readonly WrittenBlock[])[], { numbers, isTight }: ListShape): string {
  return items
    .map((blocks, at) => {
      const mark = numbers ? `${numbers[at]}. ` : '- ';
      return `${mark}${indented(itemText(blocks, isTight), ' '.repeat(mark.length))}`.trimEnd();
    })
    .join(isTight ? '\n' : '\n\n');
}

/** A short name that the same words always get. */
export function nameOf(words: string): string {
  // FNV-1a, twice for fewer collisions.
  const hash = (seed: number) => {
    let value = seed;
    for (const sign of words) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193);
    return (value >>> 0).toString(36);
  };
  return `source-${hash(0x811c9dc5)}${hash(0x2f0b4471).slice(0, 3)}`;
}

/** A fence of `sign` that nothing in the code closes. */
export function fence(code: string, sign: string, least: number): string {
  let length = least;
  for (const [run] of code.matchAll(new RegExp(`\\${sign}+`, 'g'))) length = Math.max(length, run.length + 1);
  return sign.repeat(length);
}

/** An address without what would end it in a document. */
export function plainAddress(address: string): string {
  return address.replace(/[\s<>"{}|\\^`]/g, encodeURIComponent);
}
