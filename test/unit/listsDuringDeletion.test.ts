import { expect, it } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import type { Assistant, Thread } from '../../src/chat/model/model.ts';
import type { Page } from '../../src/chat/ports/provider.ts';
import { ThreadLists } from '../../src/host/threads/pagedLists.ts';
import { stubProviders } from './stubs.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: id });
const ids = (threads: readonly Thread[]) => threads.map(({ id }) => id);

/** Readings that the test ends, in the order in which they were asked for. */
function readings<T>() {
  const begun: PromiseWithResolvers<T>[] = [];
  const waiting: ((reading: PromiseWithResolvers<T>) => void)[] = [];
  return {
    read: (): Promise<T> => {
      const reading = Promise.withResolvers<T>();
      const next = waiting.shift();
      if (next) next(reading);
      else begun.push(reading);
      return reading.promise;
    },
    next: async () => begun.shift() ?? new Promise<PromiseWithResolvers<T>>((resolve) => waiting.push(resolve)),
  };
}

it('reads a list of conversations anew that was being read when one was deleted', async () => {
  const { read, next } = readings<Page<Thread>>();
  const lists = new ThreadLists<string>(read);
  const asked = lists.of('hr');
  const early = await next();
  lists.forget((of) => of === 'hr');
  early.resolve({ items: [thread('deleted'), thread('kept')] });
  (await next()).resolve({ items: [thread('kept')] });
  expect(ids((await asked).threads)).toEqual(['kept']);
  expect(ids((await lists.of('hr')).threads)).toEqual(['kept']);
});

it('says that reading a list failed when a deletion overtook it, and asks again for the next one', async () => {
  const { read, next } = readings<Page<Thread>>();
  const lists = new ThreadLists<string>(read);
  const asked = lists.of('hr');
  const early = await next();
  lists.forget(() => true);
  early.reject(new Error('offline'));
  await expect(asked).rejects.toThrow('offline');
  const again = lists.of('hr');
  (await next()).resolve({ items: [thread('kept')] });
  expect(ids((await again).threads)).toEqual(['kept']);
});

it('leaves a next page out that was being read when a conversation was deleted, even where the new list goes on alike', async () => {
  const { read, next } = readings<Page<Thread>>();
  const lists = new ThreadLists<string>(read);
  const first = lists.of('hr');
  (await next()).resolve({ items: [thread('1')], cursor: 'more' });
  await first;
  const more = lists.more('hr');
  const early = await next();
  lists.forget(() => true);
  const again = lists.of('hr');
  (await next()).resolve({ items: [thread('1')], cursor: 'more' });
  await again;
  early.resolve({ items: [thread('deleted')] });
  expect(await more).toBe(false);
  expect(ids((await lists.of('hr')).threads)).toEqual(['1']);
});

it('forgets assistants that were being read from this computer when all was deleted', async () => {
  const kept = readings<readonly Assistant[] | undefined>();
  const provider = { listAssistants: async () => Promise.reject(new Error('offline')) };
  const directory = new AssistantDirectory(stubProviders(provider), kept.read, silent);
  const listed = directory.list('c').catch(() => undefined);
  const early = await kept.next();
  directory.refresh();
  early.resolve([{ id: 'a', name: 'Deleted' }]);
  await listed;
  expect(directory.known('c')).toEqual([]);
});
