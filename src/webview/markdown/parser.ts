import { answerParser } from '../../chat/text/reading/answerParser.ts';
import { labelsInUse, usedLabels } from '../../chat/text/reading/definitions.ts';
import { readersRules } from './readersRules.ts';

export type Token = ReturnType<typeof parser.parse>[number];
/** Link definitions by their normalised label, as the parser keeps them. Those of a part know what all of the text uses. */
export type References = Record<string, { readonly title: string; readonly href: string }> & {
  readonly [labelsInUse]?: ReadonlySet<string>;
};

/** Reads answers by the rules of the list; what becomes a link, the emitter decides. */
export const parser = answerParser(readersRules.map(({ add }) => add));

/** An attribute as text; the empty string when it is missing. */
export function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

/** Returns the references of a text that is read in parts, before any definition was read. */
export function noReferences(text: string): References {
  return { [labelsInUse]: usedLabels(text, parser.utils.normalizeReference) } as References;
}

/** Parses Markdown that stands alone, given the link definitions around it; adds those that it finds. */
export function parse(source: string, references: References): Token[] {
  return parser.parse(source, { references });
}

/** Returns whether the end of `text` would leave emphasis or strikethrough open that a later mark could close. */
export function leavesOpen(text: string, references: References): boolean {
  const state = new parser.inline.State(text, parser, { references }, []);
  parser.inline.tokenize(state);
  for (const rule of parser.inline.ruler2.getRules('')) rule(state);
  return state.delimiters.some(({ open, end }) => open && end < 0);
}
