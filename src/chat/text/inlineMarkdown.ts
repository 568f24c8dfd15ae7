import { withNames } from './invisibleCharacters.ts';

/**
 * Words of others as one line of Markdown that reads as they do: no mark in them works, and what cannot be seen in them is
 * named. Only what would work is escaped, so that ordinary titles stay as they are.
 */
export function asMarkdownLine(text: string): string {
  return (
    withNames(text)
      // Blanks that hold words together, as in “§ 622”, stay.
      .replace(/[^\S\u00a0\u202f\u2007]+/g, ' ')
      .trim()
      .replace(/[\\`*[\]<~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&')
      .replace(/^(?=[#>=+-])/, '\\')
      // A section, “2.1”, is no item of a list.
      .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\')
  );
}

/** The first of the characters that stand for escaped marks meanwhile: no text uses them. */
const hidden = 0xe000;

/** A longer line stays as it is: nobody reads it in a row. Characters. */
const longest = 5_000;

/**
 * A line of Markdown as one reads it, for places that show plain text: its words, without the marks. Takes time in
 * proportion to the line's length, whatever stands in it.
 */
export function plainLine(markdown: string): string {
  if (markdown.length > longest) return markdown.trim();
  if (/^\s*(?:[-*_=]\s*){3,}$|^\s*(?:`{3,}|~{3,})/.test(markdown) || isBelowHead(markdown)) return '';
  const words = markdown
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => String.fromCharCode(hidden + mark.charCodeAt(0)))
    .replace(/^\s*(?:>\s*)+/, '')
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/^\s*[-*+]\s+(?:\[([ xX])\]\s+)?/, (_, task: string | undefined) =>
      task === undefined ? '• ' : task === ' ' ? '☐ ' : '☑ ',
    )
    // A run of blanks is looked at from its beginning only.
    .replace(/^\s*\|\s*|(?<!\s)\s*\|\s*$/g, '')
    .replace(/(?<!\s)\s+\|\s+/g, ' · ')
    .replace(/!?\[([^\][]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, '$1');
  const plain = pairs.reduce(withoutPairs, words);
  return withoutCodeMarks(plain)
    .replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - hidden))
    .trim();
}

/** The line below a table's head. */
function isBelowHead(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line);
}

/** A mark, and where it may begin and end what it stands around; both are asked about one place (`y`). */
interface Pair {
  readonly mark: string;
  readonly opens: RegExp;
  readonly closes: RegExp;
}

const word = '[\\p{L}\\p{N}*_]';
const pairs: readonly Pair[] = [
  ...['**', '__', '~~'].map((mark) => ({ mark, opens: /..(?=\S)/y, closes: /(?<=\S)/y })),
  ...['*', '_'].map((mark) => ({
    mark,
    opens: new RegExp(`(?<!${word}).(?![\\s${mark}]|$)`, 'uy'),
    closes: new RegExp(`(?<=\\S).(?!${word})`, 'uy'),
  })),
];

/**
 * Returns the text without marks that stand around something. A mark that nothing has closed by the end opens nothing.
 */
function withoutPairs(text: string, { mark, opens, closes }: Pair): string {
  let plain = '';
  let done = 0;
  let open = -1;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    if (open < 0) open = isAt(opens, text, at) ? at : -1;
    else if (at > open + mark.length && isAt(closes, text, at)) {
      plain += text.slice(done, open) + text.slice(open + mark.length, at);
      done = at + mark.length;
      open = -1;
    }
  }
  return plain + text.slice(done);
}

function isAt(expression: RegExp, text: string, place: number): boolean {
  expression.lastIndex = place;
  return expression.test(text);
}

/** Returns the text without the backticks around code: each run belongs to the next one of its length. */
function withoutCodeMarks(text: string): string {
  const runs = Array.from(text.matchAll(/`+/g), ({ index, 0: { length } }) => ({ index, length }));
  const partner = new Map<number, number>();
  const next = new Map<number, number>();
  for (const [at, { length }] of [...runs.entries()].reverse()) {
    const closing = next.get(length);
    if (closing !== undefined) partner.set(at, closing);
    next.set(length, at);
  }
  let plain = '';
  let done = 0;
  for (let at = 0; at < runs.length; at++) {
    const closing = partner.get(at);
    const [first, last] = [runs[at], runs[closing ?? -1]];
    if (!first || !last || closing === undefined) continue;
    plain += text.slice(done, first.index) + text.slice(first.index + first.length, last.index);
    done = last.index + last.length;
    at = closing;
  }
  return plain + text.slice(done);
}
