import { expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { combinedProvider } from '../../src/providers/combined.ts';

const never = new AbortController().signal;

function fake(...ids: readonly string[]) {
  const calls: string[] = [];
  const threadOf = (assistantId: string): Thread => ({
    connectionId: 'c',
    assistantId,
    id: `thread of ${assistantId}`,
    title: '',
  });
  const provider: Provider = {
    listAssistants: async () => {
      calls.push('list');
      return ids.map((id) => ({ id, name: id }));
    },
    listThreads: async (id) => ({ items: [threadOf(id)] }),
    createThread: async (id) => threadOf(id),
    deleteThread: async ({ id }) => void calls.push(`delete ${id}`),
    listMessages: async ({ id }) => ({ items: [], cursor: id }),
    async *ask({ assistantId }) {
      yield { type: 'text-delta', delta: assistantId };
    },
    test: async () => void calls.push('test'),
  };
  return { provider, calls };
}

test('lists the assistants of all, and calls the one who has the assistant', async () => {
  const [first, second] = [fake('a', 'b'), fake('c')];
  const combined = combinedProvider([first.provider, second.provider]);
  expect((await combined.listAssistants(never)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  const thread = await combined.createThread('c', 'Titel', never);
  expect(thread.id).toBe('thread of c');
  expect((await combined.listThreads('b', undefined, never)).items).toHaveLength(1);
  expect((await combined.listMessages(thread, undefined, never)).cursor).toBe('thread of c');
  await combined.deleteThread(thread, never);
  await combined.test(never);
  for await (const event of combined.ask(thread, { text: 'x', mayBeStored: false }, never)) {
    expect(event).toEqual({ type: 'text-delta', delta: 'c' });
  }
  expect(first.calls).toEqual(['list', 'test']);
  expect(second.calls).toEqual(['list', 'delete thread of c', 'test']);
});

test('finds the owner of a thread that was opened before any list', async () => {
  const [first, second] = [fake('a'), fake('c')];
  const combined = combinedProvider([first.provider, second.provider]);
  expect((await combined.createThread('c', 'Titel', never)).assistantId).toBe('c');
  await expect(combined.createThread('d', 'Titel', never)).rejects.toMatchObject({ code: 'assistant-unavailable' });
});
