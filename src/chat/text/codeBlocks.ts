import MarkdownIt from 'markdown-it';
import { blockRules } from './reading/blockRules.ts';

/** Reads blocks as the page does, and no more: what stands in a paragraph is no block of code. */
const parser = new MarkdownIt({ html: false });
for (const add of Object.values(blockRules)) add(parser);
parser.core.ruler.enableOnly(['normalize', 'block']);

/**
 * Lines `firstLine` to `lastLine` (0-based, end exclusive) of an answer's Markdown, which are one block of code or its
 * beginning, as the code they hold: without the marks and the indentation of the lists and quotes that it stands in, and
 * without the one that makes it code where it has no fence. Lines that are no code give an empty string.
 */
export function codeAt(text: string, firstLine: number, lastLine: number): string {
  for (const { type, map, content } of parser.parse(text, {})) {
    if (!map || (type !== 'fence' && type !== 'code_block')) continue;
    const start = map[0] + (type === 'fence' ? 1 : 0);
    if (firstLine < start || firstLine >= map[1]) continue;
    const lines = content.replace(/\n$/, '').split('\n');
    return lines.slice(firstLine - start, lastLine - start).join('\n');
  }
  return '';
}
