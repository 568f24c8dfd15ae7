import MarkdownIt, { type Env, type StateInline, type Token } from 'markdown-it';
import { asParsed, keepPlaces, type Place, placeOf, placesIn } from '../citations/placedBlocks.ts';
import { plainAddressLength } from '../citations/plainAddress.ts';
import { isGreaterSign } from './amounts.ts';
import { answerParser } from './answerParser.ts';
import { cellsOf } from './cells.ts';
import { beginsWithDate } from './dates.ts';
import type { Edit } from './edits.ts';
import { formulaAt } from './formulas.ts';
import { movedHeadings } from './headings.ts';
import { isEmpty, lineStarts } from './lines.ts';
import { isLinkAddress } from './linkAddress.ts';
import { renumbered } from './renumbered.ts';

const parser = answerParser();
keepPlaces(parser);

/** All that CommonMark would read otherwise than the page does, or only what the page never shows: images and HTML. */
export type Escaped = 'all' | 'images';

/** Places in the content of an inline token where a backslash goes in, and those of images and HTML apart. */
interface Found extends Record<Escaped, Set<number>> {
  /** The bounds of code. */
  readonly code: number[];
  /** Marks that can do less than for CommonMark, yet something: where they stand, and what they became. */
  readonly marks: { readonly at: number; readonly token: Token }[];
  /** Where the run of such marks stands that is read now. */
  run: { at: number; end: number } | undefined;
}

const found = new WeakMap<StateInline, Found>();
const { scanDelims } = new MarkdownIt().inline.State.prototype;

