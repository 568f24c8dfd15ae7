import { hash } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RecentAssistants } from '../../src/chat/catalog/recentAssistants.ts';
import type { Message, Rating, Thread } from '../../src/chat/model/model.ts';
import type { LocalData } from '../../src/chat/ports/storage.ts';
import { openStores, type Stores } from '../../src/storage/openStores.ts';
import { LocalDrafts } from '../../src/storage/stores/drafts.ts';
import { allText, filesIn, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const canary = 'canary';
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: canary };
const message: Message = { id: 'm', role: 'user', text: canary, sources: [], context: [], state: 'sent' };
const draft = { connectionId: 'c', assistantId: 'a', threadId: 't' };
const question = { id: 'q', ...draft, text: canary, context: [], createdAt: '2026-01-01T00:00:00.000Z' };
const passage = { id: 'p', label: 'a.md', firstLine: 1, lastLine: 2, text: canary };

/** Puts a canary where it will be looked for, and takes it away: in the same window, and in another one. */
interface Verb {
  readonly put: (stores: Stores) => Promise<unknown>;
  readonly erase: (stores: Stores) => Promise<unknown>;
  /** What the first window does next, not knowing that another one has erased something. */
  readonly goOn?: (stores: Stores) => Promise<unknown>;
}
type Verbs = Readonly<Record<string, Verb>>;

const deleted = (stores: Stores) => stores.forgetThread(thread);
const removed = (stores: Stores) => stores.forgetConnection('c');
const bothWays = (put: Verb['put'], goOn?: Verb['goOn']): Verbs => ({
  'conversation deleted': { put, erase: deleted, ...(goOn && { goOn }) },
  'connection removed': { put, erase: removed, ...(goOn && { goOn }) },
});

const folderId = async (stores: Stores) => (await stores.folders.read()).folders[0]?.id ?? '';
const isNotThere = async () => undefined;

const link = {
  ...{ id: 'l', connectionId: 'c', thread, assistant: { id: 'a', name: 'A' }, uri: 'file:///a.md' },
  anchor: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 }, length: 1, hash: 1, lines: [1] },
};
const margin = { ...link, context: [passage], messages: [message], isResolved: false };

type StoreName = Exclude<keyof Stores, keyof LocalData>;

