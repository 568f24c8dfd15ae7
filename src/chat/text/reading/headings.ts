import type { Token } from 'markdown-it';
import { placeOf } from '../citations/placedBlocks.ts';
import type { Edit } from './edits.ts';

/** Moves headings down by so many levels, as far as there are any: those of an answer stand below its own. */
export function movedHeadings(tokens: readonly Token[], text: string, by: number): Edit[] {
  return tokens.flatMap((token, index) => {
    const words = tokens[index + 1];
    const { starts = [] } = (token.type === 'heading_open' && words && placeOf(words)) || {};
    const [first] = starts;
    if (first === undefined) return [];
    const level = Number(token.tag.slice(1));
    const marks = '#'.repeat(Math.min(level + by, 6));
    return token.markup.startsWith('#') ? [withMarks(first, marks, text)] : withoutLine(starts, marks, text);
  });
}

function withMarks(first: number, marks: string, text: string): Edit {
  const end = text.slice(0, first).trimEnd().length;
  const start = end - (/#{1,6}$/.exec(text.slice(Math.max(0, end - 6), end))?.[0].length ?? 0);
  return { start, end, text: marks };
}

/** A heading above a line becomes one behind marks: lines are of two levels only. Its own lines become one. */
function withoutLine(starts: readonly number[], marks: string, text: string): Edit[] {
  const endOfLine = (at: number) => {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  };
  const edits: Edit[] = [{ start: starts[0] ?? 0, end: starts[0] ?? 0, text: `${marks} ` }];
  for (const [index, start] of starts.slice(0, -1).entries()) {
    const isLast = index === starts.length - 2;
    const end = endOfLine(start);
    const next = starts[index + 1] ?? end;
    edits.push({
      start: isLast || !breaksLine(text.slice(starts[0], end)) ? end : end - 1,
      end: isLast ? endOfLine(next) : next,
      text: isLast ? '' : ' ',
    });
    const closing = isLast ? /#+[ \t]*$/.exec(text.slice(start, end)) : null;
    if (closing) edits.push({ start: start + closing.index, end: start + closing.index, text: '\\' });
  }
  return edits;
}

/** A backslash at the end breaks the line, and is no sign that is read; in code it is one. */
function breaksLine(text: string): boolean {
  const slashes = /\\*$/.exec(text)?.[0].length ?? 0;
  return slashes % 2 === 1 && (text.match(/`/g)?.length ?? 0) % 2 === 0;
}
