import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import { hr, tax } from '../service/haufe.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeHaufe, never, userId } from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.haufe.threads.length = 0;
});

test('lists assistants with the credit that the vendor asks for', async () => {
  const assistants = await makeHaufe(service).provider.listAssistants(never);
  expect(assistants.map(({ name }) => name)).toEqual([
    'Haufe Copilot HR',
    'Haufe Copilot Tax',
    'Haufe Copilot Real Estate',
  ]);
  for (const assistant of assistants) expect(assistant).toMatchObject({ poweredBy: 'Haufe', expectsSources: true });
});

test('one odd entry of a list does not hide the others', { tags: 'haufe/row-31' }, async () => {
  const body = JSON.stringify([
    null,
    7,
    { id: '../x', name: 'Bad' },
    { id: 'ok', name: '' },
    { id: 'ok-1', name: 'Good', streaming: 'no' },
  ]);
  service.fail('/v1/assistants', { body });
  const assistants = await makeHaufe(service).provider.listAssistants(never);
  expect(assistants.map(({ name }) => name)).toEqual(['Good']);
});

test('lists what comes twice under one id once, as it came first', async () => {
  const { provider } = makeHaufe(service);
  const twice = (...entries: object[]) => JSON.stringify({ items: [...entries, ...entries] });
  service.fail('/v1/assistants', { body: twice({ id: 'a-1', name: 'A' }, { id: 'a-2', name: 'B' }) });
  expect((await provider.listAssistants(never)).map(({ id }) => id)).toEqual(['a-1', 'a-2']);
  service.fail('/v1/threads', { body: twice({ id: 't-1', assistant_id: hr.id, title: 'T' }) });
  expect((await provider.listThreads(hr.id, undefined, never)).items.map(({ id }) => id)).toEqual(['t-1']);
  const thread = { id: userId, connectionId: 'kanzlei', assistantId: hr.id, title: 'T' };
  service.fail('/messages', { body: twice({ id: 'm-1', role: 'user', content: 'Q' }) });
  const { items } = await provider.listMessages(thread, undefined, never);
  expect(items.map(({ text }) => text)).toEqual(['Q']);
});

test('reads a list of any length to 1,000 entries', async () => {
  const body = JSON.stringify(Array.from({ length: 5000 }, (_, index) => ({ id: `a-${index}`, name: `A ${index}` })));
  service.fail('/v1/assistants', { body });
  expect(await makeHaufe(service).provider.listAssistants(never)).toHaveLength(1000);
});

test('reads the threads of one assistant page by page, 100 at a time, newest first', {
  tags: 'haufe/row-22',
}, async () => {
  for (let index = 0; index < 230; index++) service.haufe.addThread(index % 2 ? tax.id : hr.id, `Thread ${index}`);
  const { provider } = makeHaufe(service);
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await provider.listThreads(hr.id, cursor, never);
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(titles).toEqual(Array.from({ length: 115 }, (_, index) => `Thread ${228 - 2 * index}`));
  expect(service.requests.map(({ query }) => query.get('limit'))).toEqual(['100', '100', '100']);
});

test('passes over pages without a thread of the assistant, five at most', async () => {
  service.haufe.addThread(hr.id, 'Oldest');
  for (let index = 0; index < 320; index++) service.haufe.addThread(tax.id, 'Other');
  const { provider } = makeHaufe(service);
  expect((await provider.listThreads(hr.id, undefined, never)).items.map(({ title }) => title)).toEqual(['Oldest']);
  for (let index = 0; index < 500; index++) service.haufe.addThread(tax.id, 'Other');
  service.reset();
  const page = await provider.listThreads(hr.id, undefined, never);
  expect(page.items).toEqual([]);
  expect(page.cursor).toEqual(expect.any(String));
  expect(service.requests).toHaveLength(5);
});

test.each([
  ['null', { cursor: null, items: [{ id: 'a', assistant_id: hr.id }] }],
  ['empty', { cursor: '', items: [{ id: 'a', assistant_id: hr.id }] }],
  ['missing', { items: [{ id: 'a', assistant_id: hr.id }] }],
  ['unchanged', { cursor: 'same', items: [{ id: 'a', assistant_id: hr.id }] }],
  ['given, but no items', { cursor: 'next', items: [] }],
])('ends a list when its cursor is %s', { tags: 'haufe/row-21' }, async (_, body) => {
  service.fail('/v1/threads', { body: JSON.stringify(body) });
  const page = await makeHaufe(service).provider.listThreads(hr.id, 'same', never);
  expect(page.cursor).toBeUndefined();
  expect(service.requests).toHaveLength(1);
});

test('sends user_id when the connection has one, and only then', async () => {
  const userId = '9b2c1d4e-0f3a-4b5c-8d6e-7f8091a2b3c4';
  const { baseUrl, key } = service.haufe;
  for (const user of [undefined, userId]) {
    const provider = haufeProvider({
      connection: { id: 'haufe', provider: 'haufe', name: 'Haufe', baseUrl, ...(user && { userId: user }) },
      getKey: async () => key,
      timeouts: { headers: 5_000, idle: 5_000, total: 20_000 },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    service.reset();
    await provider.listThreads(hr.id, undefined, never);
    await provider.createThread(hr.id, 'Titel', never);
    const [listed, created] = service.requests;
    expect(listed?.query.get('user_id') ?? undefined).toBe(user);
    expect(created && bodyOf(created)?.['user_id']).toBe(user);
  }
});

test('reads messages in reading order, page by page, without system and tool messages', async () => {
  const thread = service.haufe.addThread(hr.id, 'Lang');
  service.haufe.addMessage(thread, 'system', 'The secret prompt.');
  for (let index = 0; index < 150; index++) {
    service.haufe.addMessage(thread, index % 2 ? 'assistant' : 'user', `Text ${index}`);
  }
  service.haufe.addMessage(thread, 'tool', 'Tool output');
  const { provider } = makeHaufe(service);
  const shown = { connectionId: 'haufe', assistantId: hr.id, id: thread.id, title: 'Lang' };
  const newest = await provider.listMessages(shown, undefined, never);
  const older = await provider.listMessages(shown, newest.cursor, never);
  const texts = [...older.items, ...newest.items].map(({ text }) => text);
  expect(texts).toEqual(Array.from({ length: 150 }, (_, index) => `Text ${index}`));
  expect(older.cursor).toBeUndefined();
  expect(newest.items[0]).toMatchObject({ role: 'assistant', state: 'complete', createdAt: expect.any(String) });
});

test('refuses ids that lead elsewhere before anything is sent', async () => {
  const { provider } = makeHaufe(service);
  for (const id of ['../assistants', '..', '.', '%2e%2e', 'a/b', 'a?b', 'a#b', '//evil', '', 'ä', 'a'.repeat(129)]) {
    const thread = { connectionId: 'haufe', assistantId: hr.id, id, title: '' };
    expect(await failure(provider.listMessages(thread, undefined, never))).toMatchObject({
      code: 'invalid-request',
      processed: 'no',
    });
    expect(await failure(provider.deleteThread(thread, never))).toMatchObject({ code: 'invalid-request' });
  }
  expect(service.requests).toEqual([]);
});

test('never follows an address in an answer', async () => {
  const body = JSON.stringify({
    cursor: 'c',
    next: `${service.url}/next`,
    items: [{ id: 'a', assistant_id: hr.id, url: `${service.url}/x` }],
  });
  service.fail('/v1/threads', { body });
  await makeHaufe(service).provider.listThreads(hr.id, undefined, never);
  expect(service.requests.map(({ path }) => path)).toEqual(['/agents/v1/threads']);
});
