import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalRatings } from '../../src/storage/stores/ratings.ts';
import { LocalDetails } from '../../src/storage/stores/requestDetails.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ratings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const thread = (id: string) => ({ connectionId: 'c', assistantId: 'hr', id, title: id });

it('keeps ratings for each answer, lets the last one count, and drops one that was taken back', async () => {
  const file = path.join(folder, 'ratings');
  const ratings = new LocalRatings(file);
  await ratings.put(thread('1'), 'm1', 'positive');
  await ratings.put(thread('1'), 'm1', 'negative');
  await ratings.put(thread('1'), 'm2', 'positive');
  await ratings.put(thread('1'), 'm2', undefined);
  await ratings.put(thread('2'), 'm1', 'positive');
  expect([...(await new LocalRatings(file).all('c', '1'))]).toEqual([['m1', 'negative']]);
  expect([...(await ratings.all('c', '2'))]).toEqual([['m1', 'positive']]);
  expect((await ratings.all('d', '1')).size).toBe(0);
});

it('does not write a rating down that a vendor takes after its conversation was deleted', async () => {
  const file = path.join(folder, 'late');
  const ratings = new LocalRatings(file);
  await ratings.put(thread('1'), 'm1', 'positive');
  await ratings.forget('c', '1');
  await ratings.put(thread('1'), 'm2', 'positive');
  expect((await new LocalRatings(file).all('c', '1')).size).toBe(0);
});

it('keeps what an assistant wants to know for each connection and assistant', async () => {
  const file = path.join(folder, 'details');
  const details = new LocalDetails(file);
  expect(await details.get('c', 'hr')).toEqual({});
  await details.put('c', 'hr', { 'user_data.licence': 'PI1' });
  await details.put('c', 'hr', { 'user_data.licence': 'PI2' });
  await details.put('c', 'tax', { cost: '7' });
  expect(await new LocalDetails(file).get('c', 'hr')).toEqual({ 'user_data.licence': 'PI2' });
  expect(await details.get('d', 'hr')).toEqual({});
});
