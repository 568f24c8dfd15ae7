import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amount } from '../amount.ts';
import { seeded } from '../unit/property.ts';
import { cuts, generated, recorded, type Stream, split } from './streams.ts';

/** How many splits are tried in all: a quarter of recorded answers, the others of generated ones. */
const splits = amount(1_000_000, 10_000);
const ofRecorded = splits / 4;
const perStream = 10;
const ofGenerated = splits - ofRecorded;
const patience = 60_000 + splits;

async function tellsTheSame({ name, bytes, read }: Stream, at: readonly number[] | number, expected: string) {
  const told = await read(split(bytes, at));
  if (told !== expected)
    throw new Error(`${name} cut at ${JSON.stringify(at)} tells\n${told}\ninstead of\n${expected}`);
}

test(
  `tells the same events of recorded answers wherever their bytes are cut, in ${ofRecorded} splits`,
  async () => {
    const expected = new Map<Stream, string>();
    for (const stream of recorded) expected.set(stream, await stream.read(split(stream.bytes, [])));
    expect(recorded.length).toBeGreaterThan(30);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...recorded), cuts, async (stream, at) => {
        tried++;
        await tellsTheSame(stream, at, expected.get(stream) ?? '');
      }),
      seeded('splits of recorded answers', ofRecorded),
    );
    expect(tried).toBe(ofRecorded);
  },
  patience,
);

test(
  `tells the same events of generated answers wherever their bytes are cut, in ${ofGenerated} splits`,
  async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        generated,
        fc.array(cuts, { minLength: perStream, maxLength: perStream }),
        async ({ stream, text }, all) => {
          const expected = await stream.read(split(stream.bytes, []));
          const told: unknown = JSON.parse(expected);
          const read = Array.isArray(told) ? told.map((part: { text?: string }) => part.text).join('') : undefined;
          if (read !== text) throw new Error(`${stream.name} is read as ${expected}`);
          for (const at of all) {
            tried++;
            await tellsTheSame(stream, at, expected);
          }
        },
      ),
      seeded('splits of generated answers', ofGenerated / perStream),
    );
    expect(tried).toBe(ofGenerated);
  },
  patience,
);
