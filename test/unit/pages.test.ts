import { describe, expect, it } from 'vitest';
import { pages } from '../../src/chat/ports/pages.ts';
import type { Page } from '../../src/chat/ports/provider.ts';

const signal = new AbortController().signal;

/** What `pages` gives out of a list, and for which cursors it asked. */
async function read(
  next: (cursor: string | undefined) => string | undefined,
  options: { from?: string; most?: number },
) {
  const asked: (string | undefined)[] = [];
  const list = async (cursor: string | undefined): Promise<Page<string>> => {
    asked.push(cursor);
    const to = next(cursor);
    return { items: [cursor ?? 'newest'], ...(to !== undefined && { cursor: to }) };
  };
  const given: Page<string>[] = [];
  for await (const page of pages(list, { signal, ...options })) given.push(page);
  return { asked, given };
}

describe('the pages of a list', () => {
  it('the pages of a list are read to its end', async () => {
    const { given } = await read((cursor) => ({ newest: 'a', a: 'b', b: undefined })[cursor ?? 'newest'], {});
    expect(given.map(({ items }) => items[0])).toEqual(['newest', 'a', 'b']);
    expect(given.at(-1)?.cursor).toBeUndefined();
  });

  it.each([
    ['at once', { from: 'a' }, () => 'a', ['a']],
    ['in turn', {}, (cursor: string | undefined) => (cursor === 'a' ? 'b' : 'a'), [undefined, 'a', 'b']],
    [
      'after a while',
      {},
      (c: string | undefined) => ({ a: 'b', b: 'c', c: 'b' })[c ?? ''] ?? 'a',
      [undefined, 'a', 'b', 'c'],
    ],
  ])('the pages of a list end where a cursor comes back %s', async (_, options, next, cursors) => {
    const { asked, given } = await read(next, options);
    expect(asked).toEqual(cursors);
    expect(given.at(-1)?.cursor).toBeUndefined();
  });

  it('the pages of a list end at the most that is wanted, and the last one says that there is more', async () => {
    let count = 0;
    const { asked, given } = await read(() => `${++count}`, { most: 7 });
    expect(asked).toHaveLength(7);
    expect(given.at(-1)?.cursor).toBe('7');
  });

  it('the pages of a list end when their time is over, with those that came', async () => {
    const given: Page<string>[] = [];
    const list = (cursor: string | undefined, limit: AbortSignal): Promise<Page<string>> =>
      cursor === undefined
        ? Promise.resolve({ items: ['newest'], cursor: 'a' })
        : new Promise((_, reject) => limit.addEventListener('abort', () => reject(limit.reason)));
    for await (const page of pages(list, { signal, deadline: 5 })) given.push(page);
    expect(given.map(({ cursor }) => cursor)).toEqual(['a']);
  });

  it('the pages of a list fail as their reader does, and when they are stopped', async () => {
    const broken = pages(() => Promise.reject(new Error('broken')), { signal, deadline: 1_000 });
    await expect(broken.next()).rejects.toThrow('broken');
    const stopped = pages(async (): Promise<Page<string>> => ({ items: [] }), {
      signal: AbortSignal.abort(new Error('stopped')),
    });
    await expect(stopped.next()).rejects.toThrow('stopped');
  });
});
