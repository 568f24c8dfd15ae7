import { hash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { conversation } from './conversation.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };
const everything = () => allText(at());

describe('readings for offline', () => {
  const message = (id: string, text: string): Message => ({
    id,
    role: 'assistant',
    text,
    sources: [],
    context: [],
    state: 'complete',
  });

  const whole = (...messages: Message[]) => ({ messages, hasOlder: false });

  it('readings for offline come back with the time of the reading, and go with their thread', async () => {
    const cache = new LocalThreadCache(at('readings'));
    await cache.putAssistants('c', [{ id: 'a', name: 'A' }]);
    await cache.putThreads('c', 'a', [thread, { ...thread, id: 'u', title: 'Other' }]);
    await cache.open(thread);
    await cache.putMessages(thread, whole(message('1', 'secret')));
    const read = new LocalThreadCache(at('readings'));
    expect((await read.assistants('c'))?.value).toEqual([{ id: 'a', name: 'A' }]);
    const messages = await read.messages(thread);
    expect(messages?.value).toEqual([message('1', 'secret')]);
    expect(Math.abs(Date.parse(messages?.readAt ?? '') - Date.now())).toBeLessThan(60_000);
    await read.forget('c', 't');
    expect((await read.threads('c', 'a'))?.value.map(({ id }) => id)).toEqual(['u']);
    expect(await read.messages(thread)).toBeUndefined();
    expect(await everything()).not.toContain('secret');
  });

  it('readings for offline are not written again once another window has forgotten them, whatever was begun before', async () => {
    const [here, there] = [new LocalThreadCache(at('readings')), new LocalThreadCache(at('readings'))];
    const other = { ...thread, id: 'u' };
    await here.open(thread);
    expect(await here.messages(thread)).toBeUndefined();
    await here.putMessages(thread, whole(message('1', 'secret')));
    await here.open(other);
    await there.forget('c', 't');
    await here.putMessages(thread, whole(message('1', 'secret')));
    expect(await here.messages(thread)).toBeUndefined();
    await there.clear();
    await here.putMessages(other, whole(message('1', 'secret')));
    expect(await everything()).toBe('');
  });

  it('readings for offline are kept of a conversation that is opened while another is forgotten, and not while it is itself', async () => {
    const cache = new LocalThreadCache(at('readings'));
    const opening = cache.open(thread);
    await cache.forget('c', 'another');
    await opening;
    await cache.putMessages(thread, whole(message('1', 'read')));
    expect((await cache.messages(thread))?.value).toHaveLength(1);
    for (const forget of [() => cache.forget('c', 'u'), () => cache.forget('c'), () => cache.clear()]) {
      const calledOff = cache.open({ ...thread, id: 'u' });
      await forget();
      await calledOff;
      await cache.putMessages({ ...thread, id: 'u' }, whole(message('1', 'secret')));
      expect(await everything()).not.toContain('secret');
    }
  });

  it('readings for offline leave nothing of a title or a text that a crash cut off while it was written', async () => {
    const cache = new LocalThreadCache(at('readings'));
    await cache.open(thread);
    await cache.putThreads('c', 'a', [thread]);
    const [folder = ''] = await readdir(at('readings'));
    for (const name of await readdir(at('readings', folder)))
      await writeFile(path.join(at('readings', folder), `${name}.01234567.new`), 'secret');
    await cache.forget('c', 't');
    expect(await everything()).not.toContain('secret');
  });

  it('readings for offline go from the disk too while nothing may be kept', async () => {
    await new LocalThreadCache(at('readings')).putThreads('c', 'a', [{ ...thread, title: 'secret' }]);
    const cache = new LocalThreadCache(at('readings'), { keeps: () => false });
    await cache.putThreads('c', 'a', []);
    await cache.forget('c', 't');
    expect(await everything()).toBe('');
  });

  it('readings for offline of a later version are neither read nor called damaged', async () => {
    const told: unknown[] = [];
    const cache = new LocalThreadCache(at('readings'), { report: (trouble) => told.push(trouble) });
    await cache.open(thread);
    const [folder = ''] = await readdir(at('readings'));
    const [name = ''] = await readdir(at('readings', folder));
    const json = JSON.stringify({ v: 2, t: 1, data: { later: true } });
    await writeFile(path.join(at('readings', folder), name), `${hash('sha256', json).slice(0, 8)} ${json}\n`);
    expect(await cache.messages(thread)).toBeUndefined();
    expect(told).toEqual([{ type: 'newer' }]);
  });

  it('readings for offline keep the newest of a very long conversation', async () => {
    const cache = new LocalThreadCache(at('readings'));
    await cache.open(thread);
    await cache.putMessages(
      thread,
      whole(...Array.from({ length: 12 }, (_, index) => message(String(index), 'x'.repeat(1_000_000)))),
    );
    const kept = await cache.messages(thread);
    expect(kept?.value.map(({ id }) => id)).toEqual(['5', '6', '7', '8', '9', '10', '11']);
    expect(kept?.isPart).toBe(true);
  });

  it('readings for offline that cannot be read hide no conversation from who asks the vendor, and that is told', async () => {
    const told: unknown[] = [];
    const cache = new LocalThreadCache(at('readings'), { report: ({ type }) => told.push(type) });
    await cache.open({ ...thread, id: 't1' });
    const [connection = ''] = await readdir(at('readings'));
    const [file = ''] = await readdir(at('readings', connection));
    await rm(at('readings', connection, file));
    await mkdir(at('readings', connection, file));
    const { session, vendor, shown } = conversation([], { cache });
    vendor.messages = [message('1', 'At the vendor')];
    await session.load();
    expect([shown(), session.loadError]).toEqual([[['At the vendor', 'complete']], undefined]);
    await writeFile(at('file'), '');
    const nowhere = new LocalThreadCache(at('file'), { report: ({ type }) => told.push(type) });
    expect([await nowhere.assistants('c'), await nowhere.threads('c', 'a')]).toEqual([undefined, undefined]);
    expect(new Set(told)).toEqual(new Set(['not-remembered']));
  });

  it('readings for offline that are damaged read as absent, and that is told', async () => {
    const told: unknown[] = [];
    const cache = new LocalThreadCache(at('readings'), { report: (trouble) => told.push(trouble) });
    await cache.open(thread);
    await cache.putMessages(thread, whole(message('1', 'x')));
    const [connection] = await readdir(at('readings'));
    const [file] = await readdir(at('readings', connection ?? ''));
    await writeFile(at('readings', connection ?? '', file ?? ''), 'garbage');
    expect(await cache.messages(thread)).toBeUndefined();
    expect(await cache.messages(thread)).toBeUndefined();
    expect(told).toEqual([{ type: 'damaged', lines: 1 }]);
  });
});
