import type { DocumentKind } from '../forms/languages.ts';
import { blockRules } from './blockRules.ts';
import { htmlBlockEnd } from './htmlBlocks.ts';
import { blockAt } from './lineBlocks.ts';
import { markdownBlockAt } from './markdownBlocks.ts';

/** The range that an answer replaces, as offsets of the document's text. */
export interface InsertionPlace {
  readonly start: number;
  /** Larger than `start` where blanks of an empty line go. */
  readonly end: number;
  /** The indentation of each line. */
  readonly indentation: string;
  /** Whether it is set apart with empty lines. */
  readonly isBlock: boolean;
  /** Whether it goes into the line as it is. */
  readonly isExact?: boolean;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns where an answer goes for a cursor: an empty line itself; else, in prose, behind the block that holds the
 * cursor, and in code below its line.
 */
export function insertionPlace(text: string, cursor: number, kind: DocumentKind): InsertionPlace {
  const lines = linesOf(text);
  const at = Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= cursor),
  );
  const line = lines[at] ?? { start: 0, end: 0, text: '' };
  if (kind.type !== 'prose') return inCode(lines, at);
  const bound = textEnd(text, kind.form);
  const behind = (offset: number): InsertionPlace => {
    const place = Math.min(offset, bound);
    return { start: place, end: place, indentation: '', isBlock: true };
  };
  const there = (indentation: string): InsertionPlace =>
    line.start > bound ? behind(bound) : { start: line.start, end: line.end, indentation, isBlock: true };
  const isEmpty = line.text.trim() === '';
  if (kind.form === 'html') {
    const end = htmlBlockEnd(text, cursor);
    if (end !== undefined) return behind(end);
    const words = blockAt(
      lines.map(({ text }) => text),
      at,
      { isAlone: (text) => /^\s*</.test(text) },
    );
    return words ? behind(lines[words.end - 1]?.end ?? line.end) : there('');
  }
  if (kind.form === 'markdown' || kind.form === 'mdx') {
    const block = markdownBlockAt(text, at);
    if (isEmpty && block?.item !== undefined) return there(block.item);
    const quote = /^(?:[ \t]*>)+[ \t]*$/.exec(line.text)?.[0];
    if (quote !== undefined) return there(`${quote.trimEnd()} `);
    return block ? behind(lines[block.end - 1]?.end ?? line.end) : there('');
  }
  const block = blockAt(
    lines.map(({ text }) => text),
    at,
    blockRules[kind.form],
  );
  return block ? behind(lines[block.end - 1]?.end ?? line.end) : there('');
}

/** Returns the end of a document's text; the lines that close the document stay behind it. */
export function endPlace(text: string, kind: DocumentKind): InsertionPlace {
  const end = kind.type === 'prose' ? textEnd(text, kind.form) : kind.type === 'code' ? scriptEnd(text) : text.length;
  const place = text.slice(0, end).trimEnd().length;
  return { start: place, end: place, indentation: '', isBlock: true };
}

function inCode(lines: readonly Line[], at: number): InsertionPlace {
  const line = lines[at] ?? { start: 0, end: 0, text: '' };
  const blank = (text: string) => /^[ \t]*/.exec(text)?.[0] ?? '';
  if (line.text.trim() !== '') return { start: line.end, end: line.end, indentation: blank(line.text), isBlock: false };
  const next = lines.slice(at + 1).find(({ text }) => text.trim() !== '');
  const indentation = line.text !== '' ? line.text : blank(next?.text ?? '');
  return { start: line.start, end: line.end, indentation, isBlock: false };
}

/** Returns where the words of a document end: the text behind closes it. */
function textEnd(text: string, form: string): number {
  const closing = { latex: /^[ \t]*\\end\{document\}/m, html: /[ \t]*<\/(?:body|html)\s*>/i }[form];
  return closing?.exec(text)?.index ?? text.length;
}

function scriptEnd(text: string): number {
  const script = /\?>\s*$/.exec(text);
  return script && text.trimStart().startsWith('<?php') ? script.index : text.length;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: index, text: text.slice(start, index) });
    start = index + end.length;
  }
  lines.push({ start, end: text.length, text: text.slice(start) });
  return lines;
}