/** Every store has its verbs here: one that is added without them does not compile. */
const stores: Readonly<Record<StoreName, Verbs | 'nothing of a person'>> = {
  threads: {
    'conversation deleted': {
      put: async ({ threads }) => {
        await threads.create(thread);
        await threads.putMessage(thread, message);
        await threads.putSession(thread, { id: canary, deadline: 0 });
      },
      erase: ({ threads }) => threads.delete(thread),
      goOn: ({ threads }) => threads.putMessage(thread, message).catch(isNotThere),
    },
    'conversation renamed, and gone on with under its name before': {
      put: async ({ threads, titles }) => {
        const own = { ...thread, title: 'Which period?' };
        await threads.create(own);
        await titles.put(own, canary);
        const asked: Message = { ...message, text: 'Which period?', state: 'sending' };
        await threads.putMessage({ ...own, title: canary, isTitleLocal: true }, asked);
      },
      erase: ({ titles }) => titles.put(thread, 'new'),
    },
  },
  titles: {
    renamed: {
      put: ({ titles }) => titles.put(thread, canary),
      erase: ({ titles }) => titles.put(thread, 'new'),
      goOn: ({ titles }) => titles.put({ ...thread, id: 'u' }, 'other'),
    },
    'taken back': {
      put: ({ titles }) => titles.put(thread, canary),
      erase: ({ titles }) => titles.put(thread, undefined),
      goOn: ({ titles }) => titles.keep(thread),
    },
    ...bothWays(
      ({ titles }) => titles.put(thread, canary),
      ({ titles }) => titles.keep(thread),
    ),
  },
  ratings: {
    changed: {
      put: ({ ratings }) => ratings.put(thread, 'm', canary as string as Rating),
      erase: ({ ratings }) => ratings.put(thread, 'm', 'negative'),
      goOn: ({ ratings }) => ratings.put(thread, 'n', 'positive'),
    },
    withdrawn: {
      put: ({ ratings }) => ratings.put(thread, canary, 'positive'),
      erase: ({ ratings }) => ratings.put(thread, canary, undefined),
      goOn: ({ ratings }) => ratings.put(thread, 'n', 'positive'),
    },
    ...bothWays(({ ratings }) => ratings.put(thread, canary, 'positive')),
  },
  details: {
    corrected: {
      put: ({ details }) => details.put('c', 'a', { licence: canary }),
      erase: ({ details }) => details.put('c', 'a', { licence: 'PI1' }),
      goOn: ({ details }) => details.put('c', 'b', { licence: 'PI2' }),
    },
    emptied: {
      put: ({ details }) => details.put('c', 'a', { licence: canary }),
      erase: ({ details }) => details.put('c', 'a', {}),
    },
    'connection removed': {
      put: ({ details }) => details.put('c', canary, { licence: canary }),
      erase: removed,
    },
  },
  storages: {
    changed: {
      put: ({ storages }) => storages.put('c', { service: 'https://s.example', storage: `https://${canary}.example` }),
      erase: ({ storages }) => storages.put('c', { service: 'https://s.example', storage: 'https://new.example' }),
    },
    'connection removed': {
      put: ({ storages }) => storages.put('c', { service: 'https://s.example', storage: `https://${canary}.example` }),
      erase: removed,
    },
  },
  // Made by chance: deleting everything takes it away.
  userIds: 'nothing of a person',
  remotes: 'nothing of a person',
  drafts: {
    changed: {
      put: async ({ drafts }) => {
        drafts.set(draft, canary);
        await drafts.saved();
      },
      erase: async ({ drafts }) => {
        drafts.set(draft, 'new');
        await drafts.saved();
      },
    },
    sent: {
      put: async ({ drafts }) => {
        drafts.set(draft, canary);
        drafts.setPassages(draft, [passage]);
        drafts.set({ ...draft, edits: 'q' }, canary);
        drafts.setPassages({ ...draft, edits: 'q' }, [passage]);
        await drafts.saved();
      },
      erase: async ({ drafts }) => {
        for (const key of [draft, { ...draft, edits: 'q' }]) {
          drafts.set(key, '');
          drafts.setPassages(key, []);
        }
        await drafts.saved();
      },
    },
    ...bothWays(async ({ drafts }) => {
      drafts.set(draft, canary);
      await drafts.saved();
    }),
  },
  outbox: {
    answered: {
      put: async ({ outbox }) => {
        await outbox.add(question);
        await outbox.addPartial(question, canary);
      },
      erase: ({ outbox }) => outbox.change(question, { state: 'answered' }),
      goOn: ({ outbox }) => outbox.addPartial(question, canary),
    },
    'taken back': {
      put: ({ outbox }) => outbox.add(question),
      erase: ({ outbox }) => outbox.remove(question),
      goOn: ({ outbox }) => outbox.change(question, { state: 'failed', error: { code: 'network', detail: canary } }),
    },
    ...bothWays(
      ({ outbox }) => outbox.add(question),
      ({ outbox }) => outbox.addPartial(question, canary),
    ),
  },
  cache: {
    'read anew': {
      put: async ({ cache }) => {
        await cache.putAssistants('c', [{ id: 'a', name: canary }]);
        await cache.putThreads('c', 'a', [thread]);
      },
      erase: async ({ cache }) => {
        await cache.putAssistants('c', []);
        await cache.putThreads('c', 'a', []);
      },
    },
    ...bothWays(
      async ({ cache }) => {
        await cache.putThreads('c', 'a', [thread]);
        await cache.open(thread);
        await cache.putMessages(thread, { messages: [message], hasOlder: false });
      },
      ({ cache }) => cache.putMessages(thread, { messages: [message], hasOlder: false }),
    ),
  },
  folders: {
    renamed: {
      put: ({ folders }) => folders.create(canary),
      erase: async (all) => all.folders.rename(await folderId(all), 'new'),
      goOn: ({ folders }) => folders.create('other'),
    },
    deleted: {
      put: async ({ folders }) => folders.move(thread, (await folders.create(canary)).id),
      erase: async (all) => all.folders.delete(await folderId(all)),
      goOn: ({ folders }) => folders.create('other'),
    },
    'deleted, while another window was about to rename it': {
      put: ({ folders }) => folders.create(canary),
      erase: async (all) => {
        const id = await folderId(all);
        await all.folders.delete(id);
        await all.folders.rename(id, canary);
      },
    },
    'taken out': {
      put: async ({ folders }) => folders.move({ ...thread, id: canary }, (await folders.create('Case')).id),
      erase: ({ folders }) => folders.move({ ...thread, id: canary }, undefined),
    },
    'conversation deleted': {
      put: async ({ folders }) => folders.move({ ...thread, id: canary }, (await folders.create('Case')).id),
      erase: (all) => all.forgetThread({ ...thread, id: canary }),
    },
    'connection removed': {
      put: async ({ folders }) => folders.move({ ...thread, id: canary }, (await folders.create('Case')).id),
      erase: removed,
    },
  },
  last: {
    replaced: { put: ({ last }) => last.set([thread]), erase: ({ last }) => last.set(undefined) },
    ...bothWays(
      ({ last }) => last.set([thread]),
      // As `LastThread` does: what stands there already goes along.
      ({ last }) =>
        last.set([...((last.get() as unknown[] | undefined) ?? []), { connectionId: 'd', assistantId: 'b' }]),
    ),
  },
  margins: {
    removed: { put: ({ margins }) => margins.add(margin), erase: ({ margins }) => margins.remove(margin) },
    ...bothWays(
      ({ margins }) => margins.add(margin),
      ({ margins }) => margins.update(margin),
    ),
  },
  origins: {
    removed: { put: ({ origins }) => origins.add(link), erase: ({ origins }) => origins.remove(link) },
    ...bothWays(
      ({ origins }) => origins.add(link),
      ({ origins }) => origins.update(link),
    ),
  },
  consent: 'nothing of a person',
  recent: {
    'connection removed': {
      put: async ({ recent }) => {
        await new RecentAssistants(recent).use({ connectionId: 'd', assistantId: 'b' });
        await new RecentAssistants(recent).use({ connectionId: 'c', assistantId: canary });
      },
      erase: removed,
      goOn: ({ recent }) => new RecentAssistants(recent).use({ connectionId: 'd', assistantId: 'e' }),
    },
  },
};

