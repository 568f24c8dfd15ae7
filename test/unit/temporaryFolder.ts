import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder of its own for each test of a file; gives a path in it. */
export function temporaryFolder(): (...names: readonly string[]) => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'storage-'));
  });
  // What is written beside a test may still be on its way.
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return (...names) => path.join(folder, ...names);
}

/** Paths of all files that lie in `folder`. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Everything that lies in `folder`, as one text. */
export async function allText(folder: string): Promise<string> {
  const files = await filesIn(folder);
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}
