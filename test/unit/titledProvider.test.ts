import { expect, it } from 'vitest';
import { titledReadings } from '../../src/chat/catalog/titledProvider.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { openStores } from '../../src/storage/openStores.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { LocalTitles } from '../../src/storage/stores/threadTitles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: `Vendor's ${id}` });

it('shows in a list without the service the names that were given here, also after it was read', async () => {
  const cache = new LocalThreadCache(at('cache'));
  const titles = new LocalTitles(at('titles'));
  const warnings: string[] = [];
  const kept = titledReadings(cache, titles, { warn: (line) => warnings.push(line) });
  expect(await kept.threads('c', 'a')).toBeUndefined();
  await cache.putThreads('c', 'a', [thread('1'), thread('2')]);
  await titles.put(thread('2'), 'Mandant Müller');
  expect((await kept.threads('c', 'a'))?.value.map(({ title }) => title)).toEqual(["Vendor's 1", 'Mandant Müller']);
  await titles.put(thread('2'), undefined);
  expect((await kept.threads('c', 'a'))?.value.map(({ title }) => title)).toEqual(["Vendor's 1", "Vendor's 2"]);
  expect(warnings).toEqual([]);
});

it('marks a title that was given here, and none of the service', async () => {
  const cache = new LocalThreadCache(at('cache'));
  const titles = new LocalTitles(at('titles'));
  const kept = titledReadings(cache, titles, { warn: (line) => expect(line).toBe('') });
  await cache.putThreads('c', 'a', [thread('1'), thread('2')]);
  await titles.put(thread('2'), 'Mandant Müller');
  expect((await kept.threads('c', 'a'))?.value.map(({ isTitleLocal }) => isTitleLocal)).toEqual([undefined, true]);
});

it('shows a title that was given while history was off in the next window once the conversation is there', async () => {
  let keeps = false;
  const here = openStores(at('s'), 'w', { keeps: () => keeps });
  await here.threads.create(thread('1'));
  await here.titles.put(thread('1'), 'My case');
  const question = { role: 'user', text: 'Q', context: [], sources: [], state: 'sending' } as const;
  await here.threads.putMessage(thread('1'), { id: 'held', ...question });
  const next = openStores(at('s'), 'w', {});
  expect([...(await next.titles.all('c'))]).toEqual([]);
  keeps = true;
  await here.threads.putMessage(thread('1'), { id: 'kept', ...question });
  expect(await next.threads.list('c')).toHaveLength(1);
  expect((await next.titles.all('c')).get('1')).toBe('My case');
  await here.titles.forget('c', '1');
  expect([...(await here.titles.all('c')), ...(await next.titles.all('c'))]).toEqual([]);
});
