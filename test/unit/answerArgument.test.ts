import { describe, expect, it } from 'vitest';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import { emptyTranscript } from '../../src/chat/model/transcript.ts';
import { answerFrom } from '../../src/host/answers/answerArgument.ts';

const message = (id: string, role: Message['role'] = 'assistant', storedId?: string): Message => ({
  ...{ id, role, text: id, sources: [], context: [], state: 'complete' },
  ...(storedId !== undefined && { storedId }),
});
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };
const node = { kind: 'thread', thread, parent: { assistant: { id: 'hr', name: 'HR' } } };

/** A window that shows one conversation and can read another. */
function window(stored: readonly Message[] = []) {
  let read: readonly Message[] = [];
  const session = {
    get transcript() {
      return { ...emptyTranscript, messages: read };
    },
    load: async () => {
      read = stored;
    },
  };
  const messages = [message('q', 'user'), message('a1'), message('q2', 'user'), message('a2')];
  return {
    providers: { connection: (id: string) => (id === 'c' ? { id } : undefined) },
    pages: {
      active: { transcript: { ...emptyTranscript, messages } },
    },
    sessions: { unshown: () => session },
  };
}

describe('the answer that a command is for', () => {
  it.each([[undefined], [{}], [null], [7], [{ messageId: 7 }]])(
    'takes the last answer shown where the argument names none: %j',
    async (argument) => {
      expect((await answerFrom(window(), argument))?.id).toBe('a2');
    },
  );

  it('takes the answer that a menu of the page names', async () => {
    expect((await answerFrom(window(), { webviewSection: 'answer', messageId: 'a1' }))?.id).toBe('a1');
  });

  it('takes never another answer in the place of one that is gone, and never a question', async () => {
    expect(await answerFrom(window(), { messageId: 'gone' })).toBeUndefined();
    expect(await answerFrom(window(), { messageId: 'q' })).toBeUndefined();
    expect(await answerFrom(window([message('x', 'assistant', 's9')]), { ...node, messageId: 'a1' })).toBeUndefined();
  });

  it('finds the answer in its conversation after a restart, by the id of the service', async () => {
    const found = await answerFrom(window([message('new', 'assistant', 's1')]), {
      ...node,
      messageId: 'a1',
      storedId: 's1',
    });
    expect(found?.id).toBe('new');
  });

  it('looks for no answer whose connection is gone', async () => {
    const gone = { ...node, thread: { ...thread, connectionId: 'd' }, messageId: 'a1' };
    await expect(answerFrom(window(), gone)).rejects.toMatchObject({ code: 'connection-missing' });
  });
});
