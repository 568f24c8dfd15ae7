import type MarkdownIt from 'markdown-it';
import type { StateBlock, Token } from 'markdown-it';
import { beginsWithAmount, isGreaterSign } from './amounts.ts';
import { cellsOf } from './cells.ts';
import { beginsWithDate } from './dates.ts';
import { namesSource, saysSomething, unreadLines } from './definitions.ts';
import { lineOf, pushParagraph, takeFormulaLines } from './formulas.ts';

type Parser = Pick<InstanceType<typeof MarkdownIt>, 'block' | 'core'>;
type Rule = (state: StateBlock, startLine: number, endLine: number, isSilent: boolean) => boolean;

/** The reader's rules for blocks. All code that looks for code in an answer reads it with them. */
export const blockRules = {
  /** A line that begins with a date begins no item, neither of a list nor in one. */
  dates({ block }) {
    around(
      block,
      'list',
      (list) =>
        (state, start, ...rest) =>
          !isDate(state, start) && list(state, start, ...rest),
    );
    // It takes nothing; a list asks it where it ends.
    block.ruler.before('list', 'date', (state, start, _, isSilent) => isSilent && isDate(state, start), {
      alt: ['list'],
    });
  },
  /** The mark of an item that begins with an amount stays before it. In its token it stands apart: what is read is where it was. */
  signs({ block, core }) {
    around(block, 'list', (list) => (state, start, end, isSilent) => {
      const from = state.tokens.length;
      if (!list(state, start, end, isSilent)) return false;
      if (!isSilent && isLoneSign(state, start, from)) {
        state.tokens.length = from;
        pushParagraph(state, start, start + 1);
      } else if (!isSilent) keepSigns(state.tokens, from);
      return true;
    });
    core.ruler.before('inline', 'signs', ({ tokens }) => {
      for (const [index, { markup, meta }] of tokens.entries()) {
        const words = meta?.['sign'] === true ? tokens[index + 2] : undefined;
        if (words) words.content = `${markup} ${words.content}`;
      }
    });
  },
  /** One or two signs below a line take away or equal; from three on they underline a heading. */
  underlines({ block }) {
    around(block, 'lheading', (heading) => (state, start, ...rest) => {
      const { parentType } = state;
      const from = state.tokens.length;
      if (!heading(state, start, ...rest)) return false;
      if (/^(?:-{3}|={3})/.test(lineOf(state, state.line - 1))) return true;
      state.tokens.length = from;
      Object.assign(state, { line: start, parentType });
      return false;
    });
  },
  /** `> 10` is more than ten. */
  comparisons({ block }) {
    around(block, 'blockquote', (quote) => (state, start, ...rest) => {
      return !isGreaterSign(lineOf(state, start)) && quote(state, start, ...rest);
    });
  },
  /** Drops a definition whose address is none. */
  definitions({ block }) {
    around(block, 'reference', (reference) => (state, start, ...rest) => {
      const line = lineOf(state, start);
      return line.startsWith('[') && !saysSomething(withNext(state, start)) && reference(state, start, ...rest);
    });
    block.ruler.before('reference', 'unread_definition', (state, start, _, isSilent) => {
      if (isCode(state, start) || !lineOf(state, start).startsWith('[')) return false;
      const lines = unreadLines(state, withNext(state, start));
      if (lines > 0 && !isSilent) pushParagraph(state, start, start + lines);
      return lines > 0;
    });
    block.ruler.before('reference', 'numbered_source', (state, start, _, isSilent) => {
      if (isCode(state, start) || !namesSource(lineOf(state, start))) return false;
      if (!isSilent) pushParagraph(state, start, start + 1);
      return true;
    });
  },
  /** Keeps lists, headings and tables out of formulas. */
  formulas({ block }) {
    block.ruler.before('table', 'formula', takeFormulaLines, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  },
  /** Joins the cells beyond a table's columns to the last cell of their row. */
  cells({ block, core }) {
    around(block, 'table', (table) => (state, start, end, isSilent) => {
      const from = state.tokens.length;
      if (!table(state, start, end, isSilent)) return false;
      if (!isSilent) keepCells(state, from);
      return true;
    });
    core.ruler.before('inline', 'cells', ({ tokens }) => {
      for (const token of tokens) {
        if (token.type === 'inline' && typeof token.meta?.['more'] === 'string') token.content += token.meta['more'];
      }
    });
  },
} satisfies Record<string, (parser: Parser) => void>;

/** Puts something around a rule that the parser has. */
function around({ ruler }: Parser['block'], name: string, change: (rule: Rule) => Rule): void {
  const rule = ruler.__rules__[ruler.__find__(name)];
  if (rule) ruler.at(name, change(rule.fn), { alt: rule.alt });
}

function isCode(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}

/** A line with the one below it. */
function withNext(state: StateBlock, start: number): string {
  return lineOf(state, start) + (start + 1 < state.lineMax ? `\n${lineOf(state, start + 1)}` : '');
}

function isDate(state: StateBlock, line: number): boolean {
  return !isCode(state, line) && beginsWithDate(lineOf(state, line));
}

/** Whether the list is a sign in a line of its own, which is no item. */
function isLoneSign(state: StateBlock, start: number, from: number): boolean {
  return state.tokens.length === from + 4 && state.line <= start + 2 && /^[-+*]$/.test(lineOf(state, start));
}

function keepSigns(tokens: readonly Token[], from: number): void {
  for (let at = from; at + 2 < tokens.length; at++) {
    const [item, paragraph, words] = tokens.slice(at, at + 3);
    if (item?.type !== 'list_item_open' || item.info !== '' || item.meta?.['sign'] === true) continue;
    if (paragraph?.type !== 'paragraph_open' || !words || !beginsWithAmount(words.content)) continue;
    item.meta = { sign: true };
  }
}

function keepCells(state: StateBlock, from: number): void {
  let row: readonly string[] = [];
  let column = 0;
  for (const [index, token] of state.tokens.slice(from).entries()) {
    if (token.type === 'tr_open') {
      row = cellsOf(lineOf(state, token.map?.[0] ?? 0));
      column = 0;
    } else if (token.type === 'inline') column++;
    const isLast = token.type === 'tr_close' && row.length > column;
    const words = isLast ? state.tokens[from + index - 2] : undefined;
    if (words) words.meta = { more: ` | ${row.slice(column).join(' | ')}` };
  }
}
