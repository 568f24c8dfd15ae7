import { readdirSync, rmSync } from 'node:fs';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AtomicFiles } from '../../src/storage/files/atomicFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();

/** Takes away what is just being written, as the sweep of a computer does whose clock is fast. */
function sweep(): void {
  for (const name of readdirSync(at('c'))) if (name.endsWith('.new')) rmSync(at('c', name));
}

describe('a small file', () => {
  it('a small file is written beside what a crash left and nobody can remove', async () => {
    const files = new AtomicFiles(at(), {});
    // Removing a folder as a file fails, whoever runs the test.
    const left = at('c', 'x.json.12345678.new');
    await mkdir(left, { recursive: true });
    const before = new Date(Date.now() - 600_000);
    await utimes(left, before, before);
    await files.write('c/draft.json', 'text');
    expect(files.read('c/draft.json')?.data).toBe('text');
  });

  it('a small file that was swept away while it was written is not said to be there', async () => {
    const files = new AtomicFiles(at(), {});
    let looked = 0;
    const wanted = () => {
      if (++looked === 2) sweep();
      return true;
    };
    await expect(files.write('c/draft.json', 'text', { wanted })).rejects.toMatchObject({ code: 'storage' });
    await files.write('c/draft.json', 'text');
    expect(files.read('c/draft.json')?.data).toBe('text');
  });

  it('a small file that is forgotten while it is written leaves no error', async () => {
    const files = new AtomicFiles(at(), {});
    let looked = 0;
    const wanted = () => {
      if (++looked === 2) sweep();
      return looked < 3;
    };
    await files.write('c/draft.json', 'text', { wanted });
    expect(await readdir(at('c'))).toEqual([]);
  });
});
