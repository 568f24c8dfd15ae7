import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import { fileName } from '../../src/storage/files/safeFileName.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { LocalTitles } from '../../src/storage/stores/threadTitles.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread = (id: string): Thread => ({ connectionId: 'Büro', assistantId: 'd', id, title: `Title ${id}` });
const message = (id: string, text: string): Message => ({
  id,
  role: 'user',
  text,
  sources: [],
  context: [],
  state: 'sent',
});

describe('local threads', () => {
  it('lists local threads newest first, with their messages, and takes the last version of each', async () => {
    const threads = new LocalThreads(at());
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

  it('keeps an answer with its question when history is turned off meanwhile, and nothing after it', async () => {
    let keeps = true;
    const threads = new LocalThreads(at(), { keeps: () => keeps });
    const answer = (id: string): Message => ({
      ...message(`${id}.a`, `Answer to ${id}`),
      role: 'assistant',
      answerTo: id,
    });
    const ask = async (id: string, meanwhile: () => void) => {
      await threads.putMessage(thread('1'), { ...message(id, id), state: 'sending' });
      meanwhile();
      await threads.putMessage(thread('1'), answer(id));
      await threads.putMessage(thread('1'), message(id, id));
    };
    await threads.create(thread('1'));
    await ask('one', () => {
      keeps = false;
    });
    await ask('two', () => {
      keeps = true;
    });
    keeps = false;
    await ask('three', () => undefined);
    const read = await new LocalThreads(at()).messages(thread('1'));
    expect(read.map(({ text, state }) => [text, state])).toEqual([
      ['one', 'sent'],
      ['Answer to one', 'sent'],
    ]);
    expect(await threads.messages(thread('1'))).toHaveLength(6);
  });

  it('hides no local thread behind another that cannot be read', async () => {
    const told: unknown[] = [];
    const threads = new LocalThreads(at(), { report: (trouble) => told.push(trouble) });
    await threads.create(thread('1'));
    const [folder = ''] = await readdir(at());
    await mkdir(path.join(at(folder), 'other.jsonl'));
    expect((await threads.list('Büro')).map(({ id }) => id)).toEqual(['1']);
    expect(told).toEqual([{ type: 'damaged', lines: 1 }]);
    await threads.delete(thread('1'));
    await expect(threads.list('Büro')).rejects.toMatchObject({ code: 'storage' });
  });

  it('hides no local thread behind a damaged line, be it the first', async () => {
    const threads = new LocalThreads(at());
    await threads.create(thread('1'));
    await threads.putMessage(thread('1'), { ...message('m', 'first'), state: 'sending' });
    const [folder = ''] = await readdir(at());
    const [name = ''] = await readdir(at(folder));
    const file = path.join(at(folder), name);
    const bytes = await readFile(file);
    bytes.fill('x', 10, 40);
    await writeFile(file, bytes);
    expect(await new LocalThreads(at()).list('Büro')).toMatchObject([thread('1')]);
    expect((await new LocalThreads(at()).messages(thread('1'))).map(({ text }) => text)).toEqual(['first']);
  });

  it('leaves nothing of a local thread that is deleted, and brings none back when another window adds to it', async () => {
    const threads = new LocalThreads(at());
    await threads.create(thread('1'));
    await threads.create(thread('2'));
    await threads.delete(thread('1'));
    const late = new LocalThreads(at()).putMessage(thread('1'), message('m', 'late'));
    await expect(late).rejects.toMatchObject({ code: 'thread-gone', processed: 'no' });
    const [connection] = await readdir(at());
    expect(await readdir(at(connection ?? ''))).toHaveLength(1);
    expect((await threads.list('Büro')).map(({ id }) => id)).toEqual(['2']);
  });

  it('keeps local threads below their folder whatever an id holds', async () => {
    const threads = new LocalThreads(at('threads'));
    for (const id of ['../../evil', '/etc/x', 'CON', 'a'.repeat(500), 'a/b\\c:d']) {
      await threads.create({ ...thread(id), connectionId: id });
    }
    expect(await readdir(at())).toEqual(['threads']);
    expect(await readdir(at('threads'))).toHaveLength(5);
  });

  it('keeps a local thread in memory alone that is begun or continued while nothing may be kept, also after that', async () => {
    let kept = true;
    const threads = new LocalThreads(at(), { keeps: () => kept });
    await threads.create(thread('before'));
    await threads.putMessage(thread('before'), message('m', 'written'));
    kept = false;
    await threads.putMessage(thread('before'), message('n', 'unwritten'));
    await threads.create(thread('new'));
    await threads.putMessage(thread('new'), message('o', 'unwritten too'));
    kept = true;
    await threads.putMessage(thread('new'), message('p', 'unwritten three'));
    expect((await threads.messages(thread('before'))).map(({ text }) => text)).toEqual(['written', 'unwritten']);
    expect((await threads.messages(thread('new'))).map(({ text }) => text)).toEqual([
      'unwritten too',
      'unwritten three',
    ]);
    expect((await threads.list('Büro')).map(({ id }) => id).sort()).toEqual(['before', 'new']);
    const reloaded = new LocalThreads(at());
    expect((await reloaded.messages(thread('before'))).map(({ text }) => text)).toEqual(['written']);
    expect(await reloaded.list('Büro')).toHaveLength(1);
  });

  it('writes local threads that go on after that from the next question on, each in its place, and nothing of what was before', async () => {
    let kept = false;
    const threads = new LocalThreads(at(), { keeps: () => kept });
    const asked = (id: string, text: string) => ({ ...message(id, text), state: 'sending' as const });
    const title = { ...thread('new'), title: 'secret title' };
    await threads.create(title);
    await threads.putMessage(title, asked('m', 'secret question'));
    await threads.putSession(title, { id: 'secret session', deadline: 1 });
    kept = true;
    await threads.putMessage(title, message('m', 'secret question'));
    await threads.putMessage(title, { ...message('n', 'secret answer'), role: 'assistant' });
    await threads.putMessage(title, asked('o', 'kept question'));
    await threads.putSession(title, { id: 'kept session', deadline: 2 });
    kept = false;
    await threads.putMessage(title, asked('p', 'secret again'));
    kept = true;
    await threads.putMessage(title, asked('q', 'kept again'));
    const texts = async (store: LocalThreads) => (await store.messages(title)).map(({ text }) => text);
    expect(await texts(threads)).toEqual([
      'secret question',
      'secret answer',
      'kept question',
      'secret again',
      'kept again',
    ]);
    expect(await threads.list('Büro')).toMatchObject([{ title: 'secret title' }]);
    expect((await threads.session(title))?.id).toBe('kept session');
    const reloaded = new LocalThreads(at());
    expect(await texts(reloaded)).toEqual(['kept question', 'kept again']);
    expect(await reloaded.list('Büro')).toMatchObject([{ id: 'new', title: 'kept question' }]);
    expect(await allText(at())).not.toContain('secret');
    await reloaded.delete(title);
    await expect(threads.putMessage(title, asked('r', 'late'))).rejects.toMatchObject({ code: 'thread-gone' });
    expect(await allText(at())).toBe('');
    expect(await threads.list('Büro')).toEqual([]);
  });
});

it('says of a thread that was deleted that it is gone, not merely empty, and of one without a message that it is there', async () => {
  const threads = new LocalThreads(at('threads'));
  await threads.create(thread('1'));
  expect(await threads.messages(thread('1'))).toEqual([]);
  await new LocalThreads(at('threads')).delete(thread('1'));
  await expect(threads.messages(thread('1'))).rejects.toMatchObject({ code: 'thread-gone', processed: 'no' });
});

it('says of a thread that is only in memory that it is there', async () => {
  const threads = new LocalThreads(at('threads'), { keeps: () => false });
  await threads.create(thread('1'));
  expect(await threads.messages(thread('1'))).toEqual([]);
});

describe('titles', () => {
  const file = () => at('titles');

  it('titles are kept by thread, and taken back', async () => {
    const titles = new LocalTitles(file());
    await titles.put({ ...thread('1'), connectionId: 'c' }, 'Mine');
    await titles.put({ ...thread('2'), connectionId: 'c' }, 'Other');
    await titles.put({ ...thread('2'), connectionId: 'c' }, undefined);
    expect([...(await titles.all('c'))]).toEqual([['1', 'Mine']]);
    expect([...(await titles.all('d'))]).toEqual([]);
  });

  it('titles are erased with their thread, to the last byte', async () => {
    const titles = new LocalTitles(file());
    await titles.put(thread('1'), 'Mandant Müller');
    await titles.put(thread('2'), 'Kept');
    await titles.put(thread('1'), undefined);
    const files = (await readdir(at(), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')));
    expect(texts.join()).toContain('Kept');
    expect(texts.join()).not.toContain('Müller');
  });
});

/** Every format that was ever written to someone's disk. These files are not made anew: they stay as they are. */
describe('local threads of earlier versions', () => {
  const fixtures = path.join(import.meta.dirname, '../fixtures/journal');
  const old: Thread = { connectionId: 'review', assistantId: 'dep-1', id: 'thread-1', title: '' };

  it.each(['v1/thread.jsonl', 'v1/torn.jsonl', 'v1-parts/thread.jsonl'])(
    'reads what earlier versions wrote of local threads: %s',
    async (fixture) => {
      const place = at(`threads/${fileName('review')}`);
      await mkdir(place, { recursive: true });
      await cp(path.join(fixtures, fixture), path.join(place, `${fileName('thread-1')}.jsonl`));
      const threads = new LocalThreads(at('threads'));
      expect(await threads.list('review')).toMatchObject([
        { id: 'thread-1', title: 'Kündigungsfrist in der Probezeit' },
      ]);
      const [question, answer, ...others] = await threads.messages(old);
      expect(question).toMatchObject({
        id: 'q1',
        state: 'sent',
        text: 'Welche Frist gilt?\n„In der Probezeit“ \u2028 𝔘 "x"',
      });
      expect(answer?.text).toBe(`Zwei Wochen (§ 622 Abs. 3 BGB). ${'Mehr dazu. '.repeat(9000)}`);
      expect(answer?.sources[0]?.passage).toBe('Während einer vereinbarten Probezeit …');
      expect(others).toEqual([]);
      const session = fixture === 'v1/torn.jsonl' ? 'session-1' : 'session-2';
      expect((await threads.session(old))?.id).toBe(session);
    },
  );
});
