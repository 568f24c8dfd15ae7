import { expect, it } from 'vitest';
import { FollowUpQueue } from '../../src/chat/composer/followUpQueue.ts';
import { message } from './conversation.ts';
import { MemoryOutbox } from './memoryOutbox.ts';
import { silentLog, stubSession } from './stubs.ts';

const assistant = { id: 'a', name: 'A' };
const thread = (id: string) => ({ connectionId: 'c', assistantId: 'a', id, title: 'T' });
const session = await stubSession(assistant, { thread: thread('t1'), messages: [message('user', 'Q', 'q1')] });
const question = {
  text: 'And then?',
  context: [{ id: 'p', label: 'a.md', firstLine: 1, lastLine: 2, text: 'Passage' }],
};

function queueOnDisk() {
  const outbox = new MemoryOutbox();
  return { outbox, queue: new FollowUpQueue(outbox, silentLog), left: () => [...outbox.entries.values()] };
}

it('writes a question that waits down with its passages, as one that was not sent', async () => {
  const { queue, left } = queueOnDisk();
  const writing = queue.put(session, question);
  expect(queue.of(session)).toMatchObject({ ...question, isPaused: false });
  await writing;
  expect(left()).toMatchObject([{ ...question, id: queue.of(session)?.id, threadId: 't1', state: 'queued' }]);
});

it('takes a question that waits into the thread that its conversation gets', async () => {
  const { queue, left } = queueOnDisk();
  const begun = await stubSession(assistant);
  await queue.put(begun, question);
  expect(left()[0]?.threadId).toBeUndefined();
  Object.defineProperty(begun, 'thread', { value: thread('t2') });
  await queue.begun(begun);
  expect(left()).toMatchObject([{ threadId: 't2', state: 'queued' }]);
});

it('leaves a waiting question on the disk when it is taken to be sent, and removes it when it is removed', async () => {
  const { queue, left } = queueOnDisk();
  void queue.put(session, question);
  queue.hold(session);
  const taken = queue.take(session);
  expect([taken?.isPaused, queue.of(session), queue.take(session)]).toEqual([true, undefined, undefined]);
  await queue.written();
  expect(left()).toHaveLength(1);
  if (taken) await queue.remove(session, taken);
  expect(left()).toEqual([]);
});

it('lets a question wait although the disk takes nothing', async () => {
  const { queue, outbox } = queueOnDisk();
  outbox.add = () => Promise.reject(new Error('full'));
  await queue.put(session, question);
  expect(queue.of(session)?.text).toBe('And then?');
});

it('tells each change of what waits, and nothing after the end', async () => {
  const { queue } = queueOnDisk();
  let told = 0;
  queue.onChange(() => told++);
  await queue.put(session, question);
  queue.hold(session);
  queue.take(session);
  expect(told).toBe(3);
  queue.dispose();
  await queue.put(session, question);
  expect(told).toBe(3);
});
