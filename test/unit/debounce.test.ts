import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { debounce } from '../../src/base/debounce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('acts once on an address that is typed letter by letter, when it is whole', () => {
  let address = '';
  const asked: string[] = [];
  const reading = debounce(1_000, () => asked.push(address));
  for (const letter of 'https://api.example/agents') {
    address += letter;
    reading.changed();
    vi.advanceTimersByTime(999);
  }
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual(['https://api.example/agents']);
});

it('acts no more when there is nothing to wait for', () => {
  const work = vi.fn();
  const waiting = debounce(1_000, work);
  waiting.changed();
  waiting.cancel();
  vi.advanceTimersByTime(5_000);
  expect(work).not.toHaveBeenCalled();
});
