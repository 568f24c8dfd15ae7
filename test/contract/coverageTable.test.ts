import { expect, test } from 'vitest';
import { table } from './coverage/rows.mts';
import { documents } from './openapi/judge.ts';

test('the table of coverage has every operation of both documents, and no other', () => {
  const described = Object.entries(documents).flatMap(([vendor, { operations }]) =>
    operations.map((operation) => `${vendor}: ${operation}`),
  );
  const listed = table.flatMap(({ endpoint }) => endpoint ?? []);
  // The bytes of a file go to another host, which no document describes.
  expect(listed.toSorted()).toEqual([...described, 'haufe: PUT {file_url}'].toSorted());
});

test('every row of the table of coverage has a name of its own', () => {
  expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
});
