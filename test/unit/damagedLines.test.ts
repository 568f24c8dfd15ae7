import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { StorageProblem } from '../../src/chat/ports/storage.ts';
import { Journal } from '../../src/storage/journal/journal.ts';
import { encodeRecord } from '../../src/storage/journal/line.ts';
import { openStores } from '../../src/storage/openStores.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { filesIn, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const file = () => at('j.jsonl');
const aside = () => readFile(`${file()}.d/damaged`, 'utf8');
const rule = { key: () => undefined };
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };
let told: StorageProblem[] = [];
const options = { report: (trouble: StorageProblem) => void told.push(trouble) };

it('puts damaged lines aside when a journal is made shorter, counts them, and keeps them through the next time', async () => {
  const counts: number[] = [];
  const journal = () => new Journal(file(), { rule, onDamaged: (lines) => counts.push(lines) });
  for (const round of ['one', 'two']) {
    await journal().append('x', `before ${round}`);
    await appendFile(
      file(),
      `half a line of ${round}\n{"v":1,"t":1,"op":"x","data":"forged ${round}","c":"00000000"}\n`,
    );
    await journal().append('x', `after ${round}`);
    await journal().compact();
  }
  expect(counts).toEqual([2, 2]);
  expect((await aside()).match(/(half a line of|forged) (one|two)/g)).toHaveLength(4);
  expect((await stat(`${file()}.d/damaged`)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  const { records, damaged } = await journal().read();
  expect(records.map(({ data }) => data)).toEqual(['before one', 'after one', 'before two', 'after two']);
  expect(damaged).toBe(0);
  await journal().delete();
  await expect(aside()).rejects.toMatchObject({ code: 'ENOENT' });
});

it('takes lines for damaged that say nothing, or were written at no time, though their checksum fits', async () => {
  const threads = new LocalThreads(at('threads'), options);
  const message = { id: 'm', role: 'user', text: 'Kept', sources: [], context: [], state: 'sent' } as const;
  await threads.create(thread);
  await threads.putMessage(thread, message);
  const [folder = ''] = await readdir(at('threads'));
  const [name = ''] = await readdir(at(`threads/${folder}`));
  for (const [t, data] of [
    [1, null],
    [9e15, { ...message, id: 'n' }],
  ] as const)
    await appendFile(at(`threads/${folder}/${name}`), encodeRecord('message', data, t).join(''));
  expect(await threads.messages(thread)).toEqual([message]);
  expect(await threads.list('c')).toMatchObject([{ id: 't', title: 'T' }]);
  expect(told.map(({ type }) => type)).toContain('damaged');
});

it('puts damaged lines aside up to a limit: a disk that fails must not fill the rest', async () => {
  const journal = new Journal(file(), { rule });
  for (let round = 0; round < 3; round++) {
    await journal.append('x', round);
    await appendFile(file(), `\n${'garbage '.repeat(60_000)}\n${'more '.repeat(60_000)}\n`);
    await journal.compact();
  }
  expect((await stat(`${file()}.d/damaged`)).size).toBeLessThanOrEqual(1024 * 1024);
  expect((await journal.read()).records.map(({ data }) => data)).toEqual([0, 1, 2]);
});

it('tells of damaged lines of titles, ratings, details and folders once, without what is in them, and hides no other', async () => {
  told = [];
  const stores = openStores(at('s'), 'w', options);
  await stores.titles.put({ ...thread, id: 'u' }, 'Other');
  await stores.ratings.put(thread, 'n', 'negative');
  await stores.folders.create('Other');
  const kept = await filesIn(at('s'));
  await stores.titles.put(thread, 'Mine');
  await stores.ratings.put(thread, 'm', 'positive');
  await stores.details.put('c', 'a', { licence: 'PI1' });
  await stores.folders.create('Case');
  for (const damaged of (await filesIn(at('s'))).filter((each) => !kept.includes(each)))
    await appendFile(damaged, 'Mandant Müller');
  for (let time = 0; time < 2; time++) {
    expect([...(await stores.titles.all('c'))]).toEqual([['u', 'Other']]);
    expect([...(await stores.ratings.all('c', 't'))]).toEqual([['n', 'negative']]);
    expect(await stores.details.get('c', 'a')).toEqual({});
    expect((await stores.folders.read()).folders).toMatchObject([{ name: 'Other' }]);
  }
  expect(told).toEqual(Array.from({ length: 4 }, () => ({ type: 'damaged', lines: 1 })));
  await stores.titles.put(thread, 'Mine again');
  expect((await stores.titles.all('c')).get('t')).toBe('Mine again');
});

it('takes lines of long records that never became whole for damaged, where there are too many of them', async () => {
  const counts: number[] = [];
  const journal = () => new Journal(file(), { rule, onDamaged: (lines) => counts.push(lines) });
  await journal().append('x', 'before');
  for (let index = 0; index < 66; index++)
    await appendFile(file(), encodeRecord('x', `torn ${index} ${'ä'.repeat(200_000)}`, Date.now())[0] ?? '');
  await journal().append('x', 'after');
  await journal().compact();
  expect(counts).toEqual([2]);
  expect(await aside()).toContain('torn 0 ');
});
