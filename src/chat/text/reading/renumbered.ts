import type { Token } from 'markdown-it';
import type { Edit } from './edits.ts';
import { isEmpty, lineStarts } from './lines.ts';

interface Item {
  /** Lines of the item, the second exclusive. */
  readonly lines: readonly [number, number];
  readonly info: string;
  /** Items of the same number that begin before it in its line. */
  readonly before: number;
  /** Whether its first block is a paragraph: words that can stand behind the number. */
  readonly hasWords: boolean;
}

/**
 * CommonMark counts a list from its first number on. Where that gives other numbers than the answer has, its items become
 * paragraphs that begin with their number.
 */
export function renumbered(tokens: readonly Token[], text: string): Edit[] {
  const starts = lineStarts(text);
  const ends = new Set<number | undefined>();
  /** Items that have become paragraphs. */
  const undone: Item[] = [];
  return tokens.flatMap((token, index) => {
    if (token.type !== 'ordered_list_open') return [];
    const items = itemsOf(tokens, index);
    const first = Number(items[0]?.info);
    // A list behind such paragraphs would go on in a list that they hold.
    const isAlone = !tokens[index - 1]?.type.endsWith('list_close') || !ends.has(token.map?.[0]);
    if (isAlone && items.every(({ info }, at) => info === String(first + at))) return [];
    ends.add(token.map?.[1]);
    return items.flatMap((item, at) => {
      const around = undone.filter(({ lines }) => lines[0] <= item.lines[0] && item.lines[0] < lines[1]);
      undone.push(item);
      return paragraphs(item, { around, isLast: at === items.length - 1 }, text, starts);
    });
  });
}

function itemsOf(tokens: readonly Token[], list: number): Item[] {
  const items: Item[] = [];
  const level = tokens[list]?.level ?? 0;
  for (let at = list + 1; at < tokens.length && (tokens[at]?.level ?? 0) > level; at++) {
    const token = tokens[at];
    if (token?.type !== 'list_item_open' || token.level !== level + 1) continue;
    const hasWords = ['paragraph_open', 'list_item_close'].includes(tokens[at + 1]?.type ?? '');
    let before = 0;
    for (let above = at - 1; tokens[above]?.nesting === 1 && tokens[above]?.map?.[0] === token.map?.[0]; above--)
      if (tokens[above]?.type === 'list_item_open' && tokens[above]?.info === token.info) before++;
    items.push({ lines: token.map ?? [0, 0], info: token.info, before, hasWords });
  }
  return items;
}

interface Surroundings {
  /** Items that it stands in, which have become paragraphs, too: their indentation is gone. */
  readonly around: readonly Item[];
  readonly isLast: boolean;
}

function paragraphs(item: Item, { around, isLast }: Surroundings, text: string, starts: readonly number[]): Edit[] {
  const [first, last] = item.lines;
  const line = (index: number) => text.slice(starts[index], (starts[index + 1] ?? text.length + 1) - 1);
  const start = starts[first] ?? 0;
  const [before = '', mark = '', gap = ''] = markerIn(line(first), item);
  if (mark === '') return [];
  const prefix = before.trimEnd();
  const edits: Edit[] = [];
  const at = start + before.length;
  // What stands above would take a number that does not begin a list.
  const isOwnLine = isEmpty(before);
  if (isOwnLine && first > 0 && !isEmpty(line(first - 1))) edits.push({ start, end: start, text: `${prefix}\n` });
  edits.push({ start: at + mark.length - 1, end: at + mark.length - 1, text: '\\' });
  const content = at + mark.length + gap.length;
  const gone = around.reduce((sum, other) => sum + markerIn(line(other.lines[0]), other).slice(1).join('').length, 0);
  const blank = isOwnLine ? before : before.replace(/[^\s>]/g, ' ');
  const indentation = blank.slice(0, Math.max(blank.trimEnd().length, blank.length - gone));
  if (!item.hasWords)
    edits.push({ start: at + mark.length, end: content, text: `\n${indentation.trimEnd()}\n${indentation}` });
  const width = mark.length + gap.length;
  for (let next = first + 1; next < last; next++) {
    const words = line(next);
    const blanks = /^ */.exec(words.slice(before.length, before.length + width))?.[0].length ?? 0;
    const from = (starts[next] ?? 0) + before.length;
    if (blanks > 0 && isEmpty(words.slice(0, before.length))) edits.push({ start: from, end: from + blanks, text: '' });
  }
  if (isLast && last < starts.length && !isEmpty(line(last)) && !isEmpty(line(last - 1)))
    edits.push({ start: starts[last] ?? 0, end: starts[last] ?? 0, text: `${prefix}\n` });
  return edits;
}

/** Returns the text before the item's number in its line, the number with its sign, and the blanks behind it. */
function markerIn(line: string, { info, before }: Item): readonly string[] {
  return (
    new RegExp(`^((?:.*?(?<!\\d)${info}[.)]){${before}}.*?)(?<!\\d)(${info}[.)])([ \\t]{0,4}(?![ \\t])|[ \\t])`)
      .exec(line)
      ?.slice(1) ?? []
  );
}
