import { describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import { hr, realEstate } from '../service/haufe.ts';
import { bodyOf } from '../service/reply.ts';
import type { Service } from '../service/service.ts';
import { never, type Subject, tell } from './harness.ts';
import { callsOf, kindsOf, servedThread, useHaufeConversation } from './haufeConversation.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const stream = '/run/stream';
const question = 'Wie lange ist die Probezeit?';
const ask = (mayBeStored = false, text = question, signal = never, provider: Provider = subject.provider) =>
  provider.ask(thread, { text, mayBeStored }, signal);
const calls = () => callsOf(service);
const served = () => servedThread(service, thread);

useHaufeConversation((begun) => {
  ({ service, subject, thread } = begun);
});

describe('a question that may be stored', () => {
  test('sends a question that may be stored when the thread does not have it', async () => {
    await tell(ask(true));
    expect(calls().slice(0, 3)).toEqual(['GET …/messages', 'POST …/messages', 'POST …/run/stream']);
  });

  test('only runs a question that the vendor has', async () => {
    service.fail('/messages', { method: 'POST', processed: true, cutAt: -1, reset: true });
    expect((await tell(ask())).error).toMatchObject({ code: 'network', processed: 'maybe' });
    service.requests.length = 0;
    const { text, events } = await tell(ask(true));
    expect(text).toBe(service.haufe.answers(question).text);
    expect(events[0]).toEqual({ type: 'question-stored', messageId: served().messages[0]?.id });
    expect(calls().slice(0, 2)).toEqual(['GET …/messages', 'POST …/run/stream']);
    expect(served().messages.filter(({ role }) => role === 'user')).toHaveLength(1);
  });

  test('only reads the answer when the vendor has it', async () => {
    service.haufe.storesAnswer = 'always';
    service.fail(stream, { processed: true, cutAt: -1 });
    expect((await tell(ask())).error).toMatchObject({ code: 'network' });
    service.requests.length = 0;
    const { text, events } = await tell(ask(true));
    expect(text).toBe(service.haufe.answers(question).text);
    expect(kindsOf(events)).toEqual(['question-stored', 'text-delta', 'sources-found', 'run-end']);
    expect(calls()).toEqual(['GET …/messages']);
  });

  test.each([false, true])(
    'does not take an earlier question with the same words for the one that may be stored (thread read: %s)',
    async (read) => {
      if (read) {
        service.haufe.addMessage(served(), 'user', question);
        service.haufe.addMessage(served(), 'assistant', 'Alte Antwort.');
        await subject.provider.listMessages(thread, undefined, never);
      } else {
        await tell(ask());
      }
      service.fail('/messages', { method: 'POST', cutAt: -1, reset: true });
      expect((await tell(ask())).error).toMatchObject({ code: 'network', processed: 'maybe' });
      service.requests.length = 0;
      await tell(ask(true));
      expect(calls().slice(0, 2)).toEqual(['GET …/messages', 'POST …/messages']);
      // Had it been stored, it would have been found.
      service.fail('/messages', { method: 'POST', processed: true, cutAt: -1 });
      await tell(ask());
      service.requests.length = 0;
      await tell(ask(true));
      expect(calls().slice(0, 2)).toEqual(['GET …/messages', 'POST …/run/stream']);
    },
  );

  test('does not take the newest question with the same words for it when what it followed was deleted', async () => {
    const { id } = service.haufe.addMessage(served(), 'user', question);
    const look = (earlier: readonly string[]) =>
      tell(
        subject.provider.ask(
          thread,
          { text: question, mayBeStored: true, lookFor: 'question', after: 'deleted', earlier },
          never,
        ),
      );
    expect((await look([id])).error).toMatchObject({ code: 'not-arrived' });
    expect((await look([])).events[0]).toEqual({ type: 'question-stored', messageId: id });
  });

  test('finds a stored question although the vendor trims it and changes line ends', async () => {
    service.haufe.addMessage(served(), 'user', 'Zeile 1\nZeile 2');
    await tell(ask(true, '  Zeile 1\r\nZeile 2 \n'));
    expect(calls()[1]).toBe('POST …/run/stream');
  });

  test('does not send a question that may be stored when the thread cannot be read', async () => {
    service.fail('/messages', { method: 'GET', status: 400, body: '{"error_code":"thread_is_deactivated"}' });
    expect((await tell(ask(true))).error).toMatchObject({ code: 'thread-gone' });
    expect(calls()).toEqual(['GET …/messages']);
  });

  test('takes the answer that another run has made meanwhile', async () => {
    service.haufe.addMessage(served(), 'user', question);
    const { id } = service.haufe.addMessage(served(), 'assistant', 'Sechs Monate.');
    // The list is still without the answer when it is read first.
    const { messages } = served();
    const stale = JSON.stringify({ cursor: null, items: messages.slice(0, 1) });
    service.fail('/messages', { method: 'GET', body: stale });
    const { text, error } = await tell(ask(true));
    expect(error).toBeUndefined();
    expect([text, id]).toEqual(['Sechs Monate.', messages[1]?.id]);
  });
});

test('tells a question as perhaps stored after a failure of the service, and as not stored after a refusal', async () => {
  service.fail('/messages', { method: 'POST', status: 500, body: '' });
  expect((await tell(ask())).error).toMatchObject({ code: 'unavailable', processed: 'maybe' });
  service.fail('/messages', { method: 'POST', status: 422, body: '{"error_code":"message_content_empty"}' });
  expect((await tell(ask())).error).toMatchObject({ code: 'message-empty', processed: 'yes' });
  expect(calls()).toEqual(['POST …/messages', 'POST …/messages']);
});

test('repeats a POST after 429 and after 503 with Retry-After, and never after another 5xx', async () => {
  service.fail('/messages', { method: 'POST', status: 429, headers: { 'retry-after': '0' }, body: '' });
  service.fail(stream, { status: 503, headers: { 'retry-after': '0' }, body: '' });
  expect((await tell(ask())).error).toBeUndefined();
  expect(calls().filter((call) => call.startsWith('POST'))).toEqual([
    'POST …/messages',
    'POST …/messages',
    'POST …/run/stream',
    'POST …/run/stream',
  ]);
  service.reset();
  service.fail(stream, { status: 503, body: '' });
  expect((await tell(ask())).error).toMatchObject({ code: 'unavailable', processed: 'maybe' });
  expect(calls()).toEqual(['POST …/messages', 'POST …/run/stream']);
});

test('tells a thread that was deleted elsewhere as gone, and deletes it again without an error', async () => {
  served().deleted = true;
  expect((await tell(ask())).error).toMatchObject({ code: 'thread-gone' });
  await expect(subject.provider.listMessages(thread, undefined, never)).rejects.toMatchObject({ code: 'thread-gone' });
  await subject.provider.deleteThread(thread, never);
  service.haufe.threads.length = 0;
  await subject.provider.deleteThread(thread, never);
});

test("sends the licence with the run, the assistant's own first, and without one the vendor asks for it", {
  tags: ['haufe/row-25', 'haufe/row-37'],
}, async () => {
  const { baseUrl, key } = service.haufe;
  const connection = { id: 'haufe', provider: 'haufe', name: 'Haufe', baseUrl } as const;
  const common = {
    getKey: async () => key,
    timeouts: { headers: 5_000, idle: 5_000, total: 20_000 },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  };
  const bare = haufeProvider({ connection, ...common });
  thread = await bare.createThread(realEstate.id, 'Miete', never);
  expect((await tell(ask(false, question, never, bare))).error).toMatchObject({
    code: 'details-missing',
    processed: 'no',
  });
  const licensed = haufeProvider({
    connection: { ...connection, license: 'PI1', licenses: { [realEstate.id]: 'PI2' } },
    ...common,
  });
  for (const [assistant, licence] of [
    [realEstate, 'PI2'],
    [hr, 'PI1'],
  ] as const) {
    thread = await licensed.createThread(assistant.id, 'Miete', never);
    service.reset();
    expect((await tell(ask(false, question, never, licensed))).error).toBeUndefined();
    const run = service.requests.find(({ path }) => path.endsWith(stream));
    expect(run && bodyOf(run)).toEqual({ meta_data: { user_data: { licence } } });
  }
});
