import type { Env, StateInline, Token } from 'markdown-it';
import { formulaEnd } from '../reading/formulas.ts';
import { asParsed, type Place, parser, placeOf, placesIn } from './placedBlocks.ts';

/** A mark such as `[1]` or `[1, 2]` in the prose of an answer. */
export interface CitationMark {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[];
  /** Whether it has numbers that it does not write: all have to be sources, or it is an interval or pages. */
  readonly isRange: boolean;
}

export interface ReadAnswer {
  /** The marks in the order of the text. */
  readonly marks: readonly CitationMark[];
  /** The line that closes a block of code which the text leaves open; what is added would go on in it. */
  readonly closing: string | undefined;
  /** White space at the end may belong to code. */
  readonly endsInCode: boolean;
}

/** The state of reading one inline token. */
interface Reading {
  readonly found: { readonly start: number; readonly length: number }[];
  /** Elements of raw HTML that hold code and are open. */
  depth: number;
  /** The end of the open formula. */
  formulaEnd: number;
}

const readings = new WeakMap<StateInline, Reading>();
const mark = /\[\d+(?:(?:, ?| ?[-–] ?)\d+)*\]/y;
const htmlCode = /<(\/?)(?:code|kbd|samp|tt|var|pre|script|style|textarea|math|svg)(?=[\s/>])[^<>]*>/iy;

parser.inline.ruler.before('link', 'citation', (state, isSilent) => takeMark(state, isSilent, false));
parser.inline.ruler.after('image', 'citation_before_bracket', (state, isSilent) => takeMark(state, isSilent, true));
parser.inline.ruler.before('html_inline', 'html_code', (state, isSilent) => {
  const reading = isSilent ? undefined : readings.get(state);
  const [, slash] = (reading && matchAt(htmlCode, state.src, state.pos)) ?? [];
  if (reading && slash !== undefined) reading.depth = Math.max(0, reading.depth + (slash === '' ? 1 : -1));
  return false;
});
// It only says how far the formula goes: whatever is code in it stays code.
parser.inline.ruler.before('escape', 'formula', (state, isSilent) => {
  const reading = isSilent ? undefined : readings.get(state);
  if (!reading || state.pos < reading.formulaEnd) return false;
  reading.formulaEnd = formulaEnd(state);
  return false;
});

/** Finds the citations in an answer's Markdown: those in its prose, as the tokens of a Markdown parser tell it from code. */
export function readAnswer(markdown: string): ReadAnswer {
  const text = asParsed(markdown);
  const tokens: Token[] = [];
  const env: Env = {};
  parser.block.parse(text, parser, env, tokens);
  const marks = tokens.flatMap((token) => {
    const place = token.type === 'inline' ? placeOf(token) : undefined;
    return place ? marksIn(token.content, place, text, env) : [];
  });
  const last = tokens.findLast(({ nesting }) => nesting === 0);
  return {
    marks,
    closing: last === tokens.at(-1) && last?.type === 'fence' ? closingOf(last, text) : undefined,
    endsInCode: last?.type === 'fence' || last?.type === 'code_block',
  };
}

function marksIn(content: string, place: Place, text: string, env: Env): CitationMark[] {
  const state = new parser.inline.State(content, parser, env, []);
  const reading: Reading = { found: [], depth: 0, formulaEnd: 0 };
  readings.set(state, reading);
  parser.inline.tokenize(state);
  const toText = placesIn(content, place, text);
  return reading.found.flatMap(({ start, length }) => {
    const written = content.slice(start, start + length);
    const at = toText(start);
    // Nothing is changed that does not stand where it should.
    return text.startsWith(written, at)
      ? [{ start: at, end: at + length, ids: idsIn(written), isRange: /[-–]/.test(written) }]
      : [];
  });
}

/** Most sources that a range stands for; a longer one is none of sources. */
const longestRange = 50;

/** The numbers of `[1, 3–5]`. What runs backwards or too far stands for its ends alone. */
function idsIn(mark: string): string[] {
  return Array.from(mark.matchAll(/(\d+)(?: ?[-–] ?(\d+))?/g), ([, from = '', to = from]) => {
    const length = Number(to) - Number(from) + 1;
    if (from === to || length < 1 || length > longestRange) return from === to ? [from] : [from, to];
    return Array.from({ length }, (_, index) => String(Number(from) + index));
  }).flat();
}

function takeMark(state: StateInline, isSilent: boolean, isNoLink: boolean): boolean {
  const reading = isSilent || state.linkLevel > 0 ? undefined : readings.get(state);
  const [written = ''] = (reading && matchAt(mark, state.src, state.pos)) ?? [];
  const { pos, src } = state;
  if (!reading || written === '' || pos + written.length > state.posMax) return false;
  const behind = src.slice(pos + written.length, pos + written.length + 2);
  // `[1](…)` may be a link, `[1][a]` is to be one, and `[1]: …` at the beginning of a line names a source.
  if (behind.startsWith('(') && !isNoLink) return false;
  if (/^\[[^\d^]/.test(behind)) return false;
  if (behind.startsWith(':') && /(?:^|\n)[ \t]*$/.test(src.slice(Math.max(0, pos - 100), pos))) return false;
  const isCommand = /\\[a-z]+$/i.test(src.slice(Math.max(0, pos - 40), pos));
  if (reading.depth === 0 && pos >= reading.formulaEnd && !isCommand)
    reading.found.push({ start: pos, length: written.length });
  state.pending += written;
  state.pos += written.length;
  return true;
}

/** The line that would close this block at the end of the text; undefined where it is closed. */
function closingOf({ map, markup }: Token, text: string): string | undefined {
  const [first = 0, end = 0] = map ?? [];
  const last =
    text
      .split('\n')
      .slice(first + 1, end)
      .findLast((line) => line.trim() !== '') ?? '';
  const marks = /^ {0,3}(`+|~+)\s*$/.exec(last)?.[1] ?? '';
  return marks[0] === markup[0] && marks.length >= markup.length ? undefined : markup;
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}
