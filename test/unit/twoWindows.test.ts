import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rating, Thread } from '../../src/chat/model/model.ts';
import { openStores, type Stores } from '../../src/storage/openStores.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const threads = ['t1', 't2'].map((id): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: '' }));

/** One thing that a person does in one of two windows. `value` is undefined where it is taken back. */
interface Step {
  readonly window: number;
  readonly kind: 'title' | 'rating' | 'details' | 'folder' | 'place';
  readonly at: number;
  readonly value: number | undefined;
}

/** What a step is about: two that are about the same have no order, and one of them counts. */
const subjectOf = ({ kind, at }: Step) => `${kind} ${at}`;

const step: fc.Arbitrary<Step> = fc.record({
  window: fc.nat({ max: 1 }),
  kind: fc.constantFrom('title', 'rating', 'details', 'folder', 'place'),
  at: fc.nat({ max: 1 }),
  value: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
});
/** Each batch is begun at once: its steps fall between one another as the system likes. */
const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });

async function take({ kind, at, value }: Step, stores: Stores, folders: readonly string[]): Promise<unknown> {
  const thread = threads[at] as Thread;
  const id = folders[at] as string;
  const ratings: readonly Rating[] = ['positive', 'negative'];
  switch (kind) {
    case 'title':
      return stores.titles.put(thread, value === undefined ? undefined : `title ${value}`);
    case 'rating':
      return stores.ratings.put(threads[0] as Thread, `m${at}`, value === undefined ? undefined : ratings[value % 2]);
    case 'details':
      return stores.details.put('c', `a${at}`, value === undefined ? {} : { licence: `PI${value}` });
    case 'folder':
      return value === undefined ? stores.folders.delete(id) : stores.folders.rename(id, `case ${value}`);
    case 'place':
      return stores.folders.move(thread, value === undefined ? undefined : folders[value % 2]);
    default:
      return kind satisfies never;
  }
}

/** What a window that opens now knows of each subject. */
async function known(stores: Stores, folders: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const titles = await stores.titles.all('c');
  const ratings = await stores.ratings.all('c', 't1');
  const all = new Map<string, string | undefined>();
  const { folders: cases, of } = await stores.folders.read();
  for (const at of [0, 1]) {
    all.set(`title ${at}`, titles.get(threads[at]?.id ?? ''));
    all.set(`rating ${at}`, ratings.get(`m${at}`));
    all.set(`details ${at}`, (await stores.details.get('c', `a${at}`))['licence']);
    all.set(`folder ${at}`, cases.find(({ id }) => id === folders[at])?.name);
    // A place is seen where its folder is there.
    const place = of(threads[at] as Thread)?.id;
    all.set(`place ${at}`, place === undefined ? undefined : `folder ${folders.indexOf(place)}`);
  }
  return all;
}

function said({ kind, value }: Step): string | undefined {
  if (value === undefined) return undefined;
  if (kind === 'rating') return value % 2 === 0 ? 'positive' : 'negative';
  if (kind === 'place') return `folder ${value % 2}`;
  return kind === 'details' ? `PI${value}` : `${kind === 'title' ? 'title' : 'case'} ${value}`;
}

it('two windows that rename, rate, enter details and sort different things at once lose nothing', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (all) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'two-windows-'));
      try {
        const windows = [openStores(folder, 'w', {}), openStores(folder, 'w', {})];
        const made = await Promise.all(['one', 'two'].map((name) => windows[0]?.folders.create(name)));
        const folders = made.map((each) => each?.id ?? '');
        const deleted = new Set<string>();
        let possible = new Map<string, readonly (string | undefined)[]>();
        for (const batch of all) {
          await Promise.all(batch.map((each) => take(each, windows[each.window] as Stores, folders)));
          const latest = new Map<string, (string | undefined)[]>();
          for (const each of batch) latest.set(subjectOf(each), [...(latest.get(subjectOf(each)) ?? []), said(each)]);
          for (const each of batch)
            if (each.kind === 'folder' && each.value === undefined) deleted.add(subjectOf(each));
          possible = new Map([...possible, ...latest]);
          for (const stores of [...windows, openStores(folder, 'w', {})]) {
            const now = await known(stores, folders);
            for (const [subject, values] of possible) {
              const value = now.get(subject);
              const isHidden = deleted.size > 0 && subject.startsWith('place ') && value === undefined;
              // A folder that was deleted never comes back, whoever renames it at that moment.
              const allowed = deleted.has(subject) || isHidden ? [undefined] : values;
              expect(allowed, subject).toContain(value);
            }
          }
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
    seeded('two windows', amount(60, 20)),
  );
});

it('lets the later of two names count that one window gives at once', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'two-windows-'));
  const stores = openStores(folder, 'w', {});
  const [thread] = threads as [Thread];
  for (let time = 0; time < 20; time++) {
    const names = Array.from({ length: 5 }, (_, index) => `${time} ${index}`);
    await Promise.all(names.map((name) => stores.titles.put(thread, name)));
    expect((await stores.titles.all('c')).get('t1')).toBe(`${time} 4`);
    await Promise.all([stores.titles.put(thread, 'gone'), stores.titles.put(thread, undefined)]);
    expect((await stores.titles.all('c')).size).toBe(0);
  }
  await rm(folder, { recursive: true, force: true });
});
