import { completeLines, type Growing, type Grown, type Step } from './growing.ts';
import { itemsOf, paintItems } from './list.ts';
import { parse, type References } from './parser.ts';

interface GrowingList extends Growing {
  readonly items: number;
  /** A blank line in what is painted makes the whole list a loose one. */
  readonly loose: boolean;
}

const marker = /^[ \t]*(?:[-+*]|\d{1,9}[.)])/;

/** All items stand that are followed by one whose first two lines are complete. */
export function growList(grown: Grown, before: Growing | undefined): Step | undefined {
  const { source, starts, tokens, references } = grown;
  const [list] = tokens;
  if (list?.type !== 'bullet_list_open' && list?.type !== 'ordered_list_open') return undefined;
  const items = tokens.filter(({ type, level }) => type === 'list_item_open' && level === 1);
  const complete = completeLines(grown);
  const next = items.findLastIndex(({ map }) => map && map[0] + 2 <= complete);
  const endLine = items[next]?.map?.[0] ?? 0;
  const line = source.slice(starts[endLine], starts[endLine + 1]);
  const first = source.slice(starts[list.map?.[0] ?? 0]);
  // An item that stands elsewhere than the first one might be read otherwise, were it the first.
  if (next < 1 || indentation(line) !== indentation(first)) return undefined;
  const end = starts[endLine] ?? source.length;
  const known = before && 'items' in before ? (before as GrowingList) : undefined;
  const loose = known?.loose === true || isLoose(source.slice(0, end) + (marker.exec(line)?.[0] ?? ''), references);
  return { growing: growingList(list, (known?.items ?? 0) + next, loose), end, endLine };
}

function growingList({ type, markup }: Grown['tokens'][number], items: number, loose: boolean): GrowingList {
  return {
    preamble: '',
    preambleLines: 0,
    items,
    loose,
    fits: (tokens) => {
      const [next] = tokens;
      return next?.type === type && next.markup === markup && next.map?.[0] === 0 && showsLooseness(tokens);
    },
    paint: (shown, wanted) => {
      paintItems(shown, items, itemsOf(wanted));
      const isLooseNow =
        wanted.classList.contains('loose') ||
        (loose && itemsOf(shown).some((item) => item.querySelector(':scope > p') !== null));
      // Without a class at all, as a list that comes in one piece.
      if (isLooseNow) shown.className = 'loose';
      else shown.removeAttribute('class');
      return shown;
    },
  };
}

/**
 * Whether a list shows if it is loose: only paragraphs tell; without any, its one item may hold no more than one block,
 * and no lines besides: a definition around a blank line leaves no block.
 */
function showsLooseness(tokens: Grown['tokens']): boolean {
  const blocks = tokens.filter(({ level, nesting }) => level === 2 && nesting >= 0);
  if (blocks.some(({ type }) => type === 'paragraph_open')) return true;
  const [item, ...others] = tokens.filter(({ type, level }) => type === 'list_item_open' && level === 1);
  const [first = 0, end = 0] = item?.map ?? [];
  const [from, to] = blocks[0]?.map ?? [first, first + 1];
  return others.length === 0 && blocks.length <= 1 && from <= first + 1 && end <= to;
}

/** Whether the list is loose when one more item, a plain word, follows. */
function isLoose(listAndMarker: string, references: References): boolean {
  const tokens = parse(`${listAndMarker} x`, { ...references });
  return tokens.findLast(({ type, level }) => type === 'paragraph_open' && level === 2)?.hidden === false;
}

function indentation(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
