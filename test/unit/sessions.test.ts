import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';

const assistant = { id: 'hr', name: 'HR' };
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The conversations of a window without a network, one of which has begun. */
function offline(isNeeded?: (session: ChatSession) => boolean) {
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async () => {
      throw new ChatError('host-not-found', { processed: 'no' });
    },
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    async *ask() {},
    test: async () => undefined,
  };
  const sessions = new SessionRegistry({
    ...(isNeeded && { isNeeded }),
    ...{ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } },
  });
  return { sessions, pages: new Pages(sessions, log) };
}

describe('a conversation that has not begun', () => {
  it('shows one that has not begun again, with its question that did not go out when one with its assistant is wanted', async () => {
    const { sessions, pages } = offline();
    const failed = pages.start('c', assistant);
    await failed.send('Which period?', []);
    expect(failed.transcript.messages[0]).toMatchObject({ text: 'Which period?', state: 'failed' });
    pages.show(thread, assistant);
    expect(pages.start('c', { id: 'tax', name: 'Tax' })).not.toBe(failed);
    expect(pages.start('c', assistant)).toBe(failed);
    // Who wants a new one from there gets an empty one, and comes back.
    const empty = pages.start('c', assistant);
    expect(empty.transcript.messages).toEqual([]);
    pages.show(thread, assistant);
    expect(pages.start('c', assistant)).toBe(failed);
    await failed.takeBack(() => undefined);
    pages.show(thread, assistant);
    expect([failed, empty]).toContain(pages.start('c', assistant));
    expect(sessions.open).toHaveLength(4);
  });

  it('gives an empty one for what is asked now, and for who is at a question that did not go out', async () => {
    const { pages } = offline();
    const first = pages.start('c', assistant);
    await first.send('First?', []);
    const second = pages.start('c', assistant);
    expect(second).not.toBe(first);
    await second.send('Second?', []);
    const third = pages.start('c', assistant);
    expect([first, second]).not.toContain(third);
    pages.show(thread, assistant);
    expect(pages.startEmpty('c', assistant)).toBe(third);
    pages.show(thread, assistant);
    expect(pages.start('c', assistant)).toBe(second);
  });

  it('shows one again that has not begun, and one that has begun too, even after it was closed', async () => {
    const { sessions, pages } = offline();
    const failed = pages.start('c', assistant);
    await failed.send('Which period?', []);
    const begun = pages.show(thread, assistant);
    pages.showAgain(failed);
    expect(pages.active).toBe(failed);
    sessions.close((session) => session === begun || session === failed);
    pages.showAgain(begun);
    expect(pages.active?.thread).toEqual(thread);
    pages.showAgain(failed);
    expect(pages.active?.thread).toEqual(thread);
  });
});

describe('several pages', () => {
  it('each shows a conversation of its own, and what is opened stands on the page that was used last', async () => {
    const { pages } = offline();
    const first = pages.start('c', assistant);
    const tab = pages.open(first);
    pages.use(tab);
    const other = pages.show(thread, assistant);
    expect([pages.first.session, tab.session, pages.active]).toEqual([first, other, other]);
    pages.use(pages.first);
    expect(pages.active).toBe(first);
    const third = pages.show({ ...thread, id: 't3' }, assistant);
    expect([pages.first.session, tab.session]).toEqual([third, other]);
  });

  it('goes to the page that shows the conversation already', () => {
    const { pages } = offline();
    const first = pages.start('c', assistant);
    const tab = pages.open(undefined);
    pages.use(tab);
    const other = pages.show(thread, assistant);
    pages.use(pages.first);
    pages.showAgain(other);
    expect([pages.activePage, pages.active]).toEqual([tab, other]);
    expect([pages.first.session, tab.session]).toEqual([first, other]);
  });

  it('tells a change of the active conversation once, by use, by opening and by closing', () => {
    const { sessions, pages } = offline();
    const told: unknown[] = [];
    const first = pages.start('c', assistant);
    pages.onActive((session) => told.push(session));
    const tab = pages.open(first);
    pages.use(tab);
    const other = pages.show(thread, assistant);
    pages.use(tab);
    pages.use(pages.first);
    pages.use(tab);
    pages.close(tab);
    pages.close(tab);
    sessions.close((session) => session === first);
    expect(told).toEqual([other, first, other, first, undefined]);
    expect(pages.shown).toEqual([]);
  });

  it('never closes by itself what a page shows, and keeps at most twelve others', async () => {
    const { sessions, pages } = offline();
    const held = pages.show(thread, assistant);
    const tab = pages.open(undefined);
    pages.use(tab);
    for (let index = 0; index < 40; index++) {
      const { loading } = pages.show({ ...thread, id: `later-${index}` }, assistant);
      expect(loading).toBe(true);
      await vi.waitFor(() => expect(sessions.open.filter((session) => session.loading)).toEqual([]), { interval: 1 });
    }
    expect(pages.first.session).toBe(held);
    expect(sessions.open).toContain(held);
    expect(sessions.open).toHaveLength(2 + 12);
    pages.close(tab);
    expect(pages.active).toBe(held);
    expect(sessions.open).toHaveLength(1 + 12);
  });

  it('never closes by itself a conversation with something unsent that would be lost, such as a file', async () => {
    const withFile = { ...thread, id: 'with-file' };
    const { sessions, pages } = offline((session) => session.thread?.id === withFile.id);
    const needed = pages.show(withFile, assistant);
    for (let index = 0; index < 20; index++) {
      pages.show({ ...thread, id: `later-${index}` }, assistant);
      await vi.waitFor(() => expect(sessions.open.filter((session) => session.loading)).toEqual([]), { interval: 1 });
    }
    expect(sessions.open).toContain(needed);
    expect(sessions.open).toHaveLength(2 + 12);
  });
});