parser.inline.State = class extends parser.inline.State {
  override scanDelims(start: number, canSplitWord: boolean): ReturnType<typeof scanDelims> {
    const scanned = super.scanDelims(start, canSplitWord);
    const plain = scanDelims.call(this, start, canSplitWord);
    const isMore = (plain.can_open && !scanned.can_open) || (plain.can_close && !scanned.can_close);
    const places = found.get(this);
    if (!places) return scanned;
    const end = start + scanned.length;
    places.run = isMore && (scanned.can_open || scanned.can_close) ? { at: start, end } : undefined;
    if (isMore && !places.run) for (let at = start; at < end; at++) places.all.add(at);
    return scanned;
  }

  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    const token = super.push(type, tag, nesting);
    const places = found.get(this);
    if (type === 'code_inline') places?.code.push(this.pos);
    const run = places?.run;
    if (type === 'text' && run && run.at < run.end) places.marks.push({ at: run.at++, token });
    return token;
  }
};
parser.inline.ruler.before('text', 'end_of_code', (state) => {
  const { code = [] } = found.get(state) ?? {};
  if (code.length % 2 > 0) code.push(state.pos);
  return false;
});
parser.inline.ruler.before('formula', 'escaped_formula', (state, isSilent) => {
  if (!isSilent) for (const at of inFormula(state)) found.get(state)?.all.add(at);
  return false;
});
parser.inline.ruler.before('placeholder', 'escaped_angle', (state, isSilent) => {
  const places = isTag(state) && !isSilent ? found.get(state)?.images : undefined;
  places?.add(state.pos);
  // Escaped, it would be the address of a link that was none.
  if (state.src.endsWith('](', state.pos)) places?.add(state.pos - 2);
  return false;
});
// In an address all signs are its own, but not every target takes it for one.
parser.inline.ruler.before('linkify', 'escaped_address', (state, isSilent) => {
  if (isSilent || !state.src.startsWith('://', state.pos)) return false;
  const address = state.src.slice(state.pos, state.pos + 1 + plainAddressLength(state.src, state.pos + 1));
  for (const { index } of address.matchAll(/!\[/g)) found.get(state)?.images.add(state.pos + index);
  return false;
});
// What leads to no address is a link for CommonMark all the same. Its `[` escaped, another one before it could begin it.
parser.inline.ruler.before('link', 'escaped_link', (state, isSilent) => {
  if (isSilent || state.src[state.pos] !== '[') return false;
  const { src, posMax } = state;
  const end = parser.helpers.parseLinkLabel(state, state.pos) + 1;
  if (end === 0 || src[end] !== '(') return false;
  const blanks = /^\s*/.exec(src.slice(end + 1, end + 50))?.[0].length ?? 0;
  const { ok, str, pos } = parser.helpers.parseLinkDestination(src, end + 1 + blanks, posMax);
  const rest = src.slice(pos, pos + 1000);
  const isWhole = ok && /^\s*["'()]/.test(rest);
  // One that is not whole could end where one in it does.
  const isEmpty = end + 1 + blanks < posMax && src[end + 1 + blanks] === ')';
  if (isEmpty || isWhole ? !isLinkAddress(str) : src.slice(end, end + 1000).includes(']('))
    found.get(state)?.all.add(end);
  return false;
});
parser.inline.ruler.before('image', 'escaped_image', (state, isSilent) => {
  // A citation behind an exclamation mark is none.
  if (!/^!\[(?!\d+(?:, ?\d+)*\](?!\(|\[\D))/.test(state.src.slice(state.pos, state.pos + 40))) return false;
  if (!isSilent) {
    found.get(state)?.images.add(state.pos);
    state.pending += '!';
  }
  state.pos++;
  return true;
});

/**
 * Returns the edits of an answer's Markdown after which CommonMark, with GitHub's extensions, gives what is read on the page: the
 * signs that it would take for markup are escaped, images and HTML are text. Formulas in dollar signs are left to the
 * target, which draws them.
 * @param headingsBelow the level of the heading that those of the answer stand below
 */
export function escapesIn(markdown: string, escaped: Escaped, headingsBelow = 0): readonly Edit[] {
  const text = asParsed(markdown);
  const tokens: Token[] = [];
  const env: Env = {};
  parser.block.parse(text, parser, env, tokens);
  // As the page reads it: blocks alone do not join cells.
  for (const token of tokens) if (typeof token.meta?.['more'] === 'string') token.content += token.meta['more'];
  const edits =
    escaped === 'images' ? [] : [...apart(tokens, text), ...renumbered(tokens, text), ...moreCells(tokens, text)];
  // Before what is escaped at the same place.
  if (headingsBelow > 0) edits.push(...movedHeadings(tokens, text, headingsBelow));
  for (const [index, token] of tokens.entries()) {
    const place = token.type === 'inline' ? placeOf(token) : undefined;
    if (!place) continue;
    const isFirst = beginsLine(tokens[index - 1], place, text);
    edits.push(...inlineEdits(token.content, place, escapedIn(token, isFirst, env, escaped), text));
  }
  if (escaped === 'images') return edits;
  for (const [index, { meta, markup, info }] of tokens.entries()) {
    const place = meta?.['sign'] === true ? placeOf(tokens[index + 2] as Token) : undefined;
    if (place && info === '') edits.push(inserted(place.starts[0] ?? 0, `\\${markup} `));
  }
  return edits;
}

function inserted(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Whether what the box holds could begin a block where it stands. */
function beginsLine(box: Token | undefined, { starts: [first = 0], isCell }: Place, text: string): boolean {
  if (isCell) return !text.slice(text.lastIndexOf('\n', first - 1) + 1, first).includes('|');
  return box?.type === 'paragraph_open' || (box?.type === 'heading_open' && !box.markup.startsWith('#'));
}

/** Places in the content of an inline token that are escaped, in their order. */
function escapedIn({ content }: Token, mayBegin: boolean, env: Env, escaped: Escaped): number[] {
  const state = new parser.inline.State(content, parser, env, []);
  const places: Found = { all: new Set(), images: new Set(), code: [], marks: [], run: undefined };
  found.set(state, places);
  parser.inline.tokenize(state);
  for (const rule of parser.inline.ruler2.getRules('')) rule(state);
  // What encloses nothing on the page is a sign there.
  for (const { at, token } of places.marks) if (token.content !== '') places.all.add(at);
  const isInCode = (at: number) => places.code.filter((edge) => edge <= at).length % 2 > 0;
  const isLink = state.tokens[0]?.type === 'link_open';
  const more = mayBegin ? beginnings(content, isLink).filter((at) => content.startsWith('\\[') || !isInCode(at)) : [];
  // Such a line ends the paragraph for CommonMark, and code in it.
  for (const { index, 0: line } of content.matchAll(/^[ \t]*<(?=[a-z/!?])/gim))
    if (isInCode(index)) places.images.add(index + line.length - 1);
  const all = escaped === 'images' ? places.images : new Set([...places.images, ...places.all, ...more]);
  return [...all].sort((one, other) => one - other);
}

function inlineEdits(content: string, place: Place, offsets: readonly number[], text: string): Edit[] {
  const toText = placesIn(content, place, text);
  return offsets.flatMap((offset) => {
    const at = toText(offset);
    // Nothing is changed that does not stand where it should.
    if (text[at] !== content[offset]) return [];
    return place.isCell && lineBreak.test(content.slice(offset, offset + 10)) ? [] : [inserted(at, '\\')];
  });
}

/** Returns the places in a line of a paragraph that would begin a block or be a definition. */
function beginnings(content: string, isLink: boolean): number[] {
  const places: number[] = [];
  // What is a definition on the page is no paragraph. Footnotes are the target's. A link that a colon follows stays one.
  const [definition] = /^\[(?!\^)(?:\\.|[^[\]\\])+\]:/.exec(content) ?? [];
  if (definition !== undefined) places.push(isLink ? definition.length - 1 : 0);
  let above = '';
  for (const { index, 0: line } of content.matchAll(/^[ \t]*[^\n]*/gm)) {
    const words = line.trimStart();
    const at = index + line.length - words.length;
    if (beginsWithDate(words)) places.push(at + words.indexOf('.'));
    if (isGreaterSign(words)) places.push(at);
    // Below a line of as many cells it would begin a table. On the page it goes on in an item, without its indentation.
    if (index > 0 && isBelowHead(words) && cellsOf(words).length === cellsOf(above).length) places.push(at);
    above = words;
    // It underlines nothing; alone it is no item.
    if (index > 0 ? /^(?:-+|=+)[ \t]*$/.test(words) : /^[-+*]$/.test(content)) places.push(at);
    // In a formula nothing is a list, a heading or a line.
    if (!content.startsWith('\\[') || index === 0) continue;
    if (/^(?:[-+*](?=\s|$)|#{1,6}(?=\s|$)|=+\s*$|-+\s*$|(?:[*_][ \t]*){3,}$|>|~~~|```)/.test(words)) {
      // All of a run: with one sign less it might close what stands above.
      const { length } = /^([*_~`])\1*|^/.exec(words)?.[0] ?? '';
      for (let sign = 0; sign < Math.max(length, 1); sign++) places.push(at + sign);
    }
    const [number] = /^\d{1,9}(?=[.)](?:\s|$))/.exec(words) ?? [];
    if (number !== undefined) places.push(at + number.length);
  }
  return places;
}

/** Whether a line is made as the one below the head of a table. */
function isBelowHead(line: string): boolean {
  return /^[|:-][-|: \t]*$/.test(line) && line.includes('-');
}

/** Signs of the formula that begins here that would be markup, or escape what follows them. */
function inFormula(state: StateInline): number[] {
  const { src, pos } = state;
  if (src[pos] !== '\\') return [];
  const formula = formulaAt(state);
  const sign = src[pos + 1] ?? '';
  if (formula === '') return '[]'.includes(sign) ? [pos, pos + 1] : '()'.includes(sign) ? [pos] : [];
  return Array.from(
    formula.matchAll(
      /\\(?=[!-/:-@[-`{-~\n])|[*~[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=#?\w+;)/giu,
    ),
    ({ index }) => pos + index,
  );
}

const lineBreak = /^<br *\/?>/i;
/** Addresses in angle brackets, which are links on the page, too. */
const address = /^<(?:[a-z][a-z0-9+.-]{1,31}:\/\/|mailto:)[^<>\s]*>|^<[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+>/i;

/** Whether a tag of HTML, or what looks like one, begins here. */
function isTag({ src, pos }: StateInline): boolean {
  if (src[pos] !== '<' || !/[a-z/!?]/i.test(src[pos + 1] ?? '') || address.test(src.slice(pos, pos + 2000)))
    return false;
  return src.indexOf('>', pos) >= 0 || /(?:^|\n)[ \t]*$/.test(src.slice(Math.max(0, pos - 100), pos));
}

/** Empty lines around what is a paragraph of its own on the page only, and above a line that would underline one. */
function apart(tokens: readonly Token[], text: string): Edit[] {
  const starts = lineStarts(text);
  return tokens.flatMap(({ map, meta, type }, index) => {
    if (type === 'hr' && map && tokens[index - 1]?.type === 'paragraph_close') {
      const start = starts[map[0]] ?? 0;
      const [, quoted] = /^([ \t>]*)-+[ \t]*(?:\n|$)/.exec(text.slice(start, starts[map[0] + 1])) ?? [];
      return quoted === undefined ? [] : [inserted(start, `${quoted.trimEnd()}\n`)];
    }
    const at = meta?.['isApart'] === true ? placeOf(tokens[index + 1] as Token)?.starts[0] : undefined;
    if (at === undefined || !map) return [];
    const before = text.slice(starts[map[0]], at);
    const isPure = isEmpty(before);
    // The empty line of an item that stands in a quotation does so, too.
    const empty = `${before.replace(/[^\s>]/g, ' ').trimEnd()}\n`;
    const [above, below] = [map[0] - 1, map[1]].map((line) =>
      line < 0 ? '' : text.slice(starts[line], starts[line + 1]),
    );
    return [
      // A formula ends what stands above it.
      ...(!tokens[index + 1]?.content.startsWith('[') && isPure && !isEmpty(above)
        ? [inserted(starts[map[0]] ?? 0, empty)]
        : []),
      ...(map[1] < starts.length && !isEmpty(below) ? [inserted(starts[map[1]] ?? 0, empty)] : []),
    ];
  });
}

/** The bars of a row beyond the last column, with the blanks that they have on the page: a mark beside one may do less there. */
function moreCells(tokens: readonly Token[], text: string): Edit[] {
  return tokens.flatMap((token) => {
    const start = typeof token.meta?.['more'] === 'string' ? placeOf(token)?.starts[0] : undefined;
    if (start === undefined) return [];
    const end = text.indexOf('\n', start);
    const row = text.slice(start, end < 0 ? undefined : end);
    return Array.from(row.matchAll(/(?<!\\)\|(?!\s*$)/g)).flatMap(({ index }) => [
      inserted(start + index, /\s/.test(row[index - 1] ?? '') ? '\\' : ' \\'),
      ...(/\s/.test(row[index + 1] ?? '') ? [] : [inserted(start + index + 1, ' ')]),
    ]);
  });
}
