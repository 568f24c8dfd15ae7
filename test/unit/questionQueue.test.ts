import { expect, it } from 'vitest';
import { QuestionEdits } from '../../src/chat/questionEdits.ts';
import { QuestionQueue } from '../../src/chat/questionQueue.ts';
import type { ChatSession } from '../../src/chat/session.ts';

const session = {
  thread: { id: 't1' },
  transcript: { messages: [{ id: 'q1', role: 'user' }] },
} as unknown as ChatSession;
const question = { text: 'And then?', context: [] };

function queueWithDrafts() {
  const stored = new Map<ChatSession, string>();
  const drafts = {
    get: (of: ChatSession) => stored.get(of) ?? '',
    set: (of: ChatSession, text: string) => void stored.set(of, text),
  };
  return { queue: new QuestionQueue(drafts), drafts };
}

it('what waits survives a closed window as a draft, and is no draft while it waits', () => {
  const { queue, drafts } = queueWithDrafts();
  queue.put(session, question);
  expect(queue.draftOf(session)).toBe('');
  expect(drafts.get(session)).toBe('And then?');
  queue.typed(session, 'And last?');
  expect(queue.draftOf(session)).toBe('And last?');
  expect(drafts.get(session)).toBe('And then?\n\nAnd last?');
});

it('before the conversation has a thread nothing of it is written down', () => {
  const { queue, drafts } = queueWithDrafts();
  const begun = { transcript: { messages: [] } } as unknown as ChatSession;
  queue.put(begun, question);
  expect([queue.of(begun)?.text, drafts.get(begun)]).toEqual(['And then?', '']);
});

it('what was typed since stays when the question goes, or is held', () => {
  const { queue, drafts } = queueWithDrafts();
  queue.put(session, question);
  queue.typed(session, 'And last?');
  queue.hold(session);
  expect(queue.of(session)).toEqual({ ...question, held: true });
  expect(queue.draftOf(session)).toBe('And last?');
  expect(queue.take(session)).toEqual({ ...question, held: true });
  expect(queue.of(session)).toBeUndefined();
  expect(drafts.get(session)).toBe('And last?');
  expect(queue.take(session)).toBeUndefined();
});

it('each change is told, and nothing after the end', () => {
  const { queue } = queueWithDrafts();
  let told = 0;
  queue.onChange(() => told++);
  queue.put(session, question);
  queue.hold(session);
  queue.take(session);
  expect(told).toBe(3);
  queue.dispose();
  queue.put(session, question);
  expect(told).toBe(3);
});

it('a change of a question ends when it is no longer the last', () => {
  const edits = new QuestionEdits();
  const edit = { messageId: 'q1', draft: 'before', context: [] };
  edits.begin(session, edit);
  expect(edits.of(session)).toBe(edit);
  const later = {
    transcript: {
      messages: [
        { id: 'q1', role: 'user' },
        { id: 'q2', role: 'user' },
      ],
    },
  };
  Object.assign(session, later);
  expect(edits.of(session)).toBeUndefined();
});
