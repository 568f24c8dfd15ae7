import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const stream = '/run/stream';
const ask = (from = subject, signal = never) =>
  tell(from.provider.ask(thread, { text: 'Frage', mayBeStored: false }, signal));
const list = (from = subject) => from.provider.listThreads(hr.id, undefined, never);
const at = (path: string) => service.requests.filter((request) => request.path.endsWith(path)).map((each) => each.at);
/** Milliseconds that `work` takes: never less than what it waits, however busy the machine is. */
const taken = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
const made = async (rateLimit: { perSecond: number; perMinute: number }) => {
  const limited = makeHaufe(service, { connection: { rateLimit } });
  await limited.provider.listAssistants(never);
  service.reset();
  return limited;
};

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Eile', never);
  service.reset();
});

// How the turns lie in a second is tried with a clock of its own in test/unit/pace.test.ts.
describe('our side of the limits', () => {
  test('waits silently between answers when more are asked for than the tier allows in a second', async () => {
    const limited = await made({ perSecond: 2, perMinute: 60 });
    const asking = async () => {
      for (let asked = 0; asked < 5; asked++) expect((await ask(limited)).error).toBeUndefined();
    };
    expect(await taken(asking)).toBeGreaterThan(2_000);
    expect(at(stream)).toHaveLength(5);
  });

  test('tells a wait of more than five seconds at once, with its end, and sends nothing', async () => {
    const limited = await made({ perSecond: 10, perMinute: 2 });
    await ask(limited);
    await ask(limited);
    service.reset();
    const before = Date.now();
    const { error } = await ask(limited);
    expect(error).toMatchObject({ code: 'rate-limited', processed: 'no' });
    expect(error).toHaveProperty('status', undefined);
    const wait = (error as { retryAt: number }).retryAt - before;
    expect(wait).toBeGreaterThan(30_000);
    expect(wait).toBeLessThanOrEqual(60_500);
    expect(at(stream)).toEqual([]);
    // Everything else has a limit of its own.
    await list(limited);
  });

  test('ends the wait of a question for its turn on a stop, and sends the next one', async () => {
    const limited = await made({ perSecond: 1, perMinute: 60 });
    await ask(limited);
    const stop = new AbortController();
    const stopped = ask(limited, stop.signal);
    await service.until(() => at('/messages').length >= 3);
    stop.abort();
    expect((await stopped).error).toBe(stop.signal.reason);
    expect(at(stream)).toHaveLength(1);
    expect((await ask(limited)).error).toBeUndefined();
    expect(at(stream)).toHaveLength(2);
  });

  test('sends at most 60 other requests in a second', async () => {
    // The clock stands still but for the test: how busy the machine is decides nothing.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      let sent = 0;
      const counting: typeof fetch = (input, init) => {
        sent++;
        return fetch(input, init);
      };
      const many = makeHaufe(service, { fetch: counting });
      const lists = Promise.all(Array.from({ length: 80 }, () => list(many)));
      await expect.poll(() => sent).toBe(60);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(sent).toBe(60);
      await vi.advanceTimersByTimeAsync(100);
      await lists;
      expect(sent).toBe(80);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the vendor’s own word', () => {
  const headers: readonly (readonly [string, (seconds: number) => string])[] = [
    ['retry-after', String],
    ['retry-after', (seconds) => new Date(Date.now() + seconds * 1000).toUTCString()],
    ['retry-after-ms', (seconds) => String(seconds * 1000)],
    ['ratelimit-reset', String],
    ['x-ratelimit-reset', (seconds) => String(Math.floor(Date.now() / 1000) + seconds)],
    ['x-rate-limit-reset', (seconds) => String(Date.now() + seconds * 1000)],
    ['ratelimit', (seconds) => `limit=15, remaining=0, reset=${seconds}`],
  ];

  test.each(headers)(
    'tells a longer wait by %s at once, and sends nothing before it is over',
    {
      tags: ['haufe/row-1', 'haufe/row-27'],
    },
    async (name, value) => {
      const before = Date.now();
      service.fail(stream, { status: 429, headers: { [name]: value(40) }, body: '{"message":"Rate limit exceeded!"}' });
      const { error } = await ask();
      const after = Date.now();
      expect(error).toMatchObject({ code: 'rate-limited', status: 429, processed: 'no' });
      const { retryAt } = error as { retryAt: number };
      // A date in a header has whole seconds only.
      expect(retryAt).toBeGreaterThan(before + 38_999);
      expect(retryAt).toBeLessThan(after + 40_001);
      const again = await ask();
      expect(again.error).toMatchObject({ code: 'rate-limited', processed: 'no' });
      expect(Math.abs((again.error as { retryAt: number }).retryAt - retryAt)).toBeLessThan(100);
      expect(at(stream)).toHaveLength(1);
      // Other calls have a limit of their own.
      await list();
    },
  );

  test('keeps a short wait silent, and sends no other request before it is over', {
    tags: 'haufe/row-27',
  }, async () => {
    service.fail('/v1/threads', { status: 429, headers: { 'retry-after': '1' }, body: '' });
    const begun = performance.now();
    const first = list();
    await vi.waitFor(() => expect(subject.log.at(-1)).toMatch(/\/v1\/threads 429 /), { interval: 1 });
    const others = [list(), list()];
    await Promise.all([first, ...others]);
    const [, ...later] = at('/v1/threads');
    expect(later).toHaveLength(3);
    for (const time of later) expect(time - begun).toBeGreaterThan(999);
  });

  test('waits six seconds for a list, and tells them at once to a question', async () => {
    const limited = { status: 429, headers: { 'retry-after': '6' }, body: '' };
    service.fail('/messages', { method: 'POST', ...limited });
    const both = async () => {
      expect((await ask()).error).toMatchObject({ code: 'rate-limited', processed: 'no' });
      await list();
    };
    expect(await taken(both)).toBeGreaterThan(5_990);
    expect(await failure(subject.provider.createThread(hr.id, 'x', never)).catch(() => 'created')).toBe('created');
  });
});
