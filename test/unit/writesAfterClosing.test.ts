import { expect, it } from 'vitest';
import { ThreadReadCache } from '../../src/chat/catalog/cachingProvider.ts';
import type { Assistant, Message, Thread } from '../../src/chat/model/model.ts';
import type { OutboxEntry } from '../../src/chat/ports/outbox.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Ratings } from '../../src/host/answers/ratings.ts';
import { openStores } from '../../src/storage/openStores.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { LocalRatings } from '../../src/storage/stores/ratings.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { conversation, delta, end, message, stored } from './conversation.ts';
import { MemoryOutbox } from './memoryOutbox.ts';
import { stubProviders, stubSession } from './stubs.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };

/** An outbox whose next reading the test ends. */
class SlowOutbox extends MemoryOutbox {
  readonly asked = Promise.withResolvers<void>();
  readonly answer = Promise.withResolvers<readonly OutboxEntry[]>();

  override list(): Promise<readonly OutboxEntry[]> {
    this.asked.resolve();
    return this.answer.promise;
  }
}

it('a conversation that was closed and deleted while this computer was read for it leaves no copy', async () => {
  const cache = new LocalThreadCache(at('cache'));
  const outbox = new SlowOutbox();
  const { session, vendor } = conversation([], { cache, outbox });
  vendor.messages = [message('user', 'canary', 'm1')];
  const loading = session.load();
  await outbox.asked.promise;
  session.dispose();
  await cache.forget('c', 't1');
  outbox.answer.resolve([]);
  await loading;
  // What is kept is written one after the other: the next copy comes behind.
  await cache.open({ ...thread, id: 'other' });
  expect(await allText(at())).not.toContain('canary');
  await expect(cache.messages(thread)).resolves.toBeUndefined();
});

it('has what came of an answer on the disk when the window that waits for it has left', async () => {
  const outbox = new MemoryOutbox();
  const { session, until } = conversation(
    [[stored, delta('Two'), delta(' weeks'), { wait: new Promise(() => undefined) }]],
    {
      outbox,
    },
  );
  const sent = session.send('Q', []);
  await until(() => session.transcript.messages.at(-1)?.text === 'Two weeks');
  const [asked, disk] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const write = outbox.addPartial.bind(outbox);
  outbox.addPartial = async (...args) => {
    asked.resolve();
    await disk.promise;
    return write(...args);
  };
  let hasLeft = false;
  const left = session.leave().then(() => {
    hasLeft = true;
  });
  await asked.promise;
  expect(hasLeft).toBe(false);
  disk.resolve();
  await Promise.all([left, sent]);
  expect([...outbox.entries.values()]).toMatchObject([{ text: 'Q', partial: 'Two weeks', state: 'sent' }]);
});

it('an answer that ends after its conversation was deleted leaves nothing', async () => {
  const cache = new LocalThreadCache(at('cache'));
  const outbox = new LocalOutbox(at('outbox'), 'w');
  const rest = Promise.withResolvers<void>();
  const { session, until } = conversation([[stored, delta('canary'), { wait: rest.promise }, delta(' canary'), end]], {
    cache,
    outbox,
  });
  const sent = session.send('canary question', []);
  await until(() => session.transcript.messages.at(-1)?.text === 'canary');
  session.dispose();
  await Promise.all([cache.forget('c', 't1'), outbox.forget('c', 't1')]);
  rest.resolve();
  await sent;
  expect(await allText(at())).toBe('');
});

it('a question whose connection was removed before its conversation began begins none', async () => {
  const outbox = new SlowOutbox();
  const begun: string[] = [];
  const stores = openStores(at('s'), 'w', {});
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async (_, title) => {
      begun.push(title);
      await stores.threads.create({ ...thread, title });
      return { ...thread, title };
    },
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    ask: async function* () {
      yield end;
    },
    test: async () => undefined,
  };
  const { session } = conversation([], { outbox, provider: () => provider, thread: undefined });
  const adding = Promise.withResolvers<void>();
  outbox.add = () => adding.promise;
  const sent = session.send('canary', []);
  session.dispose();
  adding.resolve();
  await sent;
  expect(begun).toEqual([]);
});

