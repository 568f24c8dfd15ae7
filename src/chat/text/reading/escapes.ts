import MarkdownIt, { type Env, type StateInline, type Token } from 'markdown-it';
import { asParsed, keepPlaces, type Place, placeOf, placesIn } from '../citations/placedBlocks.ts';
import { plainAddressLength } from '../citations/plainAddress.ts';
import { isGreaterSign } from './amounts.ts';
import { answerParser } from './answerParser.ts';
import { beginsWithDate } from './dates.ts';
import type { Edit } from './edits.ts';
import { formulaAt } from './formulas.ts';
import { movedHeadings } from './headings.ts';
import { isEmpty, lineStarts } from './lines.ts';
import { renumbered } from './renumbered.ts';

const parser = answerParser();
keepPlaces(parser);

/** All that CommonMark would read otherwise than the page does, or only what the page never shows: images and HTML. */
export type Escaped = 'all' | 'images';

/** Places in the content of an inline token where a backslash goes in, and those of images and HTML apart. */
interface Found extends Record<Escaped, Set<number>> {
  /** The bounds of code. */
  readonly code: number[];
}

const found = new WeakMap<StateInline, Found>();
const { scanDelims } = new MarkdownIt().inline.State.prototype;

parser.inline.State = class extends parser.inline.State {
  override scanDelims(start: number, canSplitWord: boolean): ReturnType<typeof scanDelims> {
    const scanned = super.scanDelims(start, canSplitWord);
    const plain = scanDelims.call(this, start, canSplitWord);
    const isMore = (plain.can_open && !scanned.can_open) || (plain.can_close && !scanned.can_close);
    if (isMore) for (let at = 0; at < scanned.length; at++) found.get(this)?.all.add(start + at);
    return scanned;
  }

  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    if (type === 'code_inline') found.get(this)?.code.push(this.pos);
    return super.push(type, tag, nesting);
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
  const edits =
    escaped === 'images' ? [] : [...apart(tokens, text), ...renumbered(tokens, text), ...moreCells(tokens, text)];
  // Before what is escaped at the same place.
  if (headingsBelow > 0) edits.push(...movedHeadings(tokens, text, headingsBelow));
  for (const [index, token] of tokens.entries()) {
    const place = token.type === 'inline' ? placeOf(token) : undefined;
    if (place)
      edits.push(...inlineEdits(token.content, place, escapedIn(token, tokens[index - 1], env, escaped), text));
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

/** Places in the content of an inline token that are escaped, in their order. */
function escapedIn({ content }: Token, box: Token | undefined, env: Env, escaped: Escaped): number[] {
  const state = new parser.inline.State(content, parser, env, []);
  const places: Found = { all: new Set(), images: new Set(), code: [] };
  found.set(state, places);
  parser.inline.tokenize(state);
  const isInCode = (at: number) => places.code.filter((edge) => edge <= at).length % 2 > 0;
  const mayBegin = box?.type === 'paragraph_open' || (box?.type === 'heading_open' && !box.markup.startsWith('#'));
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
  for (const { index, 0: line } of content.matchAll(/^[ \t]*[^\n]*/gm)) {
    const words = line.trimStart();
    const at = index + line.length - words.length;
    if (beginsWithDate(words)) places.push(at + words.indexOf('.'));
    if (isGreaterSign(words)) places.push(at);
    // In a formula nothing is a list, a heading or a line.
    if (!content.startsWith('\\[') || index === 0) continue;
    if (/^(?:[-+*](?=\s|$)|#{1,6}(?=\s|$)|=+\s*$|-+\s*$|>|~~~|```)/.test(words)) places.push(at);
    const [number] = /^\d{1,9}(?=[.)](?:\s|$))/.exec(words) ?? [];
    if (number !== undefined) places.push(at + number.length);
  }
  return places;
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

/** Empty lines around what is a paragraph of its own on the page only. */
function apart(tokens: readonly Token[], text: string): Edit[] {
  const starts = lineStarts(text);
  return tokens.flatMap(({ map, meta }, index) => {
    const at = meta?.['isApart'] === true ? placeOf(tokens[index + 1] as Token)?.starts[0] : undefined;
    if (at === undefined || !map) return [];
    const before = text.slice(starts[map[0]], at);
    const isPure = isEmpty(before);
    const empty = `${isPure ? before.trimEnd() : ''}\n`;
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

/** The bars of a row beyond the last column. */
function moreCells(tokens: readonly Token[], text: string): Edit[] {
  return tokens.flatMap((token) => {
    const start = typeof token.meta?.['more'] === 'string' ? placeOf(token)?.starts[0] : undefined;
    if (start === undefined) return [];
    const end = text.indexOf('\n', start);
    const row = text.slice(start, end < 0 ? undefined : end);
    return Array.from(row.matchAll(/(?<!\\)\|(?!\s*$)/g), ({ index }) => inserted(start + index, '\\'));
  });
}
