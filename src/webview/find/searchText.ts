import type { Message } from '../../chat/model/model.ts';
import type { Labels } from '../../pageWords.ts';
import { element } from '../dom/dom.ts';
import { emitInline } from '../markdown/inline.ts';
import { parse, type Token } from '../markdown/parser.ts';
import { taskBox } from '../markdown/task.ts';
import { sourceName } from '../message/sources.ts';
import { blockEnd } from './blockEnd.ts';
import { paintedText } from './paintedText.ts';

/** A stretch of a message that is searched for itself: its text, or one of its sources by its place in the list. */
export interface SearchPart {
  readonly part: 'text' | number;
  readonly text: string;
}

/** A message keeps its identity while it does not change, so it is taken apart once. */
const known = new WeakMap<Message, readonly SearchPart[]>();

/**
 * Returns the words that a person can read in a message, folded away or not yet painted: without Markdown's marks, and
 * with its sources.
 */
export function searchParts(message: Message, labels: Labels): readonly SearchPart[] {
  const before = known.get(message);
  if (before) return before;
  const parts = takenApart(message, labels);
  known.set(message, parts);
  return parts;
}

function takenApart(message: Message, labels: Labels): readonly SearchPart[] {
  const written: SearchPart = { part: 'text', text: String(message.text) };
  if (message.role === 'user') return [written];
  try {
    const sources = message.sources.map((source, part) => ({
      part,
      text: [`${source.id} ${sourceName(source)}`, readable(source.passage, labels)].join(blockEnd),
    }));
    return [{ part: 'text', text: readable(message.text, labels) }, ...sources];
  } catch {
    // A broken message is shown as it was written.
    return [written];
  }
}

/** Returns the words of an answer as they are painted, so that the count is that of the page. */
export function readable(markdown: string, labels: Labels): string {
  const tokens = parse(markdown, {});
  return tokens
    .map(({ content, children }, index) => {
      if (!children) return content;
      // The marks of a task are a picture.
      const isFirst = tokens[index - 1]?.type === 'paragraph_open' && tokens[index - 2]?.type === 'list_item_open';
      if (isFirst) taskBox(children, labels);
      return inline(children, labels);
    })
    .filter((text) => text !== '')
    .join(blockEnd);
}

function inline(tokens: readonly Token[], labels: Labels): string {
  // What stands in the place of an image, and the address after a link that is none, the painter knows.
  if (tokens.some(({ type }) => type === 'image' || type === 'link_open')) {
    const line = element('span');
    emitInline(tokens, line, { labels, sources: [], finished: true });
    return paintedText(line).text;
  }
  return tokens.map((token) => (token.type.endsWith('break') ? '\n' : token.content)).join('');
}
