import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell, userId } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const ask = (from = subject, of = thread) => tell(from.provider.ask(of, { text: 'Frist?', mayBeStored: false }, never));
/** Questions of as many conversations at once. */
const askAll = async (from: Subject, count: number) => {
  const threads = Array.from({ length: count }, () => ({ ...thread, id: service.haufe.addThread(hr.id, 'Eile').id }));
  return Promise.all(threads.map((of) => ask(from, of)));
};

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.reset();
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Streng', never);
});
afterEach(() => {
  service.haufe.licenses = undefined;
  service.haufe.keepsRates = false;
  service.haufe.mostEntries = 100;
  service.haufe.files.now = Date.now;
  service.haufe.assistants.splice(3);
});

test('sends the license that makes answers good: another one is told by nothing but a worse answer', {
  tags: 'haufe/row-38',
}, async () => {
  service.haufe.licenses = new Set(['PI1']);
  const [right, wrong] = ['PI1', 'PI2'].map((license) => makeHaufe(service, { connection: { license } }));
  const good = await ask(right);
  const worse = await ask(wrong);
  expect([good.error, worse.error]).toEqual([undefined, undefined]);
  expect(good.text).toContain('§ 622 BGB');
  expect(worse.text).toBe('Allgemeines.');
  expect(worse.events.filter(({ type }) => type === 'sources-found')).toEqual([]);
});

test('meets no limit of the service, however fast questions come one after the other', async () => {
  service.haufe.keepsRates = true;
  const answers = await askAll(subject, 18);
  expect(answers.map(({ error }) => error)).toEqual(answers.map(() => undefined));
  expect(service.requests.filter(({ path }) => path.endsWith('/run/stream'))).toHaveLength(18);
});

test('waits for the service that refuses where its own limits are set too high, and asks once more', async () => {
  service.haufe.keepsRates = true;
  const hasty = makeHaufe(service, { connection: { rateLimit: { perSecond: 1000, perMinute: 1000 } } });
  await hasty.provider.listAssistants(never);
  const answers = await askAll(hasty, 18);
  // What was refused for a second is asked once more by itself.
  expect(answers.every(({ error }) => error === undefined)).toBe(true);
  expect(service.requests.filter(({ path }) => path.endsWith('/run/stream')).length).toBeGreaterThan(18);
});

test('names no conversation and no message by its whole id in the log', async () => {
  await ask();
  const { items } = await subject.provider.listMessages(thread, undefined, never);
  await subject.provider.deleteMessage?.(thread, items[0]?.storedId ?? '', never);
  const log = subject.log.join('\n');
  expect(log).toContain('/v1/threads/');
  for (const id of [thread.id, ...items.map(({ storedId }) => storedId)]) expect(log).not.toContain(id);
});

test('asks for what a level below another requires, and is answered when all of it is given', async () => {
  const required = { __root__: ['user_data'], user_data: ['licence', 'firm'], firm: ['name'] };
  const strict = { ...hr, id: '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a09', request_required_fields: required };
  service.haufe.assistants.push(strict);
  const of = { ...thread, assistantId: strict.id, id: service.haufe.addThread(strict.id, 'Ebenen').id };
  const known = { 'user_data.licence': 'PI1' };
  const given = { ...known, 'user_data.firm.name': 'Muster GmbH' };
  const answers = [];
  for (const details of [known, given]) {
    const from = makeHaufe(service, {
      details: { get: async () => details, put: async () => undefined, forget: async () => undefined },
    });
    const listed = await from.provider.listAssistants(never);
    expect(listed.find(({ id }) => id === strict.id)?.requiredFields).toEqual(Object.keys(given));
    answers.push(await ask(from, of));
  }
  expect(answers.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'details-missing' }), undefined]);
  const runs = service.requests.filter(({ path }) => path.endsWith('/run/stream'));
  expect(runs.map(({ body }) => JSON.parse(body).meta_data.user_data)).toEqual([
    { licence: 'PI1', firm: { name: 'Muster GmbH' } },
  ]);
});

test('lists everything from a service that gives fewer entries at once', async () => {
  service.haufe.mostEntries = 2;
  for (const title of ['a', 'b', 'c']) service.haufe.addThread(hr.id, title);
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await subject.provider.listThreads(hr.id, cursor, never);
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(titles.filter((title) => title.length === 1)).toEqual(['c', 'b', 'a']);
});

test('sends a file to a new address when the first one ends before the bytes come', async () => {
  let time = Date.now();
  // Between the ticket and its bytes eleven minutes pass, once.
  const passing = [0, 660_000];
  service.haufe.files.now = () => {
    time += passing.shift() ?? 0;
    return time;
  };
  const bytes = new Uint8Array(10);
  const steps = [];
  for await (const { type } of subject.provider.files?.upload(
    { name: 'a.txt', type: 'text/plain', bytes },
    false,
    never,
  ) ?? [])
    steps.push(type);
  expect(steps.at(-1)).toBe('ready');
  expect(service.stored).toHaveLength(2);
});

test.each([
  ['more than ten megabytes', { 'content-type': 'text/plain' }, 10_485_761, 400],
  ['a type that no file has', { 'content-type': 'text/html' }, 1, 403],
  ['what is signed', { 'content-type': 'text/plain' }, 1, 200],
])('has a storage in the test service that is as strict as the vendor: %s', async (_, headers, size, status) => {
  const { file_id, signature } = service.haufe.files.ticket('a.txt', userId);
  const address = `${service.haufe.files.storageUrl}/bucket/${file_id}?X-Signature=${signature}`;
  const response = await fetch(address, { method: 'PUT', headers, body: new Uint8Array(size) });
  expect(response.status).toBe(status);
});

test('adds messages of the person alone, in parts and with answers between them; any other role is refused', {
  tags: 'haufe/row-36',
}, async () => {
  await ask();
  await tell(subject.provider.ask(thread, { text: 'ab', parts: ['a', 'b'], mayBeStored: false }, never));
  const added = service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  expect(added.length).toBeGreaterThan(2);
  expect(added.map(({ body }) => JSON.parse(body).role)).toEqual(added.map(() => 'user'));
  const { baseUrl, key } = service.haufe;
  const statuses = ['system', 'assistant', 'tool'].map(async (role) => {
    const body = JSON.stringify({ role, content: 'x' });
    const headers = { 'api-key': key, 'content-type': 'application/json' };
    return (await fetch(`${baseUrl}/v1/threads/${thread.id}/messages`, { method: 'POST', headers, body })).status;
  });
  expect(await Promise.all(statuses)).toEqual([422, 422, 422]);
});
