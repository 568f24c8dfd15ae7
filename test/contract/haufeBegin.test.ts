import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hr, tax } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, userId } from './harness.ts';

/** What the answer to making a thread may be when the thread was made all the same. */
const losses = [
  ['is lost', { cutAt: -1, reset: true }],
  ['is an error of the service', { status: 500, body: '' }],
  ['is something else', { body: '{"status":"ok"}' }],
] as const;

const title = 'Wie lange ist die Probezeit?';
const colleague = '9c7d1a2b-2b54-4e0a-9c7d-3f1d6c9e5e6f';
let service: Service;
let subject: Subject;
const begin = () => subject.provider.createThread(hr.id, title, never);
const made = () => service.haufe.threads.filter((thread) => thread.title === title);
const posts = () => service.requests.filter(({ method }) => method === 'POST').length;
const lose = (fault: object = losses[0][1], times = 1) =>
  service.fail('/v1/threads', { method: 'POST', processed: true, times, ...fault });

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.haufe.threads.splice(0);
  subject = makeHaufe(service, { connection: { userId } });
});

test.each(losses)('uses the thread that was made although the answer to making it %s', async (_, fault) => {
  service.haufe.addThread(hr.id, title, ['Frage', 'Antwort'], userId);
  service.haufe.addThread(tax.id, title, [], userId);
  service.haufe.addThread(hr.id, title, [], colleague);
  service.haufe.addThread(hr.id, 'Anderes', [], userId);
  const before = new Set(made());
  lose(fault);
  const thread = await begin();
  expect(
    made()
      .filter((each) => !before.has(each))
      .map(({ id }) => id),
  ).toEqual([thread.id]);
  expect(posts()).toBe(1);
});

test('finds a thread that was made with the next attempt when looking for it failed at first', async () => {
  lose();
  service.fail('/v1/threads', { method: 'GET', status: 500, body: '', times: 3 });
  await expect(begin()).rejects.toMatchObject({ code: 'network', processed: 'maybe' });
  expect((await begin()).id).toBe(made()[0]?.id);
  expect([made().length, posts()]).toEqual([1, 1]);
});

test('makes the thread with the next attempt when it was not made', async () => {
  service.fail('/v1/threads', { method: 'POST', status: 500, body: '' });
  await expect(begin()).rejects.toMatchObject({ code: 'unavailable' });
  expect((await begin()).id).toBe(made()[0]?.id);
  expect(posts()).toBe(2);
});

test('takes none of several threads that could be the one, because a question must land where it was asked', async () => {
  service.haufe.addThread(hr.id, title, [], userId);
  lose();
  await expect(begin()).rejects.toMatchObject({ processed: 'maybe' });
  expect(made()).toHaveLength(2);
});

test('leaves a thread alone that may be a colleague’s, as without a user id', async () => {
  subject = makeHaufe(service, { userIds: { known: async () => undefined, get: async () => userId } });
  lose();
  await expect(begin()).rejects.toMatchObject({ processed: 'maybe' });
  service.requests.length = 0;
  const thread = await begin();
  expect(made().map(({ id }) => id)).toContain(thread.id);
  expect(made()).toHaveLength(2);
  expect(service.requests.filter(({ method }) => method === 'GET')).toEqual([]);
});

test('does not look for a thread that was surely not made', async () => {
  service.fail('/v1/threads', { method: 'POST', status: 422, body: '{"error_code":"validation_error","detail":[]}' });
  await expect(begin()).rejects.toMatchObject({ processed: 'yes' });
  expect(service.requests).toHaveLength(1);
});
