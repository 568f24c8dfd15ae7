import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cachingProvider } from '../../src/chat/catalog/cachingProvider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { allText } from '../unit/temporaryFolder.ts';
import { failure, makeHaufe, never, userId } from './harness.ts';

/** Whose conversations are listed, marked and stored: Haufe's list is the organization's. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.haufe.threads.length = 0;
});

const other = randomUUID();

function served() {
  service.haufe.addThread(hr.id, 'Meine', ['Eins', 'Zwei'], userId);
  service.haufe.addThread(hr.id, 'Fremde', ['GEHEIM', 'GEHEIM'], other);
  service.haufe.addThread(hr.id, 'Ohne', ['Frage', 'Antwort']);
}

const marks = async (subject: ReturnType<typeof makeHaufe>) =>
  (await subject.provider.listThreads(hr.id, undefined, never)).items.map(({ title, isOthers }) => [title, isOthers]);

describe('all conversations of an API key', () => {
  const known = { known: async () => userId, get: async () => userId };

  test('lists them all, those of other users with their mark', { tags: 'haufe/row-39' }, async () => {
    served();
    expect(await marks(makeHaufe(service, { userIds: known }))).toEqual([
      ['Ohne', undefined],
      ['Fremde', true],
      ['Meine', undefined],
    ]);
    expect(service.requests.at(-1)?.query.has('user_id')).toBe(false);
    const subject = makeHaufe(service, { userIds: known });
    expect(await subject.provider.createThread(hr.id, 'Neu', never)).not.toHaveProperty('isOthers');
  });

  test('stores nothing of those of other users on this computer', async () => {
    served();
    const folder = await mkdtemp(join(tmpdir(), 'others-'));
    try {
      const cache = new LocalThreadCache(folder);
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const { provider } = makeHaufe(service, { userIds: known });
      const caching = cachingProvider(provider, { connectionId: 'haufe', cache, threads: true, log });
      const { items } = await caching.listThreads(hr.id, undefined, never);
      for (const thread of items) {
        const session = new ChatSession({
          connectionId: 'haufe',
          assistant: { id: hr.id, name: 'HR' },
          thread,
          provider: () => caching,
          log,
          cache,
        });
        await session.load();
        expect(session.transcript.messages).toHaveLength(2);
        session.dispose();
      }
      await expect.poll(() => allText(folder)).toContain('Zwei');
      await expect.poll(() => allText(folder)).toContain('Antwort');
      const text = await allText(folder);
      expect(text).not.toContain('GEHEIM');
      expect(text).not.toContain('Fremde');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('only my conversations', () => {
  const mine = { connection: { userId } };

  test('asks for the user’s alone, and shows no other whatever the service sends', async () => {
    served();
    expect(await marks(makeHaufe(service, mine))).toEqual([['Meine', undefined]]);
    expect(service.requests.at(-1)?.query.get('user_id')).toBe(userId);
    const items = [
      { id: 'a-1', assistant_id: hr.id, title: 'Fremde', user_id: other },
      { id: 'a-2', assistant_id: hr.id, title: 'Meine', user_id: userId.toUpperCase() },
    ];
    service.fail('/v1/threads', { body: JSON.stringify({ items }) });
    expect(await marks(makeHaufe(service, mine))).toEqual([['Meine', undefined]]);
  });

  test('goes along with conversations and single questions', async () => {
    const { provider } = makeHaufe(service, mine);
    await provider.createThread(hr.id, 'Neu', never);
    for await (const _ of provider.askOnce?.(hr.id, 'Frage', never) ?? []);
    expect(service.haufe.threads.map(({ user_id }) => user_id)).toEqual([userId, userId]);
  });
});

describe('a 404 of a conversation’s messages that names the assistant', () => {
  const gone = { status: 404, body: '{"error_code":"assistant_not_found","detail":"x"}' };

  test('tells what a 404 that names the assistant is about, after a look at the conversation itself', {
    tags: 'haufe/row-40',
  }, async () => {
    served();
    const { provider } = makeHaufe(service);
    const [thread] = (await provider.listThreads(hr.id, undefined, never)).items;
    if (!thread) return expect.fail('no thread');
    service.fail('/messages', gone);
    expect(await failure(provider.listMessages(thread, undefined, never))).toMatchObject({
      code: 'assistant-unavailable',
    });
    service.haufe.threads.length = 0;
    service.fail('/messages', gone);
    expect(await failure(provider.listMessages(thread, undefined, never))).toMatchObject({ code: 'thread-gone' });
  });
});
