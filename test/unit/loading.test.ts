import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import type { Page } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const message = (id: string): Message => ({
  ...{ id, role: 'assistant', text: id, sources: [], context: [], state: 'complete' },
});

/** A conversation whose vendor gives the page that `read` says for a cursor, and how often it was asked. */
function reading(read: (cursor: string | undefined, asked: number, signal: AbortSignal) => Promise<Page<Message>>) {
  const counts = { asked: 0 };
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread: { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' },
    provider: () => ({
      listAssistants: async () => [],
      listThreads: async () => ({ items: [] }),
      createThread: async () => Promise.reject(new Error('not expected')),
      deleteThread: async () => undefined,
      listMessages: (_, cursor, signal) => read(cursor, ++counts.asked, signal),
      async *ask() {
        yield { type: 'text-delta', delta: 'Two weeks.' };
        yield { type: 'run-end', reason: 'complete' };
      },
      test: async () => undefined,
    }),
    log,
    pollDelays: { question: [], answer: [] },
  });
  return { session, counts };
}

/** Never settles before its signal aborts. */
const forEver = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('older messages', () => {
  it('older messages end where the list comes back to a place where it was', async () => {
    const { session, counts } = reading(async (cursor) => ({
      items: [message('1')],
      cursor: cursor === 'a' ? 'b' : 'a',
    }));
    await session.load();
    expect(await session.loadOlder()).toBeUndefined();
    expect(session.transcript.hasOlder).toBe(false);
    expect(session.loading).toBe(false);
    expect(counts.asked).toBeLessThanOrEqual(4);
  });

  it('older messages are given up, and it is said, where page after page brings nothing new', async () => {
    const { session, counts } = reading(async (_, asked) => ({ items: [message('1')], cursor: `${asked}` }));
    await session.load();
    expect((await session.loadOlder())?.code).toBe('nothing-new');
    expect(session.transcript.hasOlder).toBe(true);
    expect(counts.asked).toBeLessThanOrEqual(51);
  });

  it('older messages are read no more once the person stops', async () => {
    const { session } = reading((cursor, _, signal) =>
      cursor === undefined ? Promise.resolve({ items: [message('1')], cursor: 'a' }) : forEver(signal),
    );
    await session.load();
    const older = session.loadOlder();
    expect(session.loadingOlder).toBe(true);
    session.stop();
    expect(session.loadingOlder).toBe(false);
    expect(await older).toBeUndefined();
    expect(session.transcript.hasOlder).toBe(true);
  });

  it('older messages make room for a question', async () => {
    const { session } = reading((cursor, _, signal) =>
      cursor === undefined ? Promise.resolve({ items: [message('1')], cursor: 'a' }) : forEver(signal),
    );
    await session.load();
    const older = session.loadOlder();
    expect(session.loading).toBe(false);
    expect(await session.send('Which notice period?', [])).toBe(true);
    expect(await older).toBeUndefined();
    expect(session.transcript.messages.map(({ text }) => text)).toEqual(['1', 'Which notice period?', 'Two weeks.']);
  });

  it('older messages that come after the person has stopped are not shown', async () => {
    const { promise, resolve } = Promise.withResolvers<Page<Message>>();
    const { session } = reading((cursor) =>
      cursor === undefined ? Promise.resolve({ items: [message('2')], cursor: 'a' }) : promise,
    );
    await session.load();
    const older = session.loadOlder();
    session.stop();
    resolve({ items: [message('1')] });
    await older;
    expect(session.transcript.messages.map(({ id }) => id)).toEqual(['2']);
    expect(session.transcript.hasOlder).toBe(true);
    await session.loadOlder();
    expect(session.transcript.messages.map(({ id }) => id)).toEqual(['1', '2']);
  });
});

it('a conversation whose reading was stopped says so, and is read again when asked', async () => {
  const { session, counts } = reading((_, asked, signal) =>
    asked === 1 ? forEver(signal) : Promise.resolve({ items: [message('1')] }),
  );
  const loaded = session.load();
  expect(session.loading).toBe(true);
  await expect.poll(() => counts.asked).toBe(1);
  session.stop();
  expect(session.loading).toBe(false);
  await loaded;
  expect(session.loadError?.code).toBe('reading-stopped');
  await session.load();
  expect(session.loadError).toBeUndefined();
  expect(session.transcript.messages.map(({ id }) => id)).toEqual(['1']);
});
