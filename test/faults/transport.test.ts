import { expect, test } from 'vitest';
import { amount, seedOf } from '../amount.ts';
import { kinds } from './transport/kinds.ts';
import { Lag } from './transport/lag.ts';
import { printTable } from './transport/table.ts';
import { trip, type Verdict } from './transport/trip.ts';

/** At least three of each kind. */
const trips = amount(10_000, 3 * Object.keys(kinds).length);
const seed = seedOf('transport');
/** Most trips wait for a clock: so many wait at the same time. */
const lanes = 32;

test(`no law breaks when ${trips} faults of ${Object.keys(kinds).length} kinds meet questions`, {
  timeout: 1_800_000,
}, async () => {
  const names = Object.keys(kinds);
  const lag = new Lag();
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  const verdicts: Verdict[] = [];
  let next = 0;
  let struck = 0;
  const lane = async (): Promise<void> => {
    // A window that is closed early, or a question that needs fewer requests, meets no fault: it does not count.
    for (let index = next++; struck < trips; index = next++) {
      const verdict = await trip(names[index % names.length] ?? '', seed + index, lag);
      verdicts.push(verdict);
      if (verdict.struck) struck++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  lag.stop();
  process.off('unhandledRejection', onRejection);
  printTable(verdicts);
  const broken = verdicts.filter((verdict) => verdict.broken.length > 0);
  expect(broken.map(({ kind, seed: own, vendor, broken: laws }) => ({ kind, seed: own, vendor, laws }))).toEqual([]);
  expect(rejections).toEqual([]);
  expect(struck).toBeGreaterThanOrEqual(trips);
});
