import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never } from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => service.reset());

/** Reads page after page; what a page holds is not kept, as nothing here keeps it. */
async function readAll(read: (cursor: string | undefined) => Promise<{ ids: readonly string[]; cursor?: string }>) {
  const ids = new Set<string>();
  const heap = process.memoryUsage().heapUsed;
  let pages = 0;
  let longest = 0;
  let cursor: string | undefined;
  do {
    const started = performance.now();
    const page = await read(cursor);
    longest = Math.max(longest, performance.now() - started);
    for (const id of page.ids) ids.add(id);
    cursor = page.cursor;
    pages++;
  } while (cursor !== undefined);
  return { ids, pages, longest, grown: process.memoryUsage().heapUsed - heap };
}

test('reads 10,000 threads page by page to their end', { tags: ['haufe/row-21', 'haufe/row-22'] }, async () => {
  for (let index = 0; index < 10_000; index++) service.haufe.addThread(hr.id, `Unterhaltung ${index}`);
  const { provider } = makeHaufe(service);
  const { ids, pages, longest, grown } = await readAll(async (cursor) => {
    const page = await provider.listThreads(hr.id, cursor, never);
    return { ids: page.items.map(({ id }) => id), ...(page.cursor !== undefined && { cursor: page.cursor }) };
  });
  expect([ids.size, pages]).toEqual([10_000, 100]);
  expect(service.requests.every(({ query }) => query.get('limit') === '100')).toBe(true);
  expect(grown).toBeLessThan(64 * 2 ** 20);
  expect(longest).toBeLessThan(11_000);
});

test('reads a thread of 5,000 messages page by page to its beginning', { tags: 'haufe/row-22' }, async () => {
  const thread = service.haufe.addThread(hr.id, 'Endlos');
  for (let index = 0; index < 5_000; index++) {
    service.haufe.addMessage(thread, index % 2 ? 'assistant' : 'user', `Nachricht ${index} ${'x'.repeat(500)}`);
  }
  const { provider } = makeHaufe(service);
  const shown = { connectionId: 'haufe', assistantId: hr.id, id: thread.id, title: 'Endlos' };
  const { ids, pages, longest, grown } = await readAll(async (cursor) => {
    const page = await provider.listMessages(shown, cursor, never);
    return { ids: page.items.map(({ id }) => id), ...(page.cursor !== undefined && { cursor: page.cursor }) };
  });
  expect([ids.size, pages]).toEqual([5_000, 50]);
  expect(grown).toBeLessThan(64 * 2 ** 20);
  expect(longest).toBeLessThan(11_000);
});

test('reads a list that never ends one page at a time, never further than asked', {
  tags: 'haufe/row-21',
}, async () => {
  const { provider } = makeHaufe(service);
  let cursor: string | undefined;
  for (let page = 1; page <= 20; page++) {
    const items = [{ id: `t-${page}`, assistant_id: hr.id }];
    service.fail('/v1/threads', { body: JSON.stringify({ cursor: `c-${page}`, items }) });
    cursor = (await provider.listThreads(hr.id, cursor, never)).cursor;
    expect([cursor, service.requests.length]).toEqual([`c-${page}`, page]);
  }
});
