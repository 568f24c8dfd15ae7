import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Journal } from '../../src/storage/journal/journal.ts';
import { amount, seedOf } from '../amount.ts';
import { startWriter, type Writer } from './disk/writers.ts';
import { seeded } from './random.ts';

const kills = amount(1000, 20);
const writers = 4;
/** Small, so that most kills meet a rotation or a compaction somewhere. */
const rotateAt = 256 * 1024;
/** Kills after which everything is read and begun anew: reading takes longer than writing. */
const round = 20;

interface LastKnownMessage {
  readonly writer: string;
  readonly index: number;
  readonly text: string;
}

/** Reads the journal and holds it against what every writer was told to be safe. */
async function judge(file: string, told: ReadonlyMap<string, number>, killed: number) {
  const seen = new Map<string, Set<number>>([...told.keys()].map((name) => [name, new Set()]));
  let damagedRecords = 0;
  let doubled = 0;
  const { damaged } = await new Journal(file).scan(({ data }) => {
    const { writer, index, text } = data as LastKnownMessage;
    const expected = index % 50 === 49 ? 40_000 : index % 7 === 6 ? 4_000 : 40;
    if (text.length !== expected || text !== 'ü'.repeat(expected)) damagedRecords++;
    if (seen.get(writer)?.has(index)) doubled++;
    seen.get(writer)?.add(index);
  });
  let lost = 0;
  let acknowledged = 0;
  for (const [name, latest] of told) {
    acknowledged += latest + 1;
    for (let index = 0; index <= latest; index++) if (!seen.get(name)?.has(index)) lost++;
  }
  return { lost, acknowledged, damagedRecords, doubled, torn: damaged, tornTooMany: Math.max(0, damaged - killed) };
}

test(`loses no acknowledged record when SIGKILL ends a writing process among ${writers}, ${kills} times`, {
  timeout: 3_600_000,
}, async () => {
  const random = seeded(seedOf('kills'));
  const folder = await mkdtemp(path.join(tmpdir(), 'kills-'));
  const sum = { lost: 0, acknowledged: 0, damagedRecords: 0, doubled: 0, torn: 0, tornTooMany: 0 };
  try {
    for (let done = 0; done < kills; done += round) {
      const file = path.join(folder, `${done}.jsonl`);
      const told = new Map<string, number>();
      let started = 0;
      // Every second one compacts; the others have a slow disk.
      const start = (): Writer => {
        const number = started++;
        return startWriter(file, `${done}-${number}`, rotateAt, number % 2 === 0 ? 5 : 0);
      };
      const living = Array.from({ length: writers }, start);
      const retire = async (writer: Writer) => {
        await writer.kill();
        told.set(writer.name, writer.acknowledged());
      };
      const now = Math.min(round, kills - done);
      for (let kill = 0; kill < now; kill++) {
        const victim = living.splice(random.between(0, living.length - 1), 1)[0];
        if (!victim) throw new Error('nobody is left');
        // Several compactions in, then a moment that no record marks.
        await victim.reached(random.between(1, 40));
        const until = performance.now() + random() * 8;
        while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
        await retire(victim);
        living.push(start());
      }
      for (const writer of living) await writer.reached(1);
      await Promise.all(living.map(retire));
      const verdict = await judge(file, told, now + writers);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += verdict[key];
      await new Journal(file).delete();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `${kills} kills: ${sum.acknowledged} records acknowledged, ${sum.lost} lost, ${sum.damagedRecords} damaged, ${sum.doubled} doubled, ${sum.torn} torn tails`,
  );
  expect(sum.acknowledged).toBeGreaterThan(kills);
  expect({ ...sum, acknowledged: 0, torn: 0 }).toEqual({
    lost: 0,
    acknowledged: 0,
    damagedRecords: 0,
    doubled: 0,
    torn: 0,
    tornTooMany: 0,
  });
});
