import type { StateBlock, StateInline } from 'markdown-it';

/** The places from which on nothing closes a formula, so that its end is looked for once; the words of a link have their own. */
type Memory = Map<string, number>;

const memories = new WeakMap<StateInline, Memory>();

/** Returns where the formula ends that begins at the state's place; the place itself where none does. */
export function formulaEnd(state: StateInline): number {
  const memory = memories.get(state) ?? new Map<string, number>();
  memories.set(state, memory);
  const { src, pos } = state;
  if (src[pos] === '\\') {
    const closing = { '(': '\\)', '[': '\\]' }[src[pos + 1] ?? ''];
    return closing === undefined ? pos : endBehind(state, closing, memory);
  }
  if (src[pos] !== '$') return pos;
  return src[pos + 1] === '$' ? endBehind(state, '$$', memory) : dollarEnd(state, memory);
}

function endBehind(state: StateInline, closing: string, memory: Memory): number {
  const { src, pos, posMax } = state;
  if (isUnclosed(state, closing, memory)) return pos;
  const end = src.indexOf(closing, pos + 2);
  if (end >= 0 && end < posMax) return end + closing.length;
  memory.set(closing + posMax, pos);
  return pos;
}

function isUnclosed({ pos, posMax }: StateInline, closing: string, memory: Memory): boolean {
  return pos >= (memory.get(closing + posMax) ?? Number.POSITIVE_INFINITY);
}

/** Returns the end of a dollar formula by the rules of VS Code's own preview, which leave amounts of money alone. */
function dollarEnd(state: StateInline, memory: Memory): number {
  const { src, pos, posMax } = state;
  if (isUnclosed(state, '$', memory) || /\s/.test(src[pos + 1] ?? ' ')) return pos;
  for (let end = src.indexOf('$', pos + 1); end >= 0 && end < posMax; end = src.indexOf('$', end + 1)) {
    if (!/[\s\\]/.test(src[end - 1] ?? '') && !/\d/.test(src[end + 1] ?? '')) return end + 1;
  }
  memory.set(`$${posMax}`, pos);
  return pos;
}

/** The formula that begins at the state's place; empty where none does. */
export function formulaAt(state: StateInline): string {
  const formula = state.src.slice(state.pos, formulaEnd(state));
  return formula.includes('`') || !(formula[0] === '\\' || formula.startsWith('$$') || isMath.test(formula))
    ? ''
    : formula;
}

/** Matches the signs of a formula between single dollar signs: `$5 **or** $6` is none. */
const isMath = /[\\_^{}]/;

/** Takes a formula as it is written. A backslash before a round or square bracket stays without one, too. */
export function takeFormula(state: StateInline, isSilent: boolean): boolean {
  const { src, pos } = state;
  const formula = formulaAt(state);
  if (formula !== '') {
    if (!isSilent) state.push('formula', '', 0).content = formula;
    state.pos += formula.length;
    return true;
  }
  if (src[pos] !== '\\' || !/[()[\]]/.test(src[pos + 1] ?? '')) return false;
  if (!isSilent) state.pending += src.slice(pos, pos + 2);
  state.pos += 2;
  return true;
}

const opening = /^(?:\$\$|\\\[)/;

/** A formula over several lines is one paragraph: no line in it is an item, a heading or a quotation. */
export function takeFormulaLines(state: StateBlock, startLine: number, endLine: number, isSilent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const closing = { $: '$$', '\\': '\\]' }[opening.exec(first)?.[0][0] ?? ''];
  // A bracket that closes here was opened before it, and is no formula's.
  if (closing === undefined || first.includes(closing === '$$' ? closing : ']', 2)) return false;
  // What the paragraph above has opened closes here.
  if (isSilent) return state.src.slice(state.bMarks[state.line], state.bMarks[startLine]).split('$$').length % 2 > 0;
  let line = startLine + 1;
  const isOpen = () =>
    line < endLine &&
    !state.isEmpty(line) &&
    (state.sCount[line] ?? 0) >= state.blkIndent &&
    // Code is none of a formula.
    !/^(?:```|~~~)/.test(lineOf(state, line));
  for (let closed = false; !closed && isOpen(); line++) closed = lineOf(state, line).includes(closing);
  pushParagraph(state, startLine, line);
  return true;
}

/** Makes the lines one paragraph, whatever stands above and below, and goes behind them. */
export function pushParagraph(state: StateBlock, startLine: number, endLine: number): void {
  state.line = endLine;
  Object.assign(state.push('paragraph_open', 'p', 1), { map: [startLine, endLine], meta: { isApart: true } });
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
  inline.map = [startLine, endLine];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
}

/** A line without its indentation and the marks of what it stands in. */
export function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
