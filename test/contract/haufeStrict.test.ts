import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';

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
});

test('sends the license that makes answers good: another one is told by nothing but a worse answer', async () => {
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
