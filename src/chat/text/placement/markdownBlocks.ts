import MarkdownIt from 'markdown-it';
import { blockAt, type Lines } from './lineBlocks.ts';

const parser = new MarkdownIt({ html: true });
parser.core.ruler.enableOnly(['normalize', 'block']);

const frontMatter = /^(?:---|\+\+\+)[ \t]*\r?\n(?:[^\n]*\n)*?(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?\n|$)/;

/** The outermost block of a Markdown document that holds the line, and for an empty line the item that goes on around it. */
export function markdownBlockAt(text: string, line: number): (Lines & { readonly item?: string }) | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const head = frontMatter.exec(text)?.[0].split('\n').length ?? 0;
  if (line < head) return { start: 0, end: head };
  // As many lines as it had, so that every place stays.
  const body = '\n'.repeat(head) + lines.slice(head).join('\n');
  const tokens = parser.parse(body, {});
  const isEmpty = (lines[line] ?? '').trim() === '';
  const block = tokens.find(
    ({ level, map, nesting }) => level === 0 && nesting >= 0 && map && map[0] <= line && line < map[1],
  );
  if (!block?.map) return isEmpty ? undefined : blockAt(lines, line, {});
  const [start, until] = block.map;
  let end = until;
  while (end > start && (lines[end - 1] ?? '').trim() === '') end--;
  if (line >= end) return undefined;
  if (!isEmpty || !block.type.endsWith('_list_open')) return { start, end };
  const inner = tokens.filter(
    ({ map, type }) =>
      map && map[0] <= line && line < map[1] && /^(?:list_item_open|fence|code_block|html_block)$/.test(type),
  );
  const last = inner.at(-1);
  if (last?.type !== 'list_item_open') return { start, end };
  const [first = 0] = last.map ?? [];
  const [, mark = ''] = /^((?:\s|>)*(?:[-*+]|\d+[.)])\s+)/.exec(lines[first] ?? '') ?? [];
  return { start, end, item: ' '.repeat(mark.length) };
}
