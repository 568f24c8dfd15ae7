import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model.ts';
import { Journal } from '../../src/storage/journal.ts';
import { LocalThreads } from '../../src/storage/localThreads.ts';
import { LocalTitles } from '../../src/storage/localTitles.ts';
import { seeded } from './property.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = () => path.join(folder, 'a', 'j.jsonl');
const data = async () => (await new Journal(file()).read()).records.map((record) => record.data);

describe('journal', () => {
  it('gives back what was appended, in order, whatever the text', async () => {
    const journal = new Journal(file());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), async (values) => {
        await journal.delete();
        for (const value of values) await journal.append('x', value);
        const back = JSON.parse(JSON.stringify(await data()));
        expect(back).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      seeded('journal', 40),
    );
  });

  it('loses a torn tail only, and writes on after it', async () => {
    const journal = new Journal(file());
    for (const value of [1, 2, 3]) await journal.append('x', value);
    const { size } = await stat(file());
    await truncate(file(), size - 9);
    await journal.append('x', 4);
    expect(await data()).toEqual([1, 2, 4]);
    expect((await journal.read()).damaged).toBe(1);
  });

  it('leaves out lines whose checksum does not fit, and keeps the rest', async () => {
    const journal = new Journal(file());
    await journal.append('x', 'one');
    await appendFile(file(), 'garbage\n{"v":1,"t":1,"op":"x","data":"forged","c":"00000000"}\n');
    await journal.append('x', 'two');
    expect(await data()).toEqual(['one', 'two']);
    expect((await journal.read()).damaged).toBe(2);
  });

  it('is for the person alone to read', async () => {
    await new Journal(file()).append('x', 1);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file()))).mode & 0o777).toBe(0o700);
  });

  it('says that it cannot write, without a path in the words', async () => {
    await appendFile(path.join(folder, 'a'), 'a file where the folder should be');
    const failure = await new Journal(file()).append('x', 1).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'storage', processed: 'no' });
    expect(String(failure)).not.toContain(folder);
  });
});

describe('local threads', () => {
  const thread = (id: string): Thread => ({ connectionId: 'Büro', assistantId: 'd', id, title: `Title ${id}` });
  const message = (id: string, text: string): Message => ({
    id,
    role: 'user',
    text,
    sources: [],
    context: [],
    state: 'sent',
  });

  it('are listed newest first, hold their messages, and take the last version of each', async () => {
    const threads = new LocalThreads(folder);
    await threads.create(thread('1'));
    await threads.putMessage(thread('1'), message('m', 'first'));
    await threads.putMessage(thread('1'), message('m', 'second'));
    await threads.putMessage(thread('1'), message('n', 'third'));
    await threads.putSession(thread('1'), { id: 's', deadline: 5 });
    expect((await threads.list('Büro')).map(({ id }) => id)).toEqual(['1']);
    expect((await threads.messages(thread('1'))).map(({ text }) => text)).toEqual(['second', 'third']);
    expect(await threads.session(thread('1'))).toEqual({ id: 's', deadline: 5 });
    expect(await threads.list('Buro')).toEqual([]);
  });

  it('leave nothing behind when deleted', async () => {
    const threads = new LocalThreads(folder);
    await threads.create(thread('1'));
    await threads.create(thread('2'));
    await threads.delete(thread('1'));
    const [connection] = await readdir(folder);
    const files = await readdir(path.join(folder, connection ?? ''));
    expect(files).toHaveLength(1);
    expect((await threads.list('Büro')).map(({ id }) => id)).toEqual(['2']);
  });

  it('lie below their folder whatever an id holds', async () => {
    const threads = new LocalThreads(path.join(folder, 'threads'));
    for (const id of ['../../evil', '/etc/x', 'CON', 'a'.repeat(500), 'a/b\\c:d']) {
      await threads.create({ ...thread(id), connectionId: id });
    }
    expect(await readdir(folder)).toEqual(['threads']);
    expect(await readdir(path.join(folder, 'threads'))).toHaveLength(5);
  });
});

it('titles are kept by thread, and taken back', async () => {
  const titles = new LocalTitles(path.join(folder, 'titles.jsonl'));
  const one: Thread = { connectionId: 'c', assistantId: 'a', id: '1', title: 'vendor' };
  await titles.put(one, 'Mine');
  await titles.put({ ...one, id: '2' }, 'Other');
  await titles.put({ ...one, id: '2' }, undefined);
  expect([...(await titles.all('c'))]).toEqual([['1', 'Mine']]);
  expect([...(await titles.all('d'))]).toEqual([]);
  expect(await readFile(path.join(folder, 'titles.jsonl'), 'utf8')).toContain('"op":"title"');
});
