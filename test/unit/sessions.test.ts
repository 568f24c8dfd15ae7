import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';

const assistant = { id: 'hr', name: 'HR' };
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The conversations of a window without a network, one of which has begun. */
function offline() {
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
  return new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
}

describe('a conversation that has not begun', () => {
  it('a conversation that has not begun is shown again with its question that did not go out when one with its assistant is wanted', async () => {
    const sessions = offline();
    const failed = sessions.start('c', assistant);
    await failed.send('Which period?', []);
    expect(failed.transcript.messages[0]).toMatchObject({ text: 'Which period?', state: 'failed' });
    sessions.show(thread, assistant);
    expect(sessions.start('c', { id: 'tax', name: 'Tax' })).not.toBe(failed);
    expect(sessions.start('c', assistant)).toBe(failed);
    // Who wants a new one from there gets an empty one, and comes back.
    const empty = sessions.start('c', assistant);
    expect(empty.transcript.messages).toEqual([]);
    sessions.show(thread, assistant);
    expect(sessions.start('c', assistant)).toBe(failed);
    await failed.takeBack(() => undefined);
    sessions.show(thread, assistant);
    expect([failed, empty]).toContain(sessions.start('c', assistant));
    expect(sessions.open).toHaveLength(4);
  });

  it('a conversation that has not begun is an empty one for what is asked now, and for who is at a question that did not go out', async () => {
    const sessions = offline();
    const first = sessions.start('c', assistant);
    await first.send('First?', []);
    const second = sessions.start('c', assistant);
    expect(second).not.toBe(first);
    await second.send('Second?', []);
    const third = sessions.start('c', assistant);
    expect([first, second]).not.toContain(third);
    sessions.show(thread, assistant);
    expect(sessions.startEmpty('c', assistant)).toBe(third);
    sessions.show(thread, assistant);
    expect(sessions.start('c', assistant)).toBe(second);
  });

  it('a conversation that has not begun can be shown again, and one that has begun too, even after it was closed', async () => {
    const sessions = offline();
    const failed = sessions.start('c', assistant);
    await failed.send('Which period?', []);
    const begun = sessions.show(thread, assistant);
    sessions.showAgain(failed);
    expect(sessions.shown).toBe(failed);
    sessions.close((session) => session === begun || session === failed);
    sessions.showAgain(begun);
    expect(sessions.shown?.thread).toEqual(thread);
    sessions.showAgain(failed);
    expect(sessions.shown?.thread).toEqual(thread);
  });
});