it('a question that is being written down when its conversation is deleted goes with it', async () => {
  const { outbox } = openStores(at('s'), 'w', {});
  const question = { id: 'q', connectionId: 'c', assistantId: 'hr', threadId: 't1', text: 'canary', context: [] };
  const adding = outbox.add({ ...question, createdAt: '2026-01-01T00:00:00.000Z' });
  await Promise.all([outbox.forget('c', 't1'), adding]);
  await outbox.add({ ...question, id: 'r', createdAt: '2026-01-01T00:00:00.001Z' });
  expect(await allText(at())).toBe('');
});

it.each(['titles', 'ratings', 'details', 'folders', 'threads', 'outbox'] as const)(
  'what is just being written in %s when everything is deleted goes with it',
  async (store) => {
    const stores = openStores(at('s'), 'w', {});
    const question = { id: 'q', connectionId: 'c', assistantId: 'hr', text: 'canary', context: [], createdAt: '2026' };
    const writings = {
      titles: () => stores.titles.put(thread, 'canary'),
      ratings: () => stores.ratings.put(thread, 'canary', 'positive'),
      details: () => stores.details.put('c', 'canary', { licence: 'canary' }),
      folders: () => stores.folders.create('canary'),
      threads: () => stores.threads.create({ ...thread, title: 'canary' }),
      outbox: () => stores.outbox.add(question),
    };
    const writing = writings[store]();
    await stores.clear();
    await writing;
    expect(await allText(at())).toBe('');
  },
);

/** A person rates an answer whose vendor, and whose store, answer when the test says so. */
async function rating() {
  const taken = Promise.withResolvers<void>();
  const port = { rate: () => taken.promise, withdraw: () => taken.promise, reasons: async () => [] };
  const assistant: Assistant = { id: 'hr', name: 'HR', features: ['feedback'] };
  const providers = stubProviders({ feedback: port });
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const answer: Message = message('assistant', 'A', 'm1');
  const session = await stubSession(assistant, { thread, messages: [answer] });
  return { taken, providers, log, answer, session };
}

it('a rating that the vendor takes after its connection was removed is not written down', async () => {
  const { taken, providers, log, answer, session } = await rating();
  const store = new LocalRatings(at('ratings'));
  const ratings = new Ratings(providers, store, log);
  const rated = ratings.rate(session, answer, 'positive');
  ratings.forget('c');
  await store.forget('c');
  taken.resolve();
  await rated;
  expect((await store.all('c', 't1')).size).toBe(0);
  expect(ratings.of(session)).toEqual({});
});

it('a rating that is withdrawn while it is read from the disk does not come back', async () => {
  const { taken, providers, log, answer, session } = await rating();
  const read = Promise.withResolvers<ReadonlyMap<string, 'positive'>>();
  const store = { all: () => read.promise, put: async () => undefined, forget: async () => undefined };
  const ratings = new Ratings(providers, store, log);
  expect(ratings.of(session)).toEqual({});
  const withdrawn = ratings.rate(session, answer, undefined);
  read.resolve(new Map([['m1', 'positive']]));
  await read.promise;
  await Promise.resolve();
  expect(ratings.of(session)).toEqual({});
  taken.resolve();
  await withdrawn;
  expect(ratings.of(session)).toEqual({});
});

it('a list that another window had begun to read before a conversation was deleted does not bring it back', async () => {
  const [here, there] = [new LocalThreadCache(at('cache')), new LocalThreadCache(at('cache'))];
  const canary: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'canary' };
  const other: Thread = { ...canary, id: 't2', title: 'Other' };
  const lists = new ThreadReadCache('c', there);
  await lists.begin('hr', undefined)({ items: [canary], cursor: 'more' });
  expect(await allText(at())).toContain('canary');
  const more = lists.begin('hr', 'more');
  await here.forget('c', 't1');
  await more({ items: [other] });
  expect(await allText(at())).not.toContain('canary');
  const anew = lists.begin('hr', undefined);
  await here.clear();
  await anew({ items: [canary] });
  expect(await allText(at())).toBe('');
  await lists.begin('hr', undefined)({ items: [other] });
  expect((await here.threads('c', 'hr'))?.value).toEqual([other]);
});
