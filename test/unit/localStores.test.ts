import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { OutboxQuestion } from '../../src/chat/ports/outbox.ts';
import { Heartbeat } from '../../src/storage/files/heartbeat.ts';
import { Journal } from '../../src/storage/journal/journal.ts';
import { LocalDrafts } from '../../src/storage/stores/drafts.ts';
import { InstallationIdFile } from '../../src/storage/stores/installationIds.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { LocalFolders } from '../../src/storage/stores/threadFolders.ts';
import { WorkspaceValueFile } from '../../src/storage/stores/workspaceValue.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' };
const everything = () => allText(at());

describe('what a workspace was at last', () => {
  it('what a workspace was at last is its own, known to its next window, and freed wherever it is about a thread or a connection', async () => {
    const fact = (workspace: string) => new WorkspaceValueFile(at('last'), workspace, {});
    const [a, b, c] = [fact('a'), fact('b'), fact('c')];
    await a.set(thread);
    await b.set({ ...thread, id: 'u' });
    await c.set({ ...thread, connectionId: 'd' });
    expect([fact('a').get(), fact('b').get(), fact('new').get()]).toEqual([thread, { ...thread, id: 'u' }, undefined]);
    await c.forget('c', 't');
    expect([fact('a').get(), fact('b').get()]).toEqual([undefined, { ...thread, id: 'u' }]);
    await c.forget('c');
    expect([fact('b').get(), fact('c').get()]).toEqual([undefined, { ...thread, connectionId: 'd' }]);
    const begins = { connectionId: 'e', assistantId: 'x' };
    await a.set([thread, begins]);
    await c.forget('e', 't');
    expect(fact('a').get()).toEqual([thread, begins]);
    await c.forget('c', 't');
    expect(fact('a').get()).toEqual([begins]);
    await c.forget('e');
    expect(fact('a').get()).toBeUndefined();
    await c.set(undefined);
    expect(await readdir(at('last'))).toEqual([]);
  });

  it('what a workspace was at last is freed from the disk too while nothing may be kept, and what is known since then stays', async () => {
    let keeps = true;
    const fact = new WorkspaceValueFile(at('last'), 'a', { keeps: () => keeps });
    await fact.set({ ...thread, title: 'secret' });
    keeps = false;
    await fact.set({ ...thread, id: 'u' });
    await fact.forget('c', 't');
    expect(await everything()).toBe('');
    expect(fact.get()).toEqual({ ...thread, id: 'u' });
  });

  it('what a workspace was at last is not known when the disk does not give or take it; that is told, and nothing throws', async () => {
    const told: string[] = [];
    const fact = () => new WorkspaceValueFile(at('last'), 'w', { report: ({ type }) => told.push(type) });
    await fact().set(thread);
    const [name = ''] = await readdir(at('last'));
    await writeFile(path.join(at('last'), name), 'garbage');
    expect(fact().get()).toBeUndefined();
    await writeFile(at('file'), '');
    const lost = new WorkspaceValueFile(at('file'), 'w', { report: ({ type }) => told.push(type) });
    expect(lost.get()).toBeUndefined();
    await lost.set(thread);
    expect(lost.get()).toEqual(thread);
    await rm(at('file'));
    await lost.set(thread);
    expect(new WorkspaceValueFile(at('file'), 'w', {}).get()).toEqual(thread);
    expect(told).toEqual(['damaged', 'not-remembered', 'not-remembered']);
  });
});

