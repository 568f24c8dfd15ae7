import { beforeEach, expect, it } from 'vitest';
import { storageConsent } from '../../src/chat/catalog/storageConsent.ts';
import type { Connection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { AgreedStorage } from '../../src/chat/ports/files.ts';

const one = 'https://one.example';
const two = 'https://two.example';
const never = new AbortController().signal;

let connections: Map<string, Connection>;
let kept: Map<string, AgreedStorage>;
let asked: (readonly [label: string, storage: string, before: string | undefined])[];
let answer: () => boolean | Promise<boolean>;
let diskFails: boolean;
let lines: string[];

const connection = (baseUrl: string): Connection => ({ id: 'c', provider: 'haufe', name: 'Office', baseUrl });
const guarded = async <T>(value: () => T): Promise<T> => {
  if (diskFails) throw new ChatError('storage', { detail: 'EIO' });
  return value();
};
const openWindow = () =>
  storageConsent(
    {
      get: (id) => guarded(() => kept.get(id)),
      put: (id, agreed) => guarded(() => void kept.set(id, agreed)),
      forget: async (id) => void kept.delete(id),
    },
    (id) => connections.get(id),
    async ({ name: label }, storage, before) => {
      asked.push([label, storage, before]);
      return answer();
    },
    { debug: () => undefined, info: () => undefined, warn: (line) => lines.push(line), error: () => undefined },
  );

beforeEach(() => {
  connections = new Map([['c', connection('https://service.example/agents')]]);
  kept = new Map();
  asked = [];
  answer = () => true;
  diskFails = false;
  lines = [];
});

it('asks for consent the first time and whenever the storage changes, and says what it was until then', async () => {
  const agree = openWindow();
  for (const storage of [one, one, two, two, one]) expect(await agree('c', storage, never)).toBe(true);
  expect(await openWindow()('c', one, never)).toBe(true);
  expect(asked).toEqual([
    ['Office', one, undefined],
    ['Office', two, one],
    ['Office', one, two],
  ]);
});

it('asks for consent again after a refusal, which changes nothing', async () => {
  const agree = openWindow();
  await agree('c', one, never);
  answer = () => false;
  expect(await agree('c', two, never)).toBe(false);
  expect(await agree('c', two, never)).toBe(false);
  expect(await agree('c', one, never)).toBe(true);
  expect(asked).toHaveLength(3);
});

it('takes a consent for one service for no other that comes to the same connection', async () => {
  const agree = openWindow();
  await agree('c', one, never);
  connections.set('c', connection('https://other.example/agents'));
  answer = () => false;
  expect(await agree('c', one, never)).toBe(false);
  expect(asked.at(-1)).toEqual(['Office', one, undefined]);
});

it('gives no consent for a connection that is gone, or for an upload that was stopped', async () => {
  const agree = openWindow();
  expect(await agree('gone', one, never)).toBe(false);
  const stop = new AbortController();
  answer = () => {
    stop.abort();
    return true;
  };
  expect(await agree('c', one, stop.signal)).toBe(false);
  expect(kept.size).toBe(0);
  expect(await agree('c', one, stop.signal)).toBe(false);
  expect(asked).toHaveLength(1);
});

it('asks for consent for two files one after the other', async () => {
  const agree = openWindow();
  const first = Promise.withResolvers<boolean>();
  answer = () => first.promise;
  const both = Promise.all([agree('c', one, never), agree('c', one, never)]);
  first.resolve(true);
  expect(await both).toEqual([true, true]);
  expect(asked).toHaveLength(1);
});

it('asks for consent again where the disk fails, and stops no upload', async () => {
  diskFails = true;
  const agree = openWindow();
  expect([await agree('c', one, never), await agree('c', one, never)]).toEqual([true, true]);
  expect(asked).toHaveLength(2);
  expect(lines).toContain('agreed storage: EIO');
});
