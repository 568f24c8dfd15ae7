import type { Message } from '../../chat/model.ts';
import { parse, type Token } from '../markdown/parser.ts';
import { plainPassage } from '../markdown/plainPassage.ts';

/** Stands between two blocks, so that no match reaches from one into the next. */
export const blockEnd = '\n\u0000\n';

/** A stretch of a message that is searched for itself: its text, or one of its sources by its place in the list. */
export interface SearchPart {
  readonly part: 'text' | number;
  readonly text: string;
}

/** A message keeps its identity while it does not change, so it is taken apart once. */
const known = new WeakMap<Message, readonly SearchPart[]>();

/** What a person can read in a message, folded away or not yet painted: words without Markdown's marks, and its sources. */
export function searchParts(message: Message): readonly SearchPart[] {
  const before = known.get(message);
  if (before) return before;
  const text = message.role === 'assistant' ? readable(message.text) : message.text;
  const sources = message.sources.map(({ title, section, passage }, part) => ({
    part,
    text: [title, section, plainPassage(passage)].filter(Boolean).join(blockEnd),
  }));
  const parts = [{ part: 'text' as const, text }, ...sources];
  known.set(message, parts);
  return parts;
}

function readable(markdown: string): string {
  return parse(markdown, {})
    .map((token) => (token.children ? inline(token.children) : token.content))
    .filter((text) => text !== '')
    .join(blockEnd);
}

function inline(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.type.endsWith('break') ? '\n' : token.content)).join('');
}
