import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import type { StorageProblem } from '../../src/chat/ports/storage.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { amount } from '../amount.ts';
import { addGarbage, addMessages } from './disk/bigFiles.ts';

/** 1 GiB in `npm run test:long`. */
const bytes = amount(1024, 32) * 1024 * 1024;
const megabytes = bytes / 1024 / 1024;
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: id });
const message = (id: string): Message => ({ id, role: 'user', text: id, sources: [], context: [], state: 'sent' });

let folder: string;
let told: StorageProblem[];
let threads: LocalThreads;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'big-'));
  told = [];
  threads = new LocalThreads(folder, { report: (trouble) => told.push(trouble) });
  for (const id of ['big', 'small']) await threads.create(thread(id));
  await threads.putMessage(thread('small'), message('only'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function bigFile(): Promise<string> {
  const [connection = ''] = await readdir(folder);
  const names = await readdir(path.join(folder, connection));
  return path.join(folder, connection, names.find((name) => name.startsWith('big')) ?? '');
}

/** Does `work`; meanwhile other timers must get their turn, and the memory must not grow with the file. */
async function watched<T>(
  name: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly milliseconds: number }> {
  let longest = 0;
  let last = performance.now();
  let peak = 0;
  const before = process.memoryUsage();
  const used = (memory: NodeJS.MemoryUsage) => memory.heapUsed + memory.external;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    peak = Math.max(peak, used(process.memoryUsage()) - used(before));
  }, 5);
  const start = performance.now();
  const result = await work();
  const milliseconds = performance.now() - start;
  clearInterval(timer);
  console.log(
    `${megabytes} MiB, ${name}: ${milliseconds.toFixed(0)} ms, longest pause of others ${longest.toFixed(0)} ms, ${(peak / 1e6).toFixed(0)} MB more memory at most`,
  );
  expect(peak).toBeLessThan(400e6);
  expect(longest).toBeLessThan(1000);
  return { result, milliseconds };
}

describe('a journal as long as never', { timeout: 900_000 }, () => {
  it('a journal as long as never is listed at once, read as far as memory goes, and written on', async () => {
    const all = await addMessages(await bigFile(), bytes);
    const { result: list, milliseconds } = await watched('listing', () => threads.list('c'));
    expect(list.map(({ id }) => id).sort()).toEqual(['big', 'small']);
    expect(milliseconds).toBeLessThan(2000);
    const { result: messages } = await watched('reading', () => threads.messages(thread('big')));
    expect(messages.at(-1)?.id).toBe(`m${all - 1}`);
    expect(messages.length).toBeLessThanOrEqual(all);
    expect(told.map(({ type }) => type)).toEqual(messages.length < all ? ['too-long'] : []);
    await watched('appending, which puts it aside', () => threads.putMessage(thread('big'), message('new')));
    const { result: after } = await watched('reading again', () => threads.messages(thread('big')));
    expect(after.at(-1)?.id).toBe('new');
    expect((await threads.messages(thread('small'))).map(({ id }) => id)).toEqual(['only']);
    await watched('deleting', () => threads.delete(thread('big')));
    expect((await threads.list('c')).map(({ id }) => id)).toEqual(['small']);
  });

  it.each([
    ['with line ends', true],
    ['in one line', false],
  ])('tells garbage of the same length %s, and reads what is between it', async (_, lineEnds) => {
    await threads.putMessage(thread('big'), message('before'));
    const file = await bigFile();
    await addGarbage(file, bytes, lineEnds);
    await threads.putMessage(thread('big'), message('after'));
    const { result: list } = await watched('listing', () => threads.list('c'));
    expect(list.map(({ id }) => id).sort()).toEqual(['big', 'small']);
    const { result: messages } = await watched('reading', () => threads.messages(thread('big')));
    expect(messages.map(({ id }) => id)).toEqual(['before', 'after']);
    expect(told).toEqual([{ type: 'damaged', lines: expect.any(Number) }]);
    expect((await threads.messages(thread('small'))).map(({ id }) => id)).toEqual(['only']);
  });
});
