import { hash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Journal, type JournalOptions } from '../../src/storage/journal/journal.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const file = () => at('a', 'j.jsonl');
const journal = (options?: JournalOptions) => new Journal(file(), options);
const data = async () => (await journal().read()).records.map((record) => record.data);
/** A line as a writer of another version would make it, its checksum right. */
const line = (record: object) => {
  const json = JSON.stringify(record);
  return `${json.slice(0, -1)},"c":"${hash('sha256', json).slice(0, 8)}"}\n`;
};

describe('journal', () => {
  it('gives back what was appended, in order, whatever the text and however long', async () => {
    const values = fc.array(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 60_000, size: 'max' })), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        await journal().delete();
        for (const value of given) await journal().append('x', value, { sync: false });
        expect(await data()).toEqual(JSON.parse(JSON.stringify(given)));
      }),
      seeded('journal', amount(15, 6)),
    );
  });

  it('writes no line longer than 64 KiB', async () => {
    for (const text of [
      'ü'.repeat(100_000),
      '\u2028"\\\n'.repeat(50_000),
      '𝔘'.repeat(60_000),
      '\ud83d'.repeat(50_000),
    ]) {
      await journal().append('x', text);
      expect((await data()).at(-1)).toBe(text);
    }
    const lengths = (await readFile(file())).toString('latin1').split('\n');
    expect(Math.max(...lengths.map(({ length }) => length))).toBeLessThan(64 * 1024 - 2);
  });

  it('loses a torn tail only, and writes on after it', async () => {
    for (const value of [1, 2, 3]) await journal().append('x', value);
    await truncate(file(), (await stat(file())).size - 9);
    await journal().append('x', 4);
    expect(await data()).toEqual([1, 2, 4]);
    expect((await journal().read()).damaged).toBe(1);
  });

  it('gives a record of several parts whole or not at all', async () => {
    await journal().append('x', 'first');
    await journal().append('x', 'long '.repeat(20_000));
    await truncate(file(), (await stat(file())).size - 9);
    await journal().append('x', 'last');
    expect(await data()).toEqual(['first', 'last']);
  });

  it('leaves out lines whose checksum does not fit, and keeps the rest', async () => {
    await journal().append('x', 'one');
    await appendFile(file(), 'garbage\n{"v":1,"t":1,"op":"x","data":"forged","c":"00000000"}\n');
    await journal().append('x', 'two');
    expect(await data()).toEqual(['one', 'two']);
    expect((await journal().read()).damaged).toBe(2);
  });

  it('makes the file readable for the person alone', async () => {
    await journal({ rotateAt: 1 }).append('x', 1);
    await journal().append('x', 2);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file()))).mode & 0o777).toBe(0o700);
    expect((await stat(`${file()}.d`)).mode & 0o777).toBe(0o700);
  });

  it('says that it cannot write, without a path in the words', async () => {
    await writeFile(at('a'), 'a file where the folder should be');
    const failure = await journal()
      .append('x', 1)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'storage', processed: 'no', detail: 'ENOTDIR' });
    expect(String(failure)).not.toContain(at());
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full', async () => {
    await mkdir(path.dirname(file()));
    await symlink('/dev/full', file());
    await expect(journal().append('x', 1, { sync: false })).rejects.toMatchObject({ detail: 'ENOSPC' });
  });

  it('does not make a journal again by adding to one that was deleted', async () => {
    expect(await journal().append('x', 1, { onlyIfThere: true })).toBe(false);
    expect(await readdir(at())).toEqual([]);
    await journal({ rotateAt: 1 }).append('x', 1);
    expect(await journal().append('x', 2, { onlyIfThere: true })).toBe(true);
    expect(await data()).toEqual([1, 2]);
  });
});