/** Bytes and names of all that lies there. */
async function onDisk(): Promise<string> {
  const names = await readdir(at(), { recursive: true });
  return `${names.join('\n')}\n${await allText(at())}`;
}

const window = (workspace = 'w') => openStores(at('storage'), workspace, {});
const withVerbs = Object.entries(stores).flatMap(([store, verbs]) =>
  typeof verbs === 'string' ? [] : [[store, verbs] as const],
);
const table = withVerbs.flatMap(([store, verbs]) =>
  Object.entries(verbs).map(([name, verb]) => [store, name, verb] as const),
);

it.each(withVerbs)('the store %s has a canary at least', (_store, verbs) => {
  expect(Object.keys(verbs)).not.toEqual([]);
});

describe('no byte is left', () => {
  it.each(table)('no byte is left of %s: %s', async (_store, _name, { put, erase, goOn }) => {
    const here = window();
    await put(here);
    expect(await onDisk()).toContain(canary);
    await erase(here);
    await goOn?.(here);
    expect(await onDisk()).not.toContain(canary);
  });

  it.each(table)(
    'no byte is left of %s where another window has it in memory: %s',
    async (_store, _name, { put, erase, goOn }) => {
      const here = window();
      await put(here);
      await erase(window());
      await goOn?.(here);
      expect(await onDisk()).not.toContain(canary);
    },
  );

  it.each(table)(
    'no byte is left of %s that is held in memory alone while history is off: %s',
    async (store, _name, verb) => {
      const here = openStores(at('storage'), 'w', { keeps: () => false });
      await verb.put(here);
      // Of no conversation: they are kept whatever becomes of those.
      if (!['details', 'storages', 'recent'].includes(store)) expect(await onDisk()).not.toContain(canary);
      await verb.erase(here);
      await verb.goOn?.(here);
      expect(await onDisk()).not.toContain(canary);
    },
  );

  it.each(table.filter(([store]) => ['titles', 'ratings', 'folders'].includes(store)))(
    'no byte is left of %s that was written before history was turned off: %s',
    async (_store, _name, { put, erase }) => {
      let keeps = true;
      const here = openStores(at('storage'), 'w', { keeps: () => keeps });
      await put(here);
      keeps = false;
      await erase(here);
      expect(await onDisk()).not.toContain(canary);
    },
  );

  it.each(table)('no byte is left of %s when everything is deleted: %s', async (_store, _name, { put, goOn }) => {
    const [here, there] = [window('w'), window('x')];
    await put(here);
    await put(there);
    await there.userIds.get();
    await there.clear();
    expect(await readdir(at())).toEqual([]);
    await goOn?.(here);
    expect(await onDisk()).not.toContain(canary);
  });
});