describe('drafts on disk', () => {
  const key = { connectionId: 'c', assistantId: 'a', threadId: 't' };
  const drafts = (workspace = 'w', keeps = true) => new LocalDrafts(at('drafts'), workspace, { keeps: () => keeps });

  it('drafts on disk are seen by another window, and what it makes of them counts', async () => {
    const [one, two] = [drafts(), drafts()];
    one.set(key, 'from one');
    expect(one.get(key)).toBe('from one');
    await one.saved();
    expect(two.get(key)).toBe('from one');
    two.set(key, 'from two');
    await two.saved();
    expect(one.get(key)).toBe('from two');
  });

  it('drafts on disk of a conversation that has not begun belong to their workspace', async () => {
    const { threadId: _, ...unbegun } = key;
    const one = drafts('client A');
    one.set(unbegun, 'about A');
    await one.saved();
    expect(drafts('client A').get(unbegun)).toBe('about A');
    expect(drafts('client B').get(unbegun)).toBe('');
  });

  it('drafts on disk keep the passages that go with a text, or wait for one', async () => {
    const store = drafts();
    const passages = [{ id: 'p', label: 'a.md', firstLine: 1, lastLine: 2, text: 'Passage' }];
    store.set(key, 'About this');
    store.setPassages(key, passages);
    await store.saved();
    const read = drafts();
    expect([read.get(key), read.passages(key)]).toEqual(['About this', passages]);
    read.set(key, '');
    await read.saved();
    expect([drafts().get(key), drafts().passages(key)]).toEqual(['', passages]);
    read.setPassages(key, []);
    await read.saved();
    expect(await everything()).toBe('');
  });

  it('drafts on disk leave no byte when they are emptied, forgotten or cleared', async () => {
    const store = drafts();
    store.set(key, 'secret one');
    store.set(key, '');
    store.set({ ...key, threadId: 'u' }, 'secret two');
    store.set({ ...key, connectionId: 'd' }, 'secret three');
    await store.forget('c', 'u');
    expect(await everything()).not.toMatch(/secret (one|two)/);
    expect(store.get({ ...key, connectionId: 'd' })).toBe('secret three');
    await store.clear();
    expect(await readdir(at())).toEqual([]);
    expect(store.get({ ...key, connectionId: 'd' })).toBe('');
  });

  it('drafts on disk that a crash cut off while they were written are swept away, and none that another window is writing', async () => {
    const store = drafts();
    store.set(key, 'first');
    await store.saved();
    const [folder = ''] = await readdir(at('drafts'));
    const [old, young] = ['old', 'young'].map((name) => at('drafts', folder, `${name}.json.01234567.new`));
    for (const file of [old ?? '', young ?? '']) await writeFile(file, 'secret');
    const before = new Date(Date.now() - 3_600_000);
    await utimes(old ?? '', before, before);
    const next = drafts();
    next.set(key, 'second');
    await next.saved();
    expect((await readdir(at('drafts', folder))).filter((name) => name.endsWith('.new'))).toEqual([
      'young.json.01234567.new',
    ]);
  });

  it('drafts on disk stay in memory while nothing may be kept', async () => {
    const store = drafts('w', false);
    store.set(key, 'secret');
    await store.saved();
    expect(store.get(key)).toBe('secret');
    expect(await everything()).toBe('');
  });

  it('drafts on disk that cannot be written stay in memory, and it is told once', async () => {
    await writeFile(at('file'), '');
    const told: unknown[] = [];
    const store = new LocalDrafts(at('file'), 'w', { report: (trouble) => told.push(trouble.type) });
    store.set(key, 'typed');
    await expect(store.saved()).rejects.toMatchObject({ code: 'storage' });
    expect(store.get(key)).toBe('typed');
    store.set(key, 'typed more');
    await expect(store.saved()).rejects.toMatchObject({ code: 'storage' });
    expect(store.get(key)).toBe('typed more');
    expect(told).toEqual(['draft']);
  });
});