describe('rotation and compaction', () => {
  const rule = {
    key: ({ op, data: value }: { op: string; data: unknown }) => (op === 'x' ? String(value)[0] : undefined),
  };

  it('puts a long file aside, and all is still read', async () => {
    for (let value = 0; value < 30; value++) await journal({ rotateAt: 500 }).append('x', value);
    expect(await data()).toEqual(Array.from({ length: 30 }, (_, value) => value));
    expect((await readdir(`${file()}.d`)).length).toBeGreaterThan(3);
  });

  it('keeps the place of the first record and the words of the last in rotation and compaction', async () => {
    for (const value of ['a1', 'b1', 'a2', 'a3', 'b2', 'a4']) await journal({ rule }).append('x', value);
    await journal({ rule }).compact();
    expect(await data()).toEqual(['a1', 'b1', 'b2', 'a4']);
  });

  it('keeps operations, versions and half-written records that rotation and compaction do not know', async () => {
    await journal({ rule }).append('rate', { stars: 5 });
    await appendFile(file(), line({ v: 7, t: 1, op: 'x', data: 'from the future' }));
    await journal({ rule }).append('x', `half ${'written '.repeat(10_000)}`);
    const bytes = await readFile(file());
    await truncate(file(), bytes.lastIndexOf('\n{'));
    await journal({ rule }).append('x', 'a');
    await journal({ rule }).compact();
    await appendFile(file(), bytes.subarray(bytes.lastIndexOf('\n{')));
    const { records, newer, damaged } = await journal().read();
    expect(records.map(({ op }) => op)).toEqual(['rate', 'x', 'x']);
    expect(String(records[2]?.data)).toHaveLength(`half ${'written '.repeat(10_000)}`.length);
    expect([newer, damaged]).toEqual([1, 0]);
  });

  it('reads as before when a crash left what compaction replaced', async () => {
    for (const value of ['a1', 'b', 'a2', 'a3']) await journal({ rotateAt: 1 }).append('x', value);
    const before = await readdir(`${file()}.d`);
    const copies = await Promise.all(before.map((name) => readFile(path.join(`${file()}.d`, name))));
    await journal({ rule }).compact();
    for (const [index, name] of before.entries()) await writeFile(path.join(`${file()}.d`, name), copies[index] ?? '');
    expect(await data()).toEqual(['a1', 'b', 'a3']);
  });

  it('leaves nothing of a merging that a crash cut off', async () => {
    await journal().append('x', 'a');
    await mkdir(`${file()}.d`, { recursive: true });
    const left = path.join(`${file()}.d`, '000001-01234567.jsonl.new');
    await writeFile(left, 'half');
    await journal().compact();
    await expect(readFile(left)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await data()).toEqual(['a']);
  });

  it('changes nothing in rotation and compaction when the lock was taken away meanwhile', async () => {
    for (const value of ['a1', 'a2', 'a3']) await journal({ rule }).append('x', value);
    const lock = path.join(`${file()}.d`, 'lock');
    let asked = 0;
    const taken = {
      key: (record: Parameters<typeof rule.key>[0]) => {
        // In the middle of the work, as after a long sleep.
        if (asked++ === 0) renameSync(lock, `${lock}-taken`);
        return rule.key(record);
      },
    };
    await journal({ rule: taken }).compact();
    expect(await data()).toEqual(['a1', 'a2', 'a3']);
  });

  it('takes over the lock of a dead process, and waits for one at work', async () => {
    await journal().append('x', 'a');
    const lock = path.join(`${file()}.d`, 'lock');
    await mkdir(lock, { recursive: true });
    await writeFile(path.join(lock, `${process.pid}-other`), '');
    expect(await journal().compact()).toBe(false);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect(await journal().compact()).toBe(true);
    await mkdir(lock, { recursive: true });
    await writeFile(path.join(lock, '999999999-dead'), '');
    expect(await journal().compact()).toBe(true);
    expect(await data()).toEqual(['a']);
  });

  it('takes over no lock of a process of another machine before it is silent', async () => {
    await journal().append('x', 'a');
    const lock = path.join(`${file()}.d`, 'lock');
    await mkdir(lock, { recursive: true });
    await writeFile(path.join(lock, '999999999-12345678-another-machine'), '');
    expect(await journal().compact()).toBe(false);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect(await journal().compact()).toBe(true);
  });

  it('leaves nothing of rotation and compaction behind when the journal is deleted', async () => {
    for (let value = 0; value < 5; value++) await journal({ rotateAt: 100 }).append('x', value);
    await journal().delete();
    expect(await readdir(path.dirname(file()))).toEqual([]);
    expect(await data()).toEqual([]);
  });
});
