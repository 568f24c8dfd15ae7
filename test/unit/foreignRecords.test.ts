import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import { reconcile } from '../../src/chat/outbox/reconcile.ts';
import type { OutboxQuestion } from '../../src/chat/ports/outbox.ts';
import { AtomicFiles } from '../../src/storage/files/atomicFiles.ts';
import { Journal } from '../../src/storage/journal/journal.ts';
import { LocalDrafts } from '../../src/storage/stores/drafts.ts';
import { InstallationIdFile } from '../../src/storage/stores/installationIds.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { LocalRatings } from '../../src/storage/stores/ratings.ts';
import { LocalDetails } from '../../src/storage/stores/requestDetails.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { LocalFolders } from '../../src/storage/stores/threadFolders.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { LocalTitles } from '../../src/storage/stores/threadTitles.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const place = { connectionId: 'c', assistantId: 'a', threadId: 't' };
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };
const question: OutboxQuestion = {
  ...{ ...place, id: 'q', text: 'Which notice period?', context: [], createdAt: '2026-01-01T00:00:00.000Z' },
};

/** The only journal of a store, to write into it what another version would. */
async function journalIn(...folder: readonly string[]): Promise<Journal> {
  const names = await readdir(at(...folder), { recursive: true });
  const name = names.find((each) => each.endsWith('.jsonl')) ?? '';
  return new Journal(path.join(at(...folder), name));
}

/** A window of its own, which has not written the questions that it lists. */
const outbox = () => new LocalOutbox(at('outbox'), 'w');

describe('a question on its way, as another version wrote it,', () => {
  it('a question of another version on its way is shown as a defect where its error has a code that this version does not know', async () => {
    await outbox().add(question);
    await (await journalIn('outbox')).append('change', {
      state: 'failed',
      error: { code: 'from-the-future', host: 'h', doubt: 'maybe-tomorrow' },
    });
    const [entry] = await outbox().list(place);
    expect(entry).toMatchObject({ id: 'q', state: 'failed', error: { code: 'bug', host: 'h', doubt: 'not-looked' } });
  });

  it('a question of another version on its way hides no other where it has no owner', async () => {
    await outbox().add({ ...question, id: 'first' });
    await (await journalIn('outbox')).append('question', { ...question, id: 'first', workspace: 'w' });
    await outbox().add({ ...question, id: 'second' });
    expect((await outbox().list(place)).map(({ id }) => id).sort()).toEqual(['first', 'second']);
  });

  it('a question of another version on its way may have reached the vendor where its state is not known', async () => {
    await outbox().add(question);
    await (await journalIn('outbox')).append('change', { state: 'teleported' });
    expect((await outbox().list(place)).map(({ state }) => state)).toEqual(['unknown']);
  });

  it('a question of another version on its way can be listed and shown, whatever is in it', async () => {
    const own = outbox();
    await own.add({ ...question, id: 'whole' });
    const journal = await journalIn('outbox');
    const field = fc.constantFrom(
      ...Object.keys(question),
      'owner',
      'state',
      'error',
      'absentBelow',
      'earlier',
      'after',
    );
    const record = fc.tuple(fc.constantFrom('question', 'change', 'partial'), field, fc.anything({ maxDepth: 2 }));
    const law = fc.asyncProperty(record, async ([op, name, value]) => {
      const json = JSON.stringify({ ...question, id: 'whole', [name]: value }) ?? 'null';
      await journal.append(op, JSON.parse(json));
      const entries = await outbox().list(place);
      const { messages } = reconcile([], entries, 'not-found');
      for (const { text, context, sources } of messages)
        expect([typeof text, Array.isArray(context), Array.isArray(sources)]).toEqual(['string', true, true]);
    });
    await fc.assert(law, seeded('questions of another version', amount(200, 60)));
  });
});

const odd: readonly unknown[] = [null, 7, 'x', [], {}, { id: 3 }, { connectionId: null }, [null], { aside: 4 }];

