import { expect, it, vi } from 'vitest';
import type { QuestionEdit } from '../../src/chat/composer/questionEdits.ts';
import type { Assistant, Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { deleteQuestion } from '../../src/host/threads/deleteQuestion.ts';
import { message } from './conversation.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { stubProvider } from './stubs.ts';

const assistant: Assistant = { id: 'hr', name: 'HR', features: ['delete-message'] };
const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

interface Options {
  readonly edit?: QuestionEdit;
  /** Called with what is to be deleted; it is gone once that is done. */
  readonly deleting?: (id: string, signal: AbortSignal) => Promise<void>;
}

async function opened(answer: 'Delete' | undefined, { edit, deleting }: Options = {}) {
  const vendor = {
    deleted: [] as string[],
    messages: [
      message('user', 'Facts', 'q1'),
      message('user', 'Question', 'q2'),
      message('assistant', 'Answer', 'a2'),
      message('user', 'And then?', 'q3'),
    ],
  };
  const provider = stubProvider({
    listMessages: async () => ({ items: vendor.messages }),
    deleteMessage: async (_: Thread, id: string, signal: AbortSignal) => {
      await deleting?.(id, signal);
      vendor.deleted.push(id);
      vendor.messages = vendor.messages.filter((known) => known.storedId !== id);
    },
  });
  const session = new ChatSession({ connectionId: 'c', assistant, thread, provider: () => provider, log });
  await session.load();
  const { prompts, shown } = scriptedPrompts(({ as }) => (as === 'progress' ? 'Cancel' : answer));
  const parts = {
    ...{ prompts, log },
    composers: { of: () => ({ edit }) },
    providers: { connection: () => ({ name: 'Kanzlei A' }) },
    views: { focus: async () => undefined },
  };
  const ids = () => session.transcript.messages.map(({ id }) => id);
  return { remove: (id: string) => deleteQuestion(parts, session, id), vendor, shown, ids };
}

it('deletes a question together with its answer once the person has agreed, and says where', async () => {
  const { remove, vendor, shown, ids } = await opened('Delete');
  await remove('q2');
  expect(shown).toMatchObject([{ as: 'confirm', text: 'Delete this question and its answer?' }]);
  expect(shown[0]?.detail).toContain('Kanzlei A');
  expect([vendor.deleted, ids()]).toEqual([
    ['a2', 'q2'],
    ['q1', 'q3'],
  ]);
});

it('deletes a question without an answer alone', async () => {
  const { remove, vendor, shown } = await opened('Delete');
  await remove('q1');
  expect([shown[0]?.text, vendor.deleted]).toEqual(['Delete this question?', ['q1']]);
});

it('deletes nothing when the person gives up, and asks nothing while a question is being changed', async () => {
  const cancelled = await opened(undefined);
  await cancelled.remove('q2');
  const changing = await opened('Delete', { edit: { messageId: 'q3' } });
  await changing.remove('q2');
  expect([cancelled.vendor.deleted, changing.vendor.deleted, changing.shown]).toEqual([[], [], []]);
});

it('names the answer, too, that has come since the page was painted', async () => {
  const { remove, vendor, shown } = await opened('Delete');
  vendor.messages = [...vendor.messages, message('assistant', 'Since then', 'a3')];
  await remove('q3');
  expect([shown[0]?.text, vendor.deleted]).toEqual(['Delete this question and its answer?', ['a3', 'q3']]);
});

it('tells of a deletion that takes long, stops it, and does not claim to know what became of the question', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const stopped = Promise.withResolvers<void>();
    const deleting = async (id: string, signal: AbortSignal) => {
      if (id === 'a2') return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))).finally(
        stopped.resolve,
      );
    };
    const { remove, shown, ids } = await opened('Delete', { deleting });
    const done = remove('q2');
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([done, stopped.promise]);
    expect(shown.slice(1).map(({ text }) => text)).toEqual([
      'Deleting the question…',
      'It isn’t known whether the question was deleted at “Kanzlei A”.',
    ]);
    expect(ids()).toEqual(['q1', 'q2', 'q3']);
  } finally {
    vi.useRealTimers();
  }
});
