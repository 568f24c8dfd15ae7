import { expect, it } from 'vitest';
import { sizeWords } from '../../src/host/attachments/attachmentText.ts';

it.each([
  [999, '999 B'],
  [1_000, '1 kB'],
  [9_450, '9.5 kB'],
  [999_499, '999 kB'],
  [999_999, '1 MB'],
  [1_040_000, '1 MB'],
  [1_500_000, '1.5 MB'],
  [32_000_000, '32 MB'],
])('says %s bytes in units of a thousand: %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words.replace(' ', '\u00a0'));
});
