import { describe, expect, it } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Page } from '../../src/chat/ports/provider.ts';
import { ThreadLists } from '../../src/host/threads/pagedLists.ts';

const thread = (id: string, title = id): Thread => ({ connectionId: 'c', assistantId: 'a', id, title });
const ids = async (lists: ThreadLists<string>) => (await lists.of('hr')).threads.map(({ id }) => id);

/** Lists of a vendor that gives `pages`, and the cursors that it was asked for. */
const listsOf = (...pages: readonly Page<Thread>[]) => {
  const asked: (string | undefined)[] = [];
  const lists = new ThreadLists<string>(async (_, cursor) => {
    asked.push(cursor);
    return pages[Number(cursor ?? 0)] ?? { items: [] };
  });
  return { lists, asked };
};

describe('the lists of conversations', () => {
  it('the lists of conversations are read once, page by page, until they are forgotten', async () => {
    const { lists, asked } = listsOf({ items: [thread('1')], cursor: '1' }, { items: [thread('1'), thread('2')] });
    expect(await lists.more('hr')).toBe(false);
    expect(await ids(lists)).toEqual(['1']);
    expect(await lists.more('hr')).toBe(true);
    expect(await ids(lists)).toEqual(['1', '2']);
    expect(await lists.more('hr')).toBe(false);
    lists.forget((of) => of === 'tax');
    await ids(lists);
    expect(asked).toEqual([undefined, '1']);
    lists.forget((of) => of === 'hr');
    expect(await ids(lists)).toEqual(['1']);
  });

  it('the lists of conversations hold each once, though a page holds it twice', async () => {
    const [a, b] = [thread('1'), thread('2')];
    const { lists } = listsOf({ items: [a, a, b], cursor: '1' }, { items: [b, thread('3'), thread('3')] });
    expect(await ids(lists)).toEqual(['1', '2']);
    await lists.more('hr');
    expect(await ids(lists)).toEqual(['1', '2', '3']);
  });

  it('the lists of conversations end where the vendor comes back to a place where it was', async () => {
    const { lists, asked } = listsOf(
      { items: [thread('1')], cursor: '1' },
      { items: [thread('2')], cursor: '2' },
      { items: [thread('3')], cursor: '1' },
    );
    await lists.of('hr');
    while (await lists.more('hr')) expect(asked.length).toBeLessThan(5);
    expect(asked).toEqual([undefined, '1', '2']);
  });

  it('the lists of conversations move what goes on to the top, by the title that is shown, without asking the vendor', async () => {
    const { lists, asked } = listsOf({ items: [thread('1'), thread('2', 'My title')], cursor: '1' });
    expect(lists.wentOn('hr', thread('2'), '2026-01-02T03:04:05.678Z')).toBe(false);
    await lists.of('hr');
    expect(lists.wentOn('hr', thread('2'), '2026-01-02T03:04:05.678Z')).toBe(true);
    const list = await lists.of('hr');
    expect(list.threads[0]).toEqual({ ...thread('2', 'My title'), updatedAt: '2026-01-02T03:04:05.678Z' });
    // From a page that was not read.
    lists.wentOn('hr', thread('9'), '2026-01-02T03:04:05.679Z');
    expect(await ids(lists)).toEqual(['9', '2', '1']);
    expect(list.cursor).toBe('1');
    expect(asked).toEqual([undefined]);
  });

  it('the lists of conversations take no page that comes after they were forgotten', async () => {
    const late = Promise.withResolvers<Page<Thread>>();
    const pages = [Promise.resolve({ items: [thread('1')], cursor: '1' }), late.promise];
    const lists = new ThreadLists<string>(() => pages.shift() ?? Promise.reject(new Error('asked too often')));
    await lists.of('hr');
    const more = lists.more('hr');
    lists.forget(() => true);
    late.resolve({ items: [thread('2')] });
    expect(await more).toBe(false);
  });
});
