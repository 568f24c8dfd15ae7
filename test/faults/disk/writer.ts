/**
 * A window that writes, for as long as it lives: appends to a journal, tells each record once it was acknowledged, and
 * compacts now and then. Parameters: the file, its own name, bytes from which on it rotates, after how many records it
 * compacts (0: never; it then has a slow disk, so that others compact between its opening the file and its writing).
 */
import { open } from 'node:fs/promises';
import { Journal } from '../../../src/storage/journal/journal.ts';

const [file = '', writer = '', rotateAt = '', compactEvery = ''] = process.argv.slice(2);
const journal = new Journal(file, { rule: { key: () => undefined }, rotateAt: Number(rotateAt) });

if (compactEvery === '0') await slowDisk();

for (let index = 0; ; index++) {
  const length = index % 50 === 49 ? 40_000 : index % 7 === 6 ? 4_000 : 40;
  const sync = index % 10 === 0;
  await journal.append('x', { writer, index, text: 'ü'.repeat(length) }, { sync });
  // In one write, so that what the parent reads was acknowledged.
  process.stdout.write(`${index}\n`);
  if (index % Number(compactEvery) === 1) await journal.compact();
}

/** From now on a write in this process waits a moment, every third time up to 50 ms, before it is made. */
async function slowDisk(): Promise<void> {
  const handle = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(handle) as { write: (...parameters: unknown[]) => Promise<unknown> };
  await handle.close();
  const { write } = prototype;
  prototype.write = async function (this: unknown, ...parameters) {
    if (Math.random() < 1 / 3) await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    return write.apply(this, parameters);
  };
}
