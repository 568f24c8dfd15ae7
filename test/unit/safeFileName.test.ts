import { expect, it } from 'vitest';
import { fileName } from '../../src/storage/files/safeFileName.ts';

it('keeps 128 bits of an id apart, so that nobody can choose two ids for one file', () => {
  expect(fileName('Kanzlei A/1')).toMatch(/^kanzleia1-[0-9a-f]{32}$/);
});
