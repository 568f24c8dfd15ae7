import type MarkdownIt from 'markdown-it';

type Parser = InstanceType<typeof MarkdownIt>;
type StateInline = InstanceType<Parser['inline']['State']>;
type Delimiter = StateInline['delimiters'][number];

const tilde = 0x7e;
/** Two tildes close two and one closes one: the balancer tells them apart by a marker of their own. */
const markers = [tilde, 0x1_0000 + tilde] as const;

/** GFM's strikethrough: one tilde or two on each side, alike. (markdown-it's own rule knows two only.) */
export function addStrikethrough(parser: Parser): void {
  parser.inline.ruler.at('strikethrough', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== tilde) return false;
    const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true);
    state.push('text', '', 0).content = '~'.repeat(length);
    const marker = markers[length - 1];
    if (marker !== undefined) state.delimiters.push({ marker, token: state.tokens.length - 1, end: -1, open, close });
    state.pos += length;
    return true;
  });
  parser.inline.ruler2.at('strikethrough', (state) => {
    mark(state, state.delimiters);
    for (const meta of state.tokens_meta) mark(state, meta?.delimiters ?? []);
    return true;
  });
}

function mark({ tokens }: StateInline, delimiters: readonly Delimiter[]): void {
  for (const { marker, token, end } of delimiters) {
    const closing = delimiters[end];
    if (!closing || !markers.includes(marker as never)) continue;
    change(token, 's_open', 1);
    change(closing.token, 's_close', -1);
  }

  function change(index: number, type: string, nesting: 1 | -1) {
    const token = tokens[index];
    if (token) Object.assign(token, { type, nesting, tag: 's', content: '' });
  }
}
