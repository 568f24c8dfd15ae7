import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cachingProvider } from '../../src/chat/catalog/cachingProvider.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { settling } from './settling.ts';
import { stubProvider } from './stubs.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const { signal } = new AbortController();
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: `secret ${id}` });

/** A vendor whose answers are let go by `answer`. */
function slowVendor() {
  const { watched: cache, settled: written } = settling(new LocalThreadCache(at('readings')));
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, warn: (text: string) => void warnings.push(text), error() {} };
  const vendor = stubProvider({
    listAssistants: () => promise.then(() => [{ id: 'a', name: 'secret A' }]),
    listThreads: () => promise.then(() => ({ items: [thread('t'), thread('u')] })),
  });
  const provider = cachingProvider(vendor, { connectionId: 'c', cache, threads: true, log });
  const reading = () => Promise.all([provider.listAssistants(signal), provider.listThreads('a', undefined, signal)]);
  return { cache, reading, answer, written, warnings };
}

const dated = (at: number): Thread => ({ ...thread(String(at)), createdAt: new Date(at * 1000).toISOString() });

/** A vendor that shows two threads a page, the newest first. */
function pagedVendor(...ids: number[]) {
  const cache = new LocalThreadCache(at('readings'));
  const stored = ids.map(dated);
  const vendor = {
    async listThreads(_, cursor) {
      const start = Number(cursor ?? 0);
      return { items: stored.slice(start, start + 2), ...(start + 2 < stored.length && { cursor: String(start + 2) }) };
    },
  } as Partial<Provider> as Provider;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const provider = cachingProvider(vendor, { connectionId: 'c', cache, threads: true, log });
  const read = async (pages: number) => {
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) ({ cursor } = await provider.listThreads('a', cursor, signal));
  };
  const kept = async () => (await cache.threads('c', 'a'))?.value.map(({ id }) => id).join(' ');
  return { cache, stored, read, kept };
}

describe('lists of several pages', () => {
  it('lists of several pages are kept as far as they were read, and stay when the first page is read again', async () => {
    const { stored, read, kept } = pagedVendor(9, 8, 7, 6, 5);
    await read(3);
    await expect.poll(kept).toBe('9 8 7 6 5');
    stored.unshift(dated(10));
    await read(1);
    await expect.poll(kept).toBe('10 9 8 7 6 5');
  });

  it('lists of several pages lose what is missing where it would be, and nothing that is not known to be gone', async () => {
    const { stored, read, kept } = pagedVendor(9, 8, 7, 6, 5);
    await read(3);
    await expect.poll(kept).toBe('9 8 7 6 5');
    stored.splice(1, 1);
    stored.splice(3, 1);
    await read(1);
    await expect.poll(kept).toBe('9 7 6 5');
    await read(2);
    await expect.poll(kept).toBe('9 7 6');
  });

  it('lists of several pages read at the same time are kept all the same', async () => {
    const { read, kept } = pagedVendor(9, 8, 7, 6, 5, 4, 3);
    await Promise.all([read(4), read(1), read(2)]);
    await expect.poll(kept).toBe('9 8 7 6 5 4 3');
  });

  it('lists of several pages take along what was read of a conversation that is gone, once all of them were read', async () => {
    const { cache, stored, read, kept } = pagedVendor(9, 8, 7);
    const message = { role: 'user', text: 'secret text', sources: [], context: [], state: 'sent' } as const;
    for (const id of ['8', '7']) {
      await cache.open(thread(id));
      await cache.putMessages(thread(id), { messages: [{ ...message, id }], hasOlder: false });
    }
    await read(2);
    await expect.poll(kept).toBe('9 8 7');
    stored.splice(1, 2);
    stored.push(dated(6), dated(5));
    await read(1);
    await expect.poll(kept).toBe('9 6');
    // The first page alone says of no text that it is gone.
    expect([await cache.messages(thread('8')), await cache.messages(thread('7'))]).not.toContain(undefined);
    await read(2);
    await expect.poll(() => allText(at())).not.toContain('secret text');
  });
});

describe('lists that are on their way', () => {
  it('lists that are on their way are kept when they come in', async () => {
    const { cache, reading, answer, written } = slowVendor();
    answer();
    await reading();
    await written();
    expect((await cache.assistants('c'))?.value).toHaveLength(1);
    expect((await cache.threads('c', 'a'))?.value).toHaveLength(2);
  });

  it('lists that are on their way bring nothing back that was deleted meanwhile', async () => {
    const deletions = {
      everything: (cache: LocalThreadCache) => cache.clear(),
      connection: (cache: LocalThreadCache) => cache.forget('c'),
      thread: (cache: LocalThreadCache) => cache.forget('c', 't'),
    };
    for (const [name, forget] of Object.entries(deletions)) {
      const { cache, reading, answer, written, warnings } = slowVendor();
      const lists = reading();
      await forget(cache);
      answer();
      await lists;
      await written();
      expect([name, await allText(at()), warnings]).toEqual([name, '', []]);
      expect(await readdir(at())).toEqual([]);
    }
  });

  it('lists that are on their way bring nothing back that is deleted while they are written', async () => {
    for (let round = 0; round < 14; round++) {
      const { cache, reading, answer, written } = slowVendor();
      answer();
      await reading();
      for (let wait = 0; wait < round % 7; wait++) await new Promise((resolve) => setImmediate(resolve));
      await cache.clear();
      await written();
      expect(await allText(at())).toBe('');
    }
  });
});
