import { hash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../src/storage/journal.ts';
import { LocalDrafts } from '../../src/storage/localDrafts.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const file = () => at('j.jsonl');
const segments = 'j.jsonl.d';
const isSecret = ({ data }: { readonly data: unknown }) => String(data).startsWith('secret');

describe('erasing from a journal', () => {
  it('says so when another window keeps it from being done', async () => {
    const journal = new Journal(file(), { patience: 0 });
    await journal.append('x', 'secret');
    await mkdir(at(segments, 'lock'), { recursive: true });
    await writeFile(at(segments, 'lock', `${process.pid}-other`), '');
    await expect(journal.compact(isSecret)).rejects.toMatchObject({ code: 'storage', detail: 'EBUSY' });
    await rm(at(segments, 'lock'), { recursive: true });
    expect(await journal.compact(isSecret)).toBe(true);
    expect(await allText(at())).not.toContain('secret');
  });

  it('says so when the lock was taken away meanwhile', async () => {
    const journal = new Journal(file());
    await journal.append('x', 'secret');
    await journal.append('x', 'kept');
    let asked = 0;
    const erasing = journal.compact((record) => {
      // In the middle of the work, as after a long sleep.
      if (asked++ === 0) void rename(at(segments, 'lock'), at(segments, 'lock-taken'));
      return isSecret(record);
    });
    await expect(erasing).rejects.toMatchObject({ code: 'storage', detail: 'EBUSY' });
    expect((await journal.read()).records.map(({ data }) => data)).toEqual(['secret', 'kept']);
  });

  it('leaves nothing of a merging that a crash cut off', async () => {
    const journal = new Journal(file());
    await journal.append('x', 'secret');
    await journal.append('x', 'kept');
    await mkdir(at(segments), { recursive: true });
    await writeFile(at(segments, '000001-01234567.jsonl.new'), 'secret');
    await journal.compact(isSecret);
    expect(await allText(at())).toContain('kept');
    expect(await allText(at())).not.toContain('secret');
  });
});

it('a small file of a later version is neither read, replaced nor removed but by deleting, and that is told', async () => {
  const told: string[] = [];
  const options = { report: ({ type }: { readonly type: string }) => void told.push(type) };
  const key = { connectionId: 'c', assistantId: 'a', threadId: 't' };
  const open = () => new LocalDrafts(at('drafts'), 'w', options);
  const first = open();
  first.set(key, 'x');
  await first.saved();
  const [folder = ''] = await readdir(at('drafts'));
  const [name = ''] = await readdir(at('drafts', folder));
  const json = JSON.stringify({ v: 2, t: 1, data: { later: true } });
  const later = `${hash('sha256', json).slice(0, 8)} ${json}\n`;
  await writeFile(at('drafts', folder, name), later);
  const drafts = open();
  expect(drafts.get(key)).toBe('');
  drafts.set(key, 'typed here');
  await drafts.saved();
  expect(drafts.get(key)).toBe('typed here');
  drafts.set(key, '');
  await drafts.saved();
  expect(await readFile(path.join(at('drafts', folder), name), 'utf8')).toBe(later);
  expect(told).toEqual(['newer']);
  await drafts.forget('c', 't');
  expect(await allText(at())).toBe('');
  drafts.set(key, 'written again');
  await drafts.saved();
  expect(await allText(at())).toContain('written again');
});
