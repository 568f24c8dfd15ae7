import { expect, it } from 'vitest';
import type { Source } from '../../src/chat/model/model.ts';
import { passageRows } from '../../src/chat/text/passageRows.ts';

const source = (passage: string): Source => ({ id: '1', title: 'T', passage });

it('lays a passage out as its lines with words, and as a whole', () => {
  expect(passageRows(source('# One\n\n**Two**\nthree'))).toEqual({
    rows: ['One', 'Two', 'three'],
    summary: 'One\n\nTwo\nthree',
  });
});

it('lays a passage out once, however often it is asked for', () => {
  let reads = 0;
  const counted: Source = {
    ...source(''),
    get passage() {
      reads++;
      return 'line\n'.repeat(1_000);
    },
  };
  for (let row = 0; row < 1_000; row++) passageRows(counted);
  expect(reads).toBe(1);
});

it('shows of a long passage 200 rows and 2,000 characters, and says that it goes on', () => {
  const { rows, summary } = passageRows(source('a line of words\n'.repeat(5_000)));
  expect(rows).toHaveLength(200);
  expect(rows.at(-1)).toBe('…');
  expect(summary).toHaveLength(2_000);
  expect(summary.endsWith('…')).toBe(true);
});

it.each([['x'.repeat(60_000)], ['😀'.repeat(3_000)]])('a long line is cut at a whole character', (line) => {
  const { rows, summary } = passageRows(source(line));
  for (const text of [...rows, summary]) {
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text.isWellFormed()).toBe(true);
    expect(text.endsWith('…')).toBe(true);
  }
});

it('says of a passage that was cut when it came that it goes on, too', () => {
  const { rows, summary } = passageRows({ ...source('one\ntwo'), shortened: true });
  expect(rows).toEqual(['one', 'two', '…']);
  expect(summary).toBe('one\ntwo…');
});
