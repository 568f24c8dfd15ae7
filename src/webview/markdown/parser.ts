import MarkdownIt from 'markdown-it';
import { plainAddressLength } from '../../chat/text/citations/plainAddress.ts';
import { readersRules } from './readersRules.ts';

export type Token = ReturnType<typeof parser.parse>[number];
/** Link definitions by their normalised label, as the parser keeps them. */
export type References = Record<string, { readonly title: string; readonly href: string }>;

/** CommonMark with tables, strikethrough and plain links, by a reader's rules; what becomes a link, the emitter decides. */
export const parser = new MarkdownIt({ html: false, linkify: true });
for (const { add } of readersRules) add(parser);
// Links must stand in the tokens as the answer wrote them: the host looks the address up in the answer's text.
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (url) => url;
// The emitter alone judges addresses. Judged here, a refused link would leave its brackets in the text.
parser.validateLink = () => true;
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
for (const schema of ['ftp:', 'mailto:', '//']) parser.linkify.add(schema, null);
for (const schema of ['http:', 'https:']) parser.linkify.add(schema, { validate: plainAddressLength });

/** An attribute as text; the empty string when it is missing. */
export function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

/** Parses Markdown that stands alone, given the link definitions around it; adds those that it finds. */
export function parse(source: string, references: References): Token[] {
  return parser.parse(source, { references });
}

/** Whether the end of `text` would leave emphasis or strikethrough open that a later mark could close. */
export function leavesOpen(text: string, references: References): boolean {
  const state = new parser.inline.State(text, parser, { references }, []);
  parser.inline.tokenize(state);
  for (const rule of parser.inline.ruler2.getRules('')) rule(state);
  return state.delimiters.some(({ open, end }) => open && end < 0);
}
