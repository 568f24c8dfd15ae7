import type MarkdownIt from 'markdown-it';
import type { StateInline } from 'markdown-it';
import { takeFormula } from './formulas.ts';
import { isLinkAddress } from './linkAddress.ts';
import { enclosing } from './marks.ts';

type Parser = Pick<InstanceType<typeof MarkdownIt>, 'core' | 'helpers' | 'inline' | 'validateLink'>;
type Scanned = ReturnType<InstanceType<Parser['inline']['State']>['scanDelims']>;

const none: Partial<Scanned> = { can_open: false, can_close: false };

/** The reader's rules for the words of a line. */
export const inlineRules = {
  /** A star between two letters or digits, or between two numbers, is a star. */
  stars: (parser) =>
    scan(parser, '*', (before, after, { length }) => {
      const isInWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
      if (length === 1) return isInWord || (/\p{N}\s*$/u.test(before) && /^\s*\p{N}/u.test(after)) ? none : {};
      return isInWord && (/\p{N}$/u.test(before) || /^\p{N}/u.test(after)) ? none : {};
    }),
  /** Makes two stars bold beside a letter and a sign, too, as German compounds and quotation marks need it. */
  bold: (parser) =>
    scan(parser, '*', (before, after, { length }) => {
      if (length !== 2) return {};
      if (/[\p{P}\p{S}]$/u.test(before) && /^\p{L}/u.test(after)) return { can_close: true };
      return /\p{L}$/u.test(before) && /^[\p{Ps}\p{Pi}"'»]/u.test(after) ? { can_open: true } : {};
    }),
  /** Marks before a closing sign open nothing, those behind an opening sign close nothing, and four are no mark. */
  marks: (parser) => {
    for (const mark of '*_') scan(parser, mark, (before, after, { length }) => enclosing(mark, before, after, length));
  },
  /** Strikes out between two tildes; one means "about" or "to", and so do two between numbers. */
  tildes: (parser) =>
    scan(parser, '~', (before, after, { length }) =>
      length === 2 && !(/\p{N}$/u.test(before) && /^\p{N}/u.test(after)) ? {} : none,
    ),
  /** Links lead to an address: words in square brackets with words in round ones behind them are none. */
  links: (parser) => {
    parser.validateLink = isLinkAddress;
    // An empty address is never asked about. The words before it may be defined elsewhere.
    for (const name of ['link', 'image']) beforeNoAddress(parser, name);
  },
  /** A formula keeps its backslashes, and all else. */
  formulas: ({ inline }) => inline.ruler.before('escape', 'formula', takeFormula),
  /** `<Name:First>` is to be filled in. */
  placeholders: ({ inline }) =>
    inline.ruler.before('autolink', 'placeholder', (state, isSilent) => {
      const [scheme = ''] =
        (state.src[state.pos] === '<' &&
          /^<[a-z][a-z0-9+.-]*:(?:\/\/)?/i.exec(state.src.slice(state.pos, state.pos + 40))) ||
        [];
      if (scheme === '' || scheme.endsWith('//') || /^<mailto:$/i.test(scheme)) return false;
      if (!isSilent) state.pending += '<';
      state.pos++;
      return true;
    }),
  /** `<br>` breaks a line in the cell of a table. */
  breaks: ({ core }) =>
    core.ruler.after('inline', 'cell_break', ({ tokens, Token }) => {
      for (const [index, { children }] of tokens.entries()) {
        if (!children || !/^t[hd]_open$/.test(tokens[index - 1]?.type ?? '')) continue;
        for (let at = children.length - 1; at >= 0; at--) {
          const token = children[at];
          if (token?.type !== 'text' || !lineBreak.test(token.content)) continue;
          const parts = token.content.split(lineBreak).flatMap((words, part) => {
            const text = Object.assign(new Token('text', '', 0), { content: words, level: token.level });
            return part === 0 ? [text] : [new Token('hardbreak', 'br', 0), text];
          });
          children.splice(at, 1, ...parts);
        }
      }
    }),
} satisfies Record<string, (parser: Parser) => void>;

const lineBreak = /<br *\/?>/i;

/** Lets the rule `name` read `[a]()` as if its text ended before the round brackets. */
function beforeNoAddress({ inline: { ruler }, helpers }: Parser, name: string): void {
  const read = ruler.__rules__[ruler.__find__(name)]?.fn;
  if (!read) return;
  ruler.at(name, (state, isSilent) => {
    const { src, pos, posMax } = state;
    const isImage = src[pos] === '!';
    const hasAny = src[isImage ? pos + 1 : pos] === '[' && lacksAddress(state);
    const end = hasAny ? helpers.parseLinkLabel(state, isImage ? pos + 1 : pos, !isImage) : -1;
    const isEmpty = end >= 0 && emptyAddress.test(src.slice(end, Math.min(end + 100, posMax)));
    if (isEmpty) state.posMax = end + 1;
    const isFound = read(state, isSilent);
    state.posMax = posMax;
    return isFound;
  });
}

const emptyAddress = /^\]\([ \t\n]*\)/;
const lacking = new WeakMap<StateInline, boolean>();

/** Whether a text has an empty address anywhere: looked for once, not at each bracket. */
function lacksAddress(state: StateInline): boolean {
  const isKnown = lacking.get(state) ?? /\]\([ \t\n]*\)/.test(state.src);
  lacking.set(state, isKnown);
  return isKnown;
}

/** Changes what a run of marks may do, by what stands before and after it. */
function scan(
  { inline }: Parser,
  mark: string,
  change: (before: string, after: string, scanned: Scanned) => Partial<Scanned>,
): void {
  inline.State = class extends inline.State {
    override scanDelims(start: number, canSplitWord: boolean): Scanned {
      const scanned = super.scanDelims(start, canSplitWord);
      if (this.src[start] !== mark) return scanned;
      const end = start + scanned.length;
      const around = [
        this.src.slice(Math.max(0, start - 10), start),
        this.src.slice(end, Math.min(end + 10, this.posMax)),
      ];
      return { ...scanned, ...change(around[0] ?? '', around[1] ?? '', scanned) };
    }
  };
}
