import MarkdownIt from 'markdown-it';
import { plainAddressLength } from '../citations/plainAddress.ts';
import { blockRules } from './blockRules.ts';
import { inlineRules } from './inlineRules.ts';

export type AnswerParser = InstanceType<typeof MarkdownIt>;
export type AddRule = (parser: AnswerParser) => void;

/** All rules of a reader's that change what a parser reads. */
const parserRules: readonly AddRule[] = [...Object.values(blockRules), ...Object.values(inlineRules)];

/** CommonMark with tables, strikethrough and plain links, by a reader's rules. Raw HTML is text; links stay as they were written. */
export function answerParser(rules: readonly AddRule[] = parserRules): AnswerParser {
  const parser = new MarkdownIt({ html: false, linkify: true });
  // Links must stand in the tokens as the answer wrote them: the host looks the address up in the answer's text.
  parser.normalizeLink = (url) => url;
  parser.normalizeLinkText = (url) => url;
  // Whoever shows or writes a link judges its address. Judged here, a refused link would leave its brackets in the text.
  parser.validateLink = () => true;
  for (const add of rules) add(parser);
  plainLinks(parser);
  return parser;
}

/** Addresses without any mark become links where they are whole. */
export function plainLinks({ linkify }: AnswerParser): void {
  linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  for (const schema of ['ftp:', 'mailto:', '//']) linkify.add(schema, null);
  for (const schema of ['http:', 'https:']) linkify.add(schema, { validate: plainAddressLength });
}