describe('what a crash left in the middle of writing', () => {
  /** Beside each file that is there, as a writer that ended before its last step leaves it. */
  async function leave(age: number): Promise<void> {
    for (const file of await filesIn(at('storage'))) {
      const left = `${file}.01234567.new`;
      await writeFile(left, canary);
      const then = new Date(Date.now() - age);
      await utimes(left, then, then);
    }
  }

  async function useAll({ titles, ratings, details, folders }: Stores): Promise<void> {
    await titles.put(thread, 'My case');
    await ratings.put(thread, 'm', 'positive');
    await details.put('c', 'a', { licence: 'PI1' });
    await folders.move(thread, (await folders.create('Case')).id);
  }

  it('what a crash left in the middle of writing goes with the conversation, and with the connection', async () => {
    for (const erase of [deleted, removed]) {
      await useAll(window());
      await leave(0);
      await erase(window());
      const files = await filesIn(at('storage'));
      const left = files.filter((file) => file.endsWith('.new'));
      expect(left.filter((file) => !/folder\.|details/.test(file))).toEqual([]);
      await window().clear();
    }
    expect(await readdir(at())).toEqual([]);
  });

  it('what a crash left in the middle of writing goes when it is old and what stands beside it is read', async () => {
    await useAll(window());
    await leave(3_600_000);
    const next = window();
    await next.titles.all('c');
    await next.ratings.all('c', 't');
    await next.details.get('c', 'a');
    await next.folders.read();
    expect(await onDisk()).not.toContain(canary);
  });

  it('what a crash left in the middle of writing goes as soon as it is old where it was young when this window looked first', async () => {
    const here = window();
    await useAll(here);
    await leave(0);
    await here.folders.read();
    expect(await onDisk()).toContain(canary);
    await leave(3_600_000);
    await here.titles.all('c');
    await here.ratings.all('c', 't');
    await here.details.get('c', 'a');
    await here.folders.read();
    expect(await onDisk()).not.toContain(canary);
  });
});

it('a small file of a later version is neither read, replaced nor removed but by deleting, and that is told', async () => {
  const told: string[] = [];
  const options = { report: ({ type }: { readonly type: string }) => void told.push(type) };
  const key = { connectionId: 'c', assistantId: 'a', threadId: 't' };
  const open = () => new LocalDrafts(at('drafts'), 'w', options);
  const first = open();
  first.set(key, 'x');
  await first.saved();
  const [folder = ''] = await readdir(at('drafts'));
  const [name = ''] = await readdir(at('drafts', folder));
  const json = JSON.stringify({ v: 2, t: 1, data: { later: true } });
  const later = `${hash('sha256', json).slice(0, 8)} ${json}\n`;
  await writeFile(at('drafts', folder, name), later);
  const drafts = open();
  expect(drafts.get(key)).toBe('');
  drafts.set(key, 'typed here');
  await drafts.saved();
  expect(drafts.get(key)).toBe('typed here');
  drafts.set(key, '');
  await drafts.saved();
  expect(await readFile(path.join(at('drafts', folder), name), 'utf8')).toBe(later);
  expect(told).toEqual(['newer']);
  await drafts.forget('c', 't');
  expect(await allText(at())).toBe('');
  drafts.set(key, 'written again');
  await drafts.saved();
  expect(await allText(at())).toContain('written again');
});
