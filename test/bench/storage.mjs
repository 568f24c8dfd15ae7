// How long a start takes that finds 10,000 messages on the disk: the list of conversations, and one of them read.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalThreads } from '../../src/storage/stores/threads.ts';

const rounds = 7;
const limit = 200;

/** @param {number} conversations @param {number} messages in each @param {string} sentence */
async function measure(conversations, messages, sentence) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-storage-'));
  try {
    const written = new LocalThreads(folder);
    const thread = (/** @type {number} */ index) => ({
      connectionId: 'c',
      assistantId: 'a',
      id: `t${index}`,
      title: 'T',
    });
    const text = 'Zwei Wochen, § 622 Abs. 3 BGB. '.repeat(30);
    for (let index = 0; index < conversations; index++) {
      await written.create(thread(index));
      const puts = Array.from({ length: messages }, (_, number) =>
        written.putMessage(thread(index), {
          id: `m${number}`,
          role: number % 2 === 0 ? 'user' : 'assistant',
          text,
          sources: [],
          context: [],
          state: 'complete',
        }),
      );
      await Promise.all(puts);
    }
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const threads = new LocalThreads(folder);
      const list = await threads.list('c');
      const read = await threads.messages(thread(0));
      times.push(performance.now() - start);
      if (list.length !== conversations || read.length !== messages) throw new Error('not everything was read');
    }
    const median = times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
    console.log(`next start with ${sentence}: ${median.toFixed(0)} ms (limit ${limit} ms)`);
    return median;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

console.log('');
const worst = Math.max(
  await measure(1, 10_000, '10,000 messages in one conversation, listed and read'),
  await measure(200, 50, '10,000 messages in 200 conversations, listed, and one read'),
);
if (worst > limit) console.log(`above the limit of ${limit} ms`);
