import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace, type Rate } from '../../src/providers/http/pace.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

/** The clock stands still but for the test: how busy the machine is decides nothing. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const minute = 60_000;

/** When each of the requests got its turn, in milliseconds from now; `after[i]` milliseconds lie before request `i`. */
async function turns(rate: Rate, after: readonly number[]): Promise<readonly number[]> {
  const pace = new Pace(rate);
  const begun = performance.now();
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  for (const wait of after) {
    await vi.advanceTimersByTimeAsync(wait);
    waiting.push(pace.turn(Number.POSITIVE_INFINITY, never).then(() => void times.push(performance.now() - begun)));
  }
  await vi.advanceTimersByTimeAsync(after.length * 10 * minute);
  await Promise.all(waiting);
  return times;
}

/** The shortest time in which more than `count` of them began. */
function shortest(times: readonly number[], count: number): number {
  return Math.min(...times.slice(count).map((time, index) => time - (times[index] ?? 0)));
}

test('sends at most 60 requests in any second, and the others as soon as the second is over', async () => {
  const times = await turns({ perSecond: 60, perMinute: 1_000 }, Array(80).fill(0));
  expect(times).toEqual([...Array(60).fill(0), ...Array(20).fill(1_100)]);
});

test('sends one request in a longer time when the rate is below one a second', async () => {
  expect(await turns({ perSecond: 0.5, perMinute: 60 }, [0, 0, 0])).toEqual([0, 2_000, 4_000]);
});

test('keeps every second and every minute to the rate, whenever the requests come', async () => {
  const rate = fc.record({ perSecond: fc.integer({ min: 1, max: 5 }), perMinute: fc.integer({ min: 1, max: 20 }) });
  const after = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_000 })), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(rate, after, async (allowed, waits) => {
      const times = await turns(allowed, waits);
      expect(times).toHaveLength(waits.length);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(shortest(times, allowed.perSecond)).toBeGreaterThan(1_000);
      expect(shortest(times, allowed.perMinute)).toBeGreaterThan(minute);
    }),
    seeded('pace', amount(300, 30)),
  );
});

test('fails at once when the wait is longer than it may be, and gives its turn to the next', async () => {
  const pace = new Pace({ perSecond: 10, perMinute: 1 });
  await pace.turn(5_000, never);
  const retryAt = Date.now() + minute + 100;
  await expect(pace.turn(5_000, never)).rejects.toMatchObject({ code: 'rate-limited', processed: 'no', retryAt });
  const stop = new AbortController();
  const stopped = pace.turn(2 * minute, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  const next = pace.turn(2 * minute, never).then(() => Date.now());
  await vi.advanceTimersByTimeAsync(2 * minute);
  expect(await next).toBe(retryAt);
});

test('tells when the vendor takes requests again, though it asks again after an hour', async () => {
  const pace = new Pace();
  const retryAt = Date.now() + 134 * minute;
  pace.closeUntil(retryAt);
  await vi.advanceTimersByTimeAsync(59 * minute);
  await expect(pace.turn(5_000, never)).rejects.toMatchObject({ code: 'rate-limited', retryAt });
  await vi.advanceTimersByTimeAsync(minute);
  await pace.turn(0, never);
});
