/**
 * What reads the Markdown of an answer by a parser, when it goes somewhere: a bundle of its own (esbuild.mjs), since the
 * parser is large.
 */
export { citationForm, withCitations } from './citations.ts';
export { codeAt } from './code.ts';
