import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withKeptReadings } from '../../src/chat/keptReadings.ts';
import type { Thread } from '../../src/chat/model.ts';
import type { Provider } from '../../src/chat/provider.ts';
import { LocalThreadCache } from '../../src/storage/localThreadCache.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const { signal } = new AbortController();
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: `secret ${id}` });

/** A vendor whose answers are let go by `answer`. */
function slowVendor() {
  const cache = new LocalThreadCache(at('readings'));
  const { promise, resolve: answer } = Promise.withResolvers<void>();
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, warn: (text: string) => void warnings.push(text), error() {} };
  const vendor = {
    listAssistants: () => promise.then(() => [{ id: 'a', name: 'secret A' }]),
    listThreads: () => promise.then(() => ({ items: [thread('t'), thread('u')] })),
  } as unknown as Provider;
  const provider = withKeptReadings(vendor, { connectionId: 'c', cache, threads: true, log });
  const reading = () => Promise.all([provider.listAssistants(signal), provider.listThreads('a', undefined, signal)]);
  const written = () => new Promise((resolve) => setTimeout(resolve, 100));
  return { cache, reading, answer, written, warnings };
}

describe('lists that are on their way', () => {
  it('are kept when they come in', async () => {
    const { cache, reading, answer, written } = slowVendor();
    answer();
    await reading();
    await written();
    expect((await cache.assistants('c'))?.value).toHaveLength(1);
    expect((await cache.threads('c', 'a'))?.value).toHaveLength(2);
  });

  it('bring nothing back that was deleted meanwhile', async () => {
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

  it('bring nothing back that is deleted while they are written', async () => {
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
