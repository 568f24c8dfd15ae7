import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Message, Thread } from '../../src/chat/model/model.ts';
import type { Question } from '../../src/chat/ports/provider.ts';
import { type Service, startService } from '../service/service.ts';
import { makeCopilotBuilder, never, type Subject, tell } from './harness.ts';

/** What is kept of a conversation whose vendor keeps nothing: questions by their ids, with their answers. */
let service: Service;
let here: Subject;
let thread: Thread;
const sent = () => service.requests.filter(({ path }) => path === '/chat/SendMessage').length;
const ask = (id: string, more: Partial<Question> = {}, from = here) => {
  const { text = `Frage ${id}` } = more;
  return tell(
    from.provider.ask(thread, { text, shown: { id, text, context: [] }, mayBeStored: false, ...more }, never),
  );
};
const listed = async (from = here) =>
  (await from.provider.listMessages(thread, undefined, never)).items.map(({ text, state }) => `${text} ${state}`);
const conversation = (...ids: string[]) => ids.flatMap((id) => [`Frage ${id} sent`, `Zu „Frage ${id}“. complete`]);
const question = (id: string, state: Message['state']): Message => ({
  ...{ id, role: 'user', text: `Frage ${id}`, sources: [], context: [], state },
});
const answer = (id: string, text: string, answerTo?: string): Message => ({
  ...{ id, role: 'assistant', text, sources: [], context: [], state: 'complete', ...(answerTo && { answerTo }) },
});

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.copilotBuilder.sessions.clear();
  service.copilotBuilder.answers = (message) => [`Zu „${message}“.`];
  here = makeCopilotBuilder(service);
  thread = await here.provider.createThread(here.assistantId, 'Klausel', never);
  service.reset();
});

describe('a question that has an answer', () => {
  test('takes a question that has an answer as sent when its process was killed before it could say so', async () => {
    await here.threads.putMessage(thread, question('1', 'sending'));
    await here.threads.putMessage(thread, answer('a', 'Ja.', '1'));
    expect(await listed()).toEqual(['Frage 1 sent', 'Ja. complete']);
  });

  test('takes a question that has an answer as sent when another window stops waiting for it later', async () => {
    await ask('1');
    await here.threads.putMessage(thread, question('1', 'unknown'));
    expect(await listed()).toEqual(conversation('1'));
  });

  test.each([{}, { mayBeStored: true }, { mayBeStored: true, lookFor: 'question' } as const])(
    'tells the answer once more instead of sending a question that has one again (%j)',
    async (again) => {
      await ask('1');
      const { text, events, error } = await ask('1', again);
      expect([text, error, sent()]).toEqual(['Zu „Frage 1“.', undefined, 1]);
      expect(events.map(({ type }) => type)).toEqual(['question-stored', 'text-delta', 'run-end']);
      expect(await listed()).toEqual(conversation('1'));
    },
  );
});

test('sends the same words again as a question of their own', async () => {
  service.fail('/SendMessage', { cutAt: -1, reset: true });
  await ask('1', { text: 'weiter' });
  await ask('2', { text: 'weiter' });
  expect((await here.threads.messages(thread)).map(({ id, state }) => [id, state])).toMatchObject([
    ['1', 'unknown'],
    ['2', 'sent'],
    [expect.any(String), 'complete'],
  ]);
  expect(await listed()).toEqual(['weiter sent', 'Zu „weiter“. complete']);
});

describe('answers stand below their questions', () => {
  test('places answers below their questions in whichever order two windows wrote them', async () => {
    const there = makeCopilotBuilder(service, { threads: here.threads });
    service.fail('/SendMessage', { silentAt: 1, beat: ' ', beatEvery: 5, beats: 60 });
    const slow = ask('1');
    await service.until(() => sent() === 1);
    await ask('2', {}, there);
    await slow;
    const written = (await here.threads.messages(thread)).map(({ text }) => text);
    expect(written).toEqual(['Frage 1', 'Frage 2', 'Zu „Frage 2“.', 'Zu „Frage 1“.']);
    expect(await listed()).toEqual(conversation('1', '2'));
  });

  test('places answers that name no question in the order in which they were written', async () => {
    for (const message of [question('1', 'sent'), answer('a', 'Ja.'), question('2', 'sent'), answer('b', 'Nein.')])
      await here.threads.putMessage(thread, message);
    expect(await listed()).toEqual(['Frage 1 sent', 'Ja. complete', 'Frage 2 sent', 'Nein. complete']);
  });

  test('leaves an answer whose question is damaged where it was written', async () => {
    await ask('1');
    await here.threads.putMessage(thread, answer('a', 'Ja.', 'damaged'));
    await ask('2');
    expect(await listed()).toEqual([...conversation('1'), 'Ja. complete', ...conversation('2')]);
  });
});

describe('an answer that could not be kept', () => {
  const unsaved = {
    ...{ text: 'Zu „Frage 1“.', error: undefined },
    events: expect.arrayContaining([
      { type: 'run-end', reason: 'complete', error: { code: 'answer-unsaved', detail: 'ENOSPC' } },
    ]),
  };
  const failing = (by: Partial<Message> = { role: 'assistant' }) => {
    here.threads.failure = new ChatError('storage', { processed: 'no', detail: 'ENOSPC' });
    here.threads.failsWhen = ({ role }) => role === by.role;
  };

  test('shows an answer that could not be stored, and stores it instead of sending again when it is asked for again', async () => {
    failing();
    expect(await ask('1')).toMatchObject(unsaved);
    expect(await listed()).toEqual(conversation('1'));
    expect(await ask('1', { mayBeStored: true })).toMatchObject(unsaved);
    here.threads.failure = undefined;
    expect(await ask('1', { mayBeStored: true })).toMatchObject({ text: 'Zu „Frage 1“.', error: undefined });
    expect(sent()).toBe(1);
    expect((await here.threads.messages(thread)).map(({ state }) => state)).toEqual(['sent', 'complete']);
  });

  test('stores an answer before the next question, which is not sent as long as that fails', async () => {
    failing();
    await ask('1');
    expect((await ask('2')).error).toMatchObject({ code: 'storage' });
    expect(sent()).toBe(1);
    here.threads.failure = undefined;
    await ask('2');
    expect(await listed(makeCopilotBuilder(service, { threads: here.threads }))).toEqual(conversation('1', '2'));
  });

  test('stores an answer that could not be stored when the conversation is looked at again', async () => {
    failing();
    await ask('1');
    here.threads.failure = undefined;
    await listed();
    expect(await here.threads.messages(thread)).toHaveLength(2);
  });

  test('does not bring an answer back once its conversation is deleted', async () => {
    failing();
    await ask('1');
    here.threads.failure = new ChatError('thread-gone', { processed: 'no' });
    expect((await ask('2')).error).toMatchObject({ code: 'thread-gone' });
    here.threads.failure = undefined;
    expect(await listed()).toEqual([]);
  });
});
