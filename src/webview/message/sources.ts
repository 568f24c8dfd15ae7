import { own } from '../../base/ownProperty.ts';
import type { Sources as GivenSources } from '../../chat/model/gatheredSources.ts';
import type { Source } from '../../chat/model/model.ts';
import { element, iconButton, setChildren, setText } from '../dom/dom.ts';
import { setVisibleText, visibleNodes } from '../dom/invisibleCharacters.ts';
import { fill } from '../dom/labels.ts';
import type { Page } from '../dom/page.ts';
import { hostOf } from '../markdown/links.ts';
import { passageBlocks } from '../markdown/passage.ts';
import { originOfSource, quoted } from '../selection/quote.ts';
import { listenToText } from './textActions.ts';

export interface Sources {
  readonly element: HTMLElement;
  /** `beside`: passages are shown in a view of their own. `shared`: by source, who else names it on another page. */
  readonly update: (sources: GivenSources, beside: boolean, shared?: Shared) => void;
  /** Shows the passage of a source and brings it into view. */
  readonly reveal: (sourceId: string) => void;
}

type Shared = Readonly<Record<string, readonly string[]>>;

interface Item {
  readonly source: Source;
  readonly element: HTMLElement;
  readonly show: (open: boolean) => void;
  /** Says who else names it; undefined: nobody is compared with. */
  readonly mark: (others: readonly string[] | undefined) => void;
}

/** The passages that an answer rests on, each behind a button, in place. */
export function createSources(page: Page, messageId: string): Sources {
  const { labels, post } = page;
  const list = element('ul', { 'aria-label': labels.sources });
  const more = element('p', { class: 'more-sources', hidden: true });
  const box = element('div', { class: 'sources', hidden: true }, list, more);
  let items: Item[] = [];
  let shown: readonly Source[] | undefined;
  let isBeside = false;

  const tell = (sourceId: string) => post({ type: 'show-source', messageId, sourceId });
  const create = (source: Source) =>
    createItem(source, page, messageId, {
      isBeside: () => isBeside,
      tell: () => tell(source.id),
    });

  return {
    element: box,
    update: ({ sources, moreSources = 0 }, beside, shared) => {
      isBeside = beside;
      more.hidden = moreSources === 0;
      setText(more, moreSources === 1 ? labels.oneMoreSource : fill(labels.moreSources, moreSources));
      box.hidden = sources.length === 0;
      const mark = () => {
        for (const item of items) item.mark(shared && own(shared, item.source.id));
      };
      if (sources === shown) return mark();
      shown = sources;
      const known = new Map(items.map((item) => [item.source.id, item]));
      items = sources.map((source) => {
        const item = known.get(source.id);
        return item && isSame(item.source, source) ? item : create(source);
      });
      setChildren(
        list,
        items.map((item) => item.element),
      );
      mark();
    },
    reveal: (sourceId) => {
      const item = items.find(({ source }) => source.id === sourceId);
      if (!item) return;
      if (!isBeside) {
        item.show(true);
        item.element.scrollIntoView({ block: 'nearest' });
      }
      tell(sourceId);
    },
  };
}

/** Title and section, as they stand in the list. */
export function sourceName({ title, section }: Source): string {
  return [title, section].filter((part) => part !== undefined && part !== '').join(' · ');
}

const names = ['id', 'title', 'section', 'link', 'shortened', 'passage'] as const;

// After a reload of the thread the same source is another object.
function isSame(a: Source, b: Source): boolean {
  return a === b || names.every((name) => a[name] === b[name]);
}

interface Place {
  readonly isBeside: () => boolean;
  readonly tell: () => void;
}

function createItem(source: Source, page: Page, messageId: string, place: Place): Item {
  const { labels, post, quote } = page;
  const passage = element(
    'blockquote',
    { class: 'passage', dir: 'auto', hidden: true },
    ...passageBlocks(source, labels),
  );
  listenToText(passage, page, messageId, () => undefined);

  const button = element(
    'button',
    { type: 'button', class: 'source', 'aria-expanded': 'false', 'data-source': source.id },
    element('span', { class: 'number' }, source.id),
    ' ',
    element('span', { dir: 'auto' }, ...visibleNodes(sourceName(source))),
  );
  const show = (open: boolean) => {
    passage.hidden = !open;
    button.ariaExpanded = String(open);
  };
  button.addEventListener('click', () => {
    const open = passage.hidden !== false && !place.isBeside();
    show(open);
    if (open || place.isBeside()) place.tell();
  });
  const row = element('div', { class: 'source-row' }, button);
  const origin = originOfSource(source, labels);
  if (source.link !== undefined) {
    const open = () => post({ type: 'open-source', messageId, sourceId: source.id });
    const link = iconButton('link-external', fill(labels.openSource, source.id), open);
    link.title = `${fill(labels.openSource, source.id)} (${hostOf(source.link) ?? ''})`;
    row.append(link);
  }
  // Last in the row, so that it stands in one column with those of sources without a link.
  row.append(iconButton('quote', fill(labels.quoteOf, source.id), () => quote(quoted(source.passage, origin))));
  const shared = element('p', { class: 'shared', hidden: true });
  const mark = (others: readonly string[] | undefined) => {
    shared.hidden = others === undefined;
    const names = others?.join(', ') ?? '';
    setVisibleText(shared, names === '' ? labels.onlyHere : fill(labels.alsoNamedBy, names));
  };
  return { source, element: element('li', { 'data-origin': origin }, row, shared, passage), show, mark };
}
