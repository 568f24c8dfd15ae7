import { expect, it } from 'vitest';
import { QuestionEdits } from '../../src/chat/composer/questionEdits.ts';
import type { Message } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const message = (id: string, role: Message['role']): Message => ({
  id,
  role,
  text: id,
  sources: [],
  context: [],
  state: role === 'user' ? 'sent' : 'complete',
});

/** A conversation whose vendor holds what the test says at the moment. */
async function opened(...first: readonly Message[]) {
  let held = first;
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async (_, title) => ({ connectionId: 'c', assistantId: 'hr', id: 't1', title }),
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: held }),
    async *ask() {
      yield { type: 'run-end', reason: 'complete' };
    },
    test: async () => undefined,
  };
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread: { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' },
    provider: () => provider,
    log,
  });
  await session.load();
  const edits = new QuestionEdits(log);
  const overtaken: unknown[] = [];
  edits.onOvertaken(({ edit }) => overtaken.push(edit));
  const hold = async (...messages: readonly Message[]) => {
    held = messages;
    await session.load();
  };
  return { session, edits, overtaken, hold };
}

const [asked, answered] = [message('q1', 'user'), message('a1', 'assistant')];

it('gives back once what stood in the composer before when another question overtakes a change', async () => {
  const { session, edits, overtaken, hold } = await opened(asked, answered);
  const edit = { messageId: session.transcript.messages[0]?.id ?? '' };
  edits.begin(session, edit);
  await hold(asked, answered);
  expect([edits.of(session), overtaken]).toEqual([edit, []]);
  await hold(asked, answered, message('q2', 'user'), message('a2', 'assistant'));
  expect([edits.of(session), overtaken]).toEqual([undefined, [edit]]);
  await session.send('q3', []);
  expect(overtaken).toHaveLength(1);
});

it('gives nothing back when a question goes out after a change was given up', async () => {
  const { session, edits, overtaken } = await opened(asked, answered);
  const edit = { messageId: session.transcript.messages[0]?.id ?? '' };
  edits.begin(session, edit);
  expect(edits.end(session)).toEqual(edit);
  await session.send('q2', []);
  expect(overtaken).toEqual([]);
});