describe('outbox', () => {
  const question: OutboxQuestion = {
    id: 'q',
    connectionId: 'c',
    assistantId: 'a',
    text: 'Which period?',
    context: [],
    after: 'm7',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const box = (workspace = 'w') => new LocalOutbox(at(), workspace);

  it('the outbox holds a question with its state, its thread and what came of its answer, until it is answered', async () => {
    const one = box();
    await one.add(question);
    await one.change(question, { state: 'sent', threadId: 't' });
    await one.addPartial(question, 'Two ');
    await one.addPartial(question, 'weeks');
    expect(await one.list({ ...question, threadId: 't' })).toEqual([
      { ...question, threadId: 't', state: 'sent', partial: 'Two weeks', abandoned: false, own: true },
    ]);
    expect(await one.list(question)).toEqual([]);
    await one.change(question, { state: 'answered' });
    expect(await one.list({ ...question, threadId: 't' })).toEqual([]);
    expect(await everything()).toBe('');
    await one.addPartial(question, 'late');
    expect(await everything()).toBe('');
  });

  it('the outbox knows nothing of an earlier attempt once a question is asked again', async () => {
    const one = box();
    await one.add({ ...question, threadId: 't', isWaiting: true });
    expect(await one.list({ ...question, threadId: 't' })).toMatchObject([{ state: 'queued' }]);
    await one.add({ ...question, threadId: 't' });
    expect(await one.list({ ...question, threadId: 't' })).toMatchObject([{ state: 'pending' }]);
    await one.change(question, { state: 'failed', error: { code: 'network' } });
    await one.add({ ...question, threadId: 't' });
    expect(await one.list({ ...question, threadId: 't' })).toEqual([
      { ...question, threadId: 't', state: 'pending', partial: '', abandoned: false, own: true },
    ]);
  });

  it('a question on its way that cannot be read hides no other, and keeps none from being deleted', async () => {
    const told: unknown[] = [];
    const one = new LocalOutbox(at(), 'w', { report: (trouble) => void told.push(trouble) });
    await one.add({ ...question, threadId: 't' });
    const [folder = ''] = await readdir(at());
    await mkdir(at(folder, 'broken.jsonl'));
    await new Journal(at(folder, 'nothing.jsonl')).append('question', null);
    expect(await one.list({ ...question, threadId: 't' })).toMatchObject([{ id: 'q' }]);
    expect(told).toEqual([{ type: 'damaged', lines: 1 }]);
    await one.forget('c', 't');
    expect(await one.list({ ...question, threadId: 't' })).toEqual([]);
  });

  it('a question on its way whose first line is damaged goes with its conversation, and none that is just being written', async () => {
    const one = box();
    await one.add({ ...question, threadId: 't' });
    await one.addPartial(question, 'secret answer');
    await one.add({ ...question, id: 'r', threadId: 'u' });
    const [folder = ''] = await readdir(at());
    const damage = async (name: string) => {
      const file = at(folder, name);
      const bytes = await readFile(file);
      bytes.fill('x', 10, 40);
      await writeFile(file, bytes);
      return file;
    };
    const [mine = ''] = (await readdir(at(folder))).filter((name) => name.startsWith('q-'));
    const file = await damage(mine);
    await one.forget('c', 't');
    expect(await everything()).toContain('secret answer');
    const before = new Date(Date.now() - 3_600_000);
    await utimes(file, before, before);
    await new LocalOutbox(at(), 'w', {}, new Heartbeat(5)).forget('c', 't');
    expect(await everything()).not.toContain('secret answer');
    expect(await one.list({ ...question, threadId: 'u' })).toHaveLength(1);
  });

  it('the outbox tells which questions no window is at any more', async () => {
    await box().add(question);
    expect(await box().list(question)).toMatchObject([{ state: 'pending', abandoned: true }]);
    expect(await box('another workspace').list(question)).toEqual([]);
  });

  it('the outbox frees what goes with a thread', async () => {
    const one = box();
    await one.add({ ...question, threadId: 't' });
    await one.add({ ...question, id: 'r', threadId: 'u' });
    await one.forget('c', 't');
    expect(await one.list({ ...question, threadId: 't' })).toEqual([]);
    expect(await one.list({ ...question, threadId: 'u' })).toHaveLength(1);
    await one.forget('c');
    expect(await everything()).toBe('');
  });
});

describe('case folders', () => {
  it('holds threads of one workspace in case folders, and brings both back when deleting is undone', async () => {
    const folders = new LocalFolders(at(), 'w');
    const mueller = await folders.create('Müller');
    await folders.create('Adler');
    await folders.move(thread, mueller.id);
    await folders.rename(mueller.id, 'Müller GmbH');
    expect((await folders.read()).folders.map(({ name }) => name)).toEqual(['Adler', 'Müller GmbH']);
    expect((await folders.read()).of(thread)?.name).toBe('Müller GmbH');
    expect((await new LocalFolders(at(), 'x').read()).folders).toEqual([]);
    await folders.delete(mueller.id);
    expect((await folders.read()).of(thread)).toBeUndefined();
    await folders.restore({ id: mueller.id, name: 'Müller GmbH' });
    expect((await folders.read()).of(thread)?.name).toBe('Müller GmbH');
    await folders.move(thread, undefined);
    expect((await folders.read()).of(thread)).toBeUndefined();
  });

  it('knows in no case folder of a thread that was deleted, in any workspace', async () => {
    const [here, there] = [new LocalFolders(at(), 'here'), new LocalFolders(at(), 'there')];
    for (const folders of [here, there]) {
      const { id } = await folders.create('Case');
      await folders.move({ connectionId: 'c', id: 'secret-thread' }, id);
      await folders.move({ connectionId: 'c', id: 'kept-thread' }, id);
    }
    await here.forget('c', 'secret-thread');
    const text = await everything();
    expect(text).not.toContain('secret-thread');
    expect(text.split('kept-thread').length).toBe(3);
    expect((await there.read()).of({ connectionId: 'c', id: 'kept-thread' })?.name).toBe('Case');
  });
});

it('makes the id of the installation once, whoever asks first, and never before it is needed', async () => {
  const file = at('user.jsonl');
  const [one, other] = [new InstallationIdFile(file), new InstallationIdFile(file)];
  expect(await one.known()).toBeUndefined();
  const [first, second] = await Promise.all([one.get(), other.get()]);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([await one.get(), await other.get(), await new InstallationIdFile(file).known()]).toEqual([
    first,
    first,
    first,
  ]);
  expect(second).toBe(first);
});
