import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Journal } from '../../src/storage/journal/journal.ts';
import { amount, seedOf } from '../amount.ts';

/** What is known to be in the journal: by key the value that was put last, and whether it was erased. */
interface Model {
  readonly values: Map<string, number>;
  /** Keys in the order in which they first came. */
  readonly order: string[];
}

type Step =
  | {
      readonly type: 'put';
      readonly window: number;
      readonly key: string;
      readonly value: number;
      readonly long: boolean;
    }
  | { readonly type: 'compact'; readonly window: number }
  | { readonly type: 'unknown'; readonly window: number }
  | { readonly type: 'delete'; readonly window: number };

const windows = 3;
const keys = ['a', 'b', 'c', 'd'];
const window = fc.nat({ max: windows - 1 });
const key = fc.constantFrom(...keys);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ type: fc.constant('put' as const), window, key, value: fc.nat(), long: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('compact' as const), window }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('unknown' as const), window }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('delete' as const), window }) },
);
/** Steps of a batch are done at once by their windows; what several of them do to one key would have no order. */
const batch = fc.array(step, { minLength: 1, maxLength: 5 }).map((steps) => {
  const seen = new Set<string>();
  const lone = steps.find(({ type }) => type === 'delete');
  if (lone) return [lone];
  return steps.filter((each) => each.type !== 'put' || (!seen.has(each.key) && seen.add(each.key)));
});

interface Entry {
  readonly key: string;
  readonly value: number;
}
const keyOf = ({ op, data }: { readonly op: string; readonly data: unknown }) =>
  op === 'put' ? (data as Entry).key : undefined;

async function read(journal: Journal) {
  const values = new Map<string, number>();
  let unknown = 0;
  const { damaged } = await journal.scan(({ op, data }) => {
    const entry = data as Entry;
    if (op === 'put') values.set(entry.key, entry.value);
    else unknown++;
  });
  return { values: [...values].sort(), unknown, damaged };
}

test('windows that append, rotate and compact at once agree with a simple model', {
  timeout: 3_600_000,
}, async () => {
  const wanted = amount(20_000, 1_000);
  let steps = 0;
  const folder = await mkdtemp(path.join(tmpdir(), 'windows-'));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 5, maxLength: 30 }), async (batches) => {
        const file = path.join(folder, `${steps}.jsonl`);
        const open = Array.from(
          { length: windows },
          () => new Journal(file, { rule: { key: keyOf }, rotateAt: 2_000 }),
        );
        const model: Model = { values: new Map(), order: [] };
        let unknown = 0;
        for (const each of batches) {
          await Promise.all(
            each.map(async (one) => {
              const journal = open[one.window] as Journal;
              if (one.type === 'put') {
                model.values.set(one.key, one.value);
                await journal.append(
                  'put',
                  { key: one.key, value: one.value, text: 'x'.repeat(one.long ? 20_000 : 10) },
                  { sync: false },
                );
              } else if (one.type === 'compact') await journal.compact();
              else if (one.type === 'unknown') {
                unknown++;
                await journal.append('rate', { stars: unknown }, { sync: false });
              } else {
                model.values.clear();
                unknown = 0;
                await journal.delete();
              }
            }),
          );
          steps += each.length;
          for (const journal of open) {
            expect(await read(journal)).toEqual({ values: [...model.values].sort(), unknown, damaged: 0 });
          }
        }
        await open[0]?.delete();
      }),
      { seed: seedOf('windows'), numRuns: Math.ceil(wanted / 40) },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`windows: ${steps} steps in ${windows} windows, 0 differences`);
  expect(steps).toBeGreaterThan(wanted / 3);
});
