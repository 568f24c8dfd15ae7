import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import type { StorageProblem } from '../../src/chat/ports/storage.ts';
import { openStores, type Stores } from '../../src/storage/openStores.ts';

const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: id });
const message = (id: string, text: string): Message => ({
  id,
  role: 'user',
  text,
  sources: [],
  context: [],
  state: 'sent',
});
const failure = { code: 'storage', processed: 'no' };

let folder: string;
let told: StorageProblem[];
let stores: Stores;
/** Undoes what was done to the disk. */
let mend: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'disks-'));
  told = [];
  mend = async () => undefined;
});
afterEach(async () => {
  await mend();
  await rm(folder, { recursive: true, force: true });
});

function use(at: string): void {
  stores = openStores(at, 'w', { report: (trouble) => told.push(trouble) });
}

const root = process.platform === 'linux' && process.getuid?.() === 0;

/** A file system of its own where this process may make one; elsewhere the folder's own rights do. */
function mount(size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  mend = async () => {
    execFileSync('umount', ['-l', folder]);
  };
}

async function makeReadOnly(): Promise<void> {
  if (root) {
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    return;
  }
  const at = path.join(folder, 'storage');
  const folders = [at, ...(await readdir(at, { recursive: true })).map((name) => path.join(at, name))];
  for (const each of folders) await chmod(each, 0o555);
  mend = async () => {
    for (const each of folders) await chmod(each, 0o755);
  };
}

describe('a disk that takes nothing', () => {
  it.runIf(root)('says that a disk is full, reads what is there, and goes on once there is room', async () => {
    mount('256k');
    use(path.join(folder, 'storage'));
    await stores.threads.create(thread('t'));
    const kept: string[] = [];
    const fill = async () => {
      for (let index = 0; ; index++) {
        await stores.threads.putMessage(thread('t'), message(`m${index}`, 'x'.repeat(3000)));
        kept.push(`m${index}`);
      }
    };
    await expect(fill()).rejects.toMatchObject({ ...failure, detail: 'ENOSPC' });
    expect(kept.length).toBeGreaterThan(10);
    stores.drafts.set({ connectionId: 'c', assistantId: 'a', threadId: 't' }, 'y'.repeat(9000));
    await expect(stores.drafts.saved()).rejects.toMatchObject(failure);
    expect(stores.drafts.get({ connectionId: 'c', assistantId: 'a', threadId: 't' })).toHaveLength(9000);
    expect((await stores.threads.messages(thread('t'))).map(({ id }) => id)).toEqual(kept);
    expect((await stores.threads.list('c')).map(({ id }) => id)).toEqual(['t']);
    execFileSync('mount', ['-o', 'remount,size=1m', folder]);
    await stores.threads.putMessage(thread('t'), message('after', 'x'));
    expect((await stores.threads.messages(thread('t'))).map(({ id }) => id)).toEqual([...kept, 'after']);
    expect(told.filter(({ type }) => type === 'draft')).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('reads every record from before a file may not grow any more', () => {
    const code = `
      import { Journal } from ${JSON.stringify(path.join(import.meta.dirname, '../../src/storage/journal/journal.ts'))};
      const journal = new Journal(${JSON.stringify(path.join(folder, 'j.jsonl'))});
      let written = 0;
      try { for (;;) { await journal.append('x', 'y'.repeat(3000)); written++; } }
      catch (error) { console.log(JSON.stringify({ code: error.code, detail: error.detail, written, read: (await journal.read()).records.length })); }`;
    const run = `ulimit -f 200; exec "${process.execPath}" --disable-warning=MODULE_TYPELESS_PACKAGE_JSON --input-type=module-typescript -e '${code.replaceAll("'", "'\\''")}'`;
    const { stdout, stderr } = spawnSync('sh', ['-c', run], { encoding: 'utf8' });
    const result = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`);
    expect(result).toMatchObject({ code: 'storage', read: result.written });
    expect(['EFBIG', 'ENOSPC']).toContain(result.detail);
    expect(result.written).toBeGreaterThan(10);
  });

  it('says that a disk is read-only, reads everything, and affects nothing else', async () => {
    if (root) mount('1m');
    use(path.join(folder, 'storage'));
    await stores.threads.create(thread('t'));
    await stores.threads.putMessage(thread('t'), message('m', 'x'));
    await stores.titles.put(thread('t'), 'Mine');
    await makeReadOnly();
    // What the sentence for the person goes by.
    const detail = expect.stringMatching(/^(EROFS|EACCES|EPERM)$/);
    await expect(stores.threads.create(thread('u'))).rejects.toMatchObject({ ...failure, detail });
    await expect(stores.titles.put(thread('u'), 'Other')).rejects.toMatchObject(failure);
    await expect(stores.titles.forget('c', 't')).rejects.toMatchObject(failure);
    const question = { id: 'q', connectionId: 'c', assistantId: 'a', text: 'x', context: [], createdAt: '' };
    await expect(stores.outbox.add(question)).rejects.toMatchObject(failure);
    await expect(stores.cache.open(thread('t'))).rejects.toMatchObject(failure);
    await expect(stores.clear()).rejects.toMatchObject(failure);
    expect((await stores.threads.messages(thread('t'))).map(({ id }) => id)).toEqual(['m']);
    expect([...(await stores.titles.all('c'))]).toEqual([['t', 'Mine']]);
  });

  it('says that a file stands where the folder should be, and keeps drafts in memory', async () => {
    await writeFile(path.join(folder, 'storage'), '');
    use(path.join(folder, 'storage'));
    await expect(stores.threads.create(thread('t'))).rejects.toMatchObject({ ...failure, detail: 'ENOTDIR' });
    await expect(stores.threads.list('c')).rejects.toMatchObject(failure);
    stores.drafts.set({ connectionId: 'c', assistantId: 'a' }, 'typed');
    await expect(stores.drafts.saved()).rejects.toMatchObject(failure);
    expect(stores.drafts.get({ connectionId: 'c', assistantId: 'a' })).toBe('typed');
  });
});
