import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import { openStores, type Stores } from '../../src/storage/openStores.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'secret title' };
const message: Message = { id: 'm', role: 'user', text: 'secret question', sources: [], context: [], state: 'sent' };

/** One of everything that is ever written for a thread. */
async function useAll({
  threads,
  titles,
  drafts,
  outbox,
  cache,
  folders,
  ratings,
  last,
  recent,
  storages,
}: Stores): Promise<void> {
  await threads.create(thread);
  await threads.putMessage(thread, message);
  await titles.put(thread, 'secret name');
  drafts.set({ connectionId: 'c', assistantId: 'a', threadId: 't' }, 'secret draft');
  await drafts.saved();
  const createdAt = new Date().toISOString();
  const question = {
    id: 'q',
    connectionId: 'c',
    assistantId: 'a',
    threadId: 't',
    text: 'secret',
    context: [],
    createdAt,
  };
  await outbox.add(question);
  await outbox.addPartial(question, 'secret answer');
  await cache.putAssistants('c', [{ id: 'a', name: 'A' }]);
  await cache.putThreads('c', 'a', [thread]);
  await cache.open(thread);
  await cache.putMessages(thread, { messages: [message], hasOlder: false });
  await ratings.put(thread, 'secret-message', 'positive');
  const folder = await folders.create('Case');
  await folders.move(thread, folder.id);
  await last.set(thread);
  await recent.set([{ connectionId: 'c', assistantId: 'a' }]);
  await storages.put('c', { service: 'https://service.example', storage: 'https://storage.example' });
}

async function onDisk(): Promise<{ readonly bytes: number; readonly text: string }> {
  const files = (await readdir(at(), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = await Promise.all(paths.map(async (file) => (await stat(file)).size));
  const texts = await Promise.all(paths.map((file) => readFile(file, 'utf8')));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), text: texts.join('\n') };
}

it('leaves 0 bytes when everything is deleted, in any workspace, and everything can begin anew', async () => {
  const here = openStores(at('storage'), 'here', {});
  await useAll(here);
  await useAll(openStores(at('storage'), 'there', {}));
  expect((await onDisk()).bytes).toBeGreaterThan(1000);
  await here.clear();
  expect(await onDisk()).toEqual({ bytes: 0, text: '' });
  expect(await readdir(at())).toEqual([]);
  await useAll(here);
  expect(await here.threads.messages(thread)).toEqual([message]);
});

it('erases every trace of a thread that is deleted', async () => {
  const stores = openStores(at('storage'), 'here', {});
  await useAll(stores);
  await openStores(at('storage'), 'there', {}).last.set(thread);
  await stores.threads.delete(thread);
  await stores.forgetThread(thread);
  const { text } = await onDisk();
  expect(text).not.toContain('secret');
  expect(text).toContain('Case');
  expect(stores.last.get()).toBeUndefined();
});

it('forgets where files of a removed connection may go, also when it is added again', async () => {
  const stores = openStores(at('storage'), 'here', {});
  await useAll(stores);
  await stores.storages.put('other', { service: 'https://service.example', storage: 'https://other.example' });
  await stores.forgetConnection('c');
  expect((await onDisk()).text).not.toContain('storage.example');
  expect(await stores.storages.get('c')).toBeUndefined();
  const again = openStores(at('storage'), 'there', {});
  expect(await again.storages.get('other')).toEqual({
    service: 'https://service.example',
    storage: 'https://other.example',
  });
});

it('writes nothing of a conversation to the disk with history off, and forgets them when everything is deleted', async () => {
  const stores = openStores(at('storage'), 'here', { keeps: () => false });
  await useAll(stores);
  expect(await stores.threads.messages(thread)).toEqual([message]);
  expect((await stores.cache.messages(thread))?.value).toEqual([message]);
  expect(stores.last.get()).toEqual(thread);
  const { text } = await onDisk();
  expect(text).not.toMatch(/secret|Case/);
  // It is named after a matter, and would be left when the conversation is gone with its window.
  expect((await stores.titles.all('c')).get('t')).toBe('secret name');
  const next = openStores(at('storage'), 'here', {});
  expect((await next.titles.all('c')).size).toBe(0);
  expect((await next.ratings.all('c', 't')).size).toBe(0);
  expect((await next.folders.read()).folders).toEqual([]);
  expect((await stores.folders.read()).of(thread)?.name).toBe('Case');
  await stores.clear();
  expect((await onDisk()).bytes).toBe(0);
  expect(await stores.threads.list('c')).toEqual([]);
  expect([...(await stores.titles.all('c'))]).toEqual([]);
  expect(stores.drafts.get({ connectionId: 'c', assistantId: 'a', threadId: 't' })).toBe('');
  expect(await stores.outbox.list({ connectionId: 'c', assistantId: 'a', threadId: 't' })).toEqual([]);
  expect(await stores.cache.messages(thread)).toBeUndefined();
  expect(stores.last.get()).toBeUndefined();
});