describe('a record that this version does not understand', () => {
  it('a record that this version does not understand hides no message, thread or session of a conversation', async () => {
    const store = new LocalThreads(at('threads'));
    await store.create(thread);
    const known: Message = { id: 'm', role: 'user', text: 'Q', sources: [], context: [], state: 'sent' };
    await store.putMessage(thread, known);
    await store.putSession(thread, { id: 's', deadline: 1 });
    const journal = await journalIn('threads');
    for (const data of odd) for (const op of ['message', 'thread', 'session', 'later']) await journal.append(op, data);
    await journal.append('message', { ...known, id: 'n', state: 'pondered', error: { code: 'new' }, sources: 'none' });
    const read = new LocalThreads(at('threads'));
    expect(await read.messages(thread)).toEqual([
      known,
      { ...known, id: 'n', state: 'unknown', error: { code: 'bug' }, sources: [] },
    ]);
    expect(await read.session(thread)).toEqual({ id: 's', deadline: 1 });
    expect(await read.list('c')).toMatchObject([{ id: 't' }]);
  });

  it('a record that this version does not understand hides no rating, detail, title, folder or user id', async () => {
    const [ratings, details] = [new LocalRatings(at('ratings')), new LocalDetails(at('details'))];
    const [titles, ids] = [new LocalTitles(at('titles')), new InstallationIdFile(at('u.jsonl'))];
    const folders = new LocalFolders(at('folders'), 'w');
    const folder = await folders.create('Case');
    await folders.move(thread, folder.id);
    await ratings.put(thread, 'm', 'positive');
    await details.put('c', 'a', { licence: 'PI1' });
    await titles.put(thread, 'Mine');
    for (const [index, data] of odd.entries()) {
      for (const store of ['ratings', 'titles', 'folders', 'details']) {
        const files = new AtomicFiles(at(store), {});
        const written = (await readdir(at(store), { recursive: true })).filter((name) => name.endsWith('.json'));
        // Beside each file one that is read with it.
        for (const name of written.filter((each) => !each.includes('odd')))
          await files.write(name.replace(/\.json$/, `.odd${index}.json`), data);
      }
      if (data !== 'x') await new Journal(at('u.jsonl')).append('user-id', data);
    }
    const id = await ids.get();
    expect([...(await ratings.all('c', 't'))]).toEqual([['m', 'positive']]);
    expect(await details.get('c', 'a')).toEqual({ licence: 'PI1' });
    expect([...(await titles.all('c'))]).toEqual([['t', 'Mine']]);
    expect(await ids.get()).toBe(id);
    expect((await folders.read()).of(thread)).toEqual(folder);
    const [own = ''] = (await readdir(at('details'), { recursive: true })).filter((name) => /^[^.]*\.json$/.test(name));
    for (const data of odd) {
      await new AtomicFiles(at('details'), {}).write(own, data);
      expect(Object.values(await details.get('c', 'a')).every((value) => typeof value === 'string')).toBe(true);
    }
    await Promise.all([ratings.forget('c'), titles.forget('c'), folders.forget('c')]);
    expect((await ratings.all('c', 't')).size).toBe(0);
  });

  it('a record that this version does not understand is no draft and no copy, and breaks nothing that asks for one', async () => {
    const drafts = new LocalDrafts(at('drafts'), 'w');
    const cache = new LocalThreadCache(at('readings'));
    drafts.set(place, 'x');
    await drafts.saved();
    await cache.putAssistants('c', [{ id: 'a', name: 'A' }]);
    await cache.putThreads('c', 'a', [thread]);
    await cache.open(thread);
    for (const [folder, read] of [
      ['drafts', () => new LocalDrafts(at('drafts'), 'w')],
      ['readings', () => new LocalThreadCache(at('readings'))],
    ] as const) {
      const files = new AtomicFiles(at(folder), {});
      const names = (await readdir(at(folder), { recursive: true })).filter((name) => name.endsWith('.json'));
      for (const data of [...odd, [{ id: 'a' }, null, { id: 'b', name: 'B', features: ['files', 'telepathy'] }]]) {
        for (const name of names) await files.write(name, data);
        const store = read();
        if (store instanceof LocalDrafts) {
          expect([typeof store.get(place), store.passages(place)]).toEqual(['string', []]);
          for (const id of await store.edits(place)) expect(id).toBeTypeOf('string');
          continue;
        }
        for (const { name, features } of (await store.assistants('c'))?.value ?? [])
          expect([name, features]).toEqual(['B', ['files']]);
        for (const { id } of (await store.threads('c', 'a'))?.value ?? []) expect(id).toBeTypeOf('string');
        for (const { text } of (await store.messages(thread))?.value ?? []) expect(text).toBeTypeOf('string');
        await store.forget('c', 'other');
      }
    }
  });
});

describe('a reporter that throws', () => {
  const report = () => {
    throw new Error('closed');
  };

  it('a reporter that throws stops no later writing of a draft, and is no reason for a list to be empty', async () => {
    const drafts = new LocalDrafts(at('drafts'), 'w', { report });
    const broken = new AtomicFiles(at('drafts'), {});
    drafts.set(place, 'x');
    await drafts.saved();
    const [file = ''] = (await readdir(at('drafts'), { recursive: true })).filter((name) => name.endsWith('.json'));
    const { writeFile, rm, mkdir } = await import('node:fs/promises');
    await rm(at('drafts', file));
    await mkdir(at('drafts', file));
    drafts.set(place, 'y');
    await drafts.saved().catch(() => undefined);
    await rm(at('drafts', file), { recursive: true });
    drafts.set(place, 'z');
    await drafts.saved();
    expect(broken.read(file)?.data).toBe('z');
    await writeFile(at('drafts', file), 'garbage');
    expect(new LocalDrafts(at('drafts'), 'w', { report }).get(place)).toBe('');
  });
});
