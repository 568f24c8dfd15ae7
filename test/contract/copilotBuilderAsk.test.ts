import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeCopilotBuilder, never, type Subject, tell } from './harness.ts';
import { deviates } from './traffic.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
let clock: number;
const send = '/chat/SendMessage';
const minutes = 60_000;
const ask = (text = 'Prüfe Klausel 3.', mayBeStored = false, id: string = crypto.randomUUID()) =>
  subject.provider.ask(thread, { text, shown: { id, text, context: [] }, mayBeStored }, never);
const calls = () => service.requests.map(({ path }) => path);
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const stored = async () => (await subject.threads.messages(thread)).map(({ role, text, state }) => [role, text, state]);

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  clock = Date.parse('2026-04-20T12:00:00Z');
  service.copilotBuilder.sessions.clear();
  service.copilotBuilder.answers = (message) => [`Zu „${message}“.`];
  subject = makeCopilotBuilder(service, { now: () => clock });
  thread = await subject.provider.createThread(subject.assistantId, 'Klausel', never);
  service.reset();
});

describe('opening', () => {
  test('opens a session with neither body nor content type, and tells name, description and greeting', {
    tags: ['copilotBuilder/row-9', 'copilotBuilder/row-10'],
  }, async () => {
    const [assistant] = await subject.provider.listAssistants(never);
    expect(assistant).toEqual({
      id: service.copilotBuilder.deploymentId,
      name: 'Contract Reviewer',
      description: 'Reviews contracts.',
      greeting: service.copilotBuilder.greeting,
      models: ['model-a', 'model-b'],
      ownData: 'also',
      maximumLength: 1_000_000,
      maximumTokens: 1400,
      sessionEnds: expect.stringMatching(/^20/),
    });
    const [request] = service.requests;
    expect(request).toMatchObject({ method: 'POST', body: '' });
    expect(request?.headers).toMatchObject({ 'content-length': '0' });
    expect(request?.headers).not.toHaveProperty('content-type');
    expect(request?.query.get('deploymentId')).toBe(service.copilotBuilder.deploymentId);
  });

  test.each([411, 415])(
    'tries once more to open a session, with an empty object, after %i',
    {
      tags: 'copilotBuilder/row-10',
    },
    async (status) => {
      deviates(/initialize: request: has a body/, 'whether the call takes a body is not documented');
      service.fail('/chat/initialize', { status, body: '' });
      await subject.provider.test(never);
      expect(service.requests.map(({ body }) => body)).toEqual(['', '{}']);
      service.reset();
      service.fail('/chat/initialize', { status, body: '', times: 2 });
      expect(await failure(subject.provider.test(never))).toMatchObject({ code: 'deployment-not-found', status });
      expect(service.requests).toHaveLength(2);
    },
  );

  test.each([
    [401, 'key-rejected'],
    [403, 'key-rejected'],
    [404, 'deployment-not-found'],
    [400, 'deployment-not-found'],
    [422, 'deployment-not-found'],
    [500, 'unavailable'],
    [511, 'proxy'],
  ])(
    'tells a session that is refused with %i as %s',
    {
      tags: [
        'copilotBuilder/row-22',
        'copilotBuilder/error-initialize-key',
        'copilotBuilder/error-initialize-deployment',
        'copilotBuilder/error-problem-document',
      ],
    },
    async (status, code) => {
      service.fail('/chat/initialize', { status, body: '{"traceId":"00-1-2-00"}', times: 3 });
      expect(await failure(subject.provider.test(never))).toMatchObject({ code, status, detail: '00-1-2-00' });
    },
  );

  test.each([
    ['{"sessionID":"s-1"}', 's-1'],
    ['{"SessionId":"s-2","Greeting":null,"CopilotName":7}', 's-2'],
    ['{"id":"s-3"}', 's-3'],
  ])(
    'opens a session with nothing but a session id: %s',
    { tags: 'copilotBuilder/row-16' },
    async (body, sessionId) => {
      service.fail('/chat/initialize', { body });
      const [assistant] = await subject.provider.listAssistants(never);
      expect(assistant).toEqual({ id: subject.assistantId, name: 'Copilot', maximumLength: 1_000_000 });
      await tell(ask());
      expect(service.requests[1] && bodyOf(service.requests[1])?.['sessionId']).toBe(sessionId);
    },
  );

  test('uses the session of a list for the first thread, and for no other', async () => {
    await subject.provider.listAssistants(never);
    await tell(ask());
    thread = await subject.provider.createThread(subject.assistantId, 'Zweiter', never);
    await tell(ask());
    expect(calls()).toEqual(['/chat/initialize', send, '/chat/initialize', send]);
    const [, first, , second] = service.requests.map((request) => bodyOf(request)?.['sessionId']);
    expect(first).not.toBe(second);
  });
});

describe('a session', () => {
  test('opens a session anew 55 minutes after its last message, and tells that its memory is lost', {
    tags: 'copilotBuilder/row-13',
  }, async () => {
    await tell(ask('Eins'));
    clock += 54 * minutes;
    expect(types((await tell(ask('Zwei'))).events)).not.toContain('context-lost');
    clock += 54 * minutes;
    await tell(ask('Drei'));
    expect(calls()).toEqual(['/chat/initialize', send, send, send]);
    clock += 56 * minutes;
    const { events, error } = await tell(ask('Vier'));
    expect(error).toBeUndefined();
    expect(types(events)).toEqual(['context-lost', 'question-stored', 'text-delta', 'run-end']);
    expect(calls().slice(4)).toEqual(['/chat/initialize', send]);
  });

  test('ends a session earlier when the service says so, never later, whatever the clock shows', {
    tags: 'copilotBuilder/row-12',
  }, async () => {
    for (const [expirationDate, after, opens] of [
      [new Date(clock + 10 * minutes).toISOString().replace('Z', ''), 11, true],
      [new Date(clock + 500 * minutes).toISOString(), 56, true],
      ['2024-04-20T15:16:38.920Z', 54, false],
      ['nonsense', 54, false],
    ] as const) {
      service.fail(send, { body: JSON.stringify({ expirationDate, latestMessages: ['ja'] }) });
      await tell(ask());
      const before = clock;
      clock += after * minutes;
      service.requests.length = 0;
      await tell(ask());
      expect([expirationDate, calls().includes('/chat/initialize')]).toEqual([expirationDate, opens]);
      clock = before;
      service.copilotBuilder.sessions.clear();
      thread = await subject.provider.createThread(subject.assistantId, 'Nächster', never);
    }
  });

  test.each([401, 403, 404, 410])(
    'opens a session that looks forgotten (%i) anew once, and sends the message again',
    { tags: 'copilotBuilder/error-send-suspicious' },
    async (status) => {
      await tell(ask('Eins'));
      service.reset();
      service.fail(send, { status, body: '' });
      const { events, error } = await tell(ask('Zwei'));
      expect(error).toBeUndefined();
      expect(types(events)[0]).toBe('context-lost');
      expect(calls()).toEqual([send, '/chat/initialize', send]);
    },
  );

  test('tells the refusal after two sends when the new session is refused too', {
    tags: 'copilotBuilder/error-send-suspicious',
  }, async () => {
    await tell(ask('Eins'));
    for (const [status, code] of [
      [404, 'session-expired'],
      [410, 'session-expired'],
      [401, 'key-rejected'],
    ] as const) {
      service.reset();
      service.fail(send, { status, body: '', times: 2 });
      expect((await tell(ask('Zwei'))).error).toMatchObject({ code, status });
      expect(calls()).toEqual([send, '/chat/initialize', send]);
    }
  });

  test('keeps the session when a message is refused, and sends that message once', {
    tags: 'copilotBuilder/error-send-refused',
  }, async () => {
    await tell(ask('Eins'));
    service.reset();
    service.fail(send, { status: 400, body: '' });
    expect((await tell(ask('Zwei'))).error).toMatchObject({ code: 'question-refused', status: 400 });
    expect(calls()).toEqual([send]);
    expect(types((await tell(ask('Drei'))).events)).not.toContain('context-lost');
  });

  test('tells of no lost memory in a thread that is new', async () => {
    service.fail(send, { status: 404, body: '' });
    expect(types((await tell(ask())).events)).toEqual(['question-stored', 'text-delta', 'run-end']);
  });
});

describe('sending', () => {
  test.each([429, 500, 502, 503, 504])(
    'never sends a message a second time by itself after %i',
    {
      tags: ['copilotBuilder/error-send-never-again', 'copilotBuilder/row-19'],
    },
    async (status) => {
      service.fail(send, { status, headers: { 'retry-after': '0' }, body: '' });
      expect((await tell(ask())).error).toBeInstanceOf(ChatError);
      expect(calls().filter((path) => path === send)).toHaveLength(1);
    },
  );

  test('stores the question before it is sent, and the answer with what is known of it after', async () => {
    service.fail(send, { silentAt: -1 });
    const stop = new AbortController();
    const shown = { id: 'Eins', text: 'Eins', context: [] };
    const told = tell(subject.provider.ask(thread, { text: 'Eins', shown, mayBeStored: false }, stop.signal));
    await service.until(() => calls().includes(send));
    expect(await stored()).toEqual([['user', 'Eins', 'sending']]);
    stop.abort();
    await told;
    expect(await stored()).toEqual([['user', 'Eins', 'unknown']]);
    service.fail(send, { status: 422, body: '' });
    await tell(ask('Eins', false, 'Eins'));
    expect(await stored()).toEqual([['user', 'Eins', 'failed']]);
    // Whose question it is keeps it, or takes it back: the conversation is without it.
    expect((await subject.provider.listMessages(thread, undefined, never)).items).toEqual([]);
    await tell(ask('Eins', true, 'Eins'));
    expect(await stored()).toEqual([
      ['user', 'Eins', 'sent'],
      ['assistant', 'Zu „Eins“.', 'complete'],
    ]);
  });

  test('sends the messages of one thread one after the other, and lets the waiting one be stopped', async () => {
    service.fail(send, { silentAt: 1, beat: ' ', beatEvery: 5, beats: 10 });
    const stop = new AbortController();
    const [first, stopped, last] = [
      tell(ask('Eins')),
      tell(subject.provider.ask(thread, { text: 'Nie', mayBeStored: false }, stop.signal)),
      tell(ask('Zwei')),
    ];
    stop.abort();
    expect((await stopped).error).toBe(stop.signal.reason);
    expect([(await first).error, (await last).error]).toEqual([undefined, undefined]);
    const [one, two] = service.requests.filter(({ path }) => path === send);
    expect(one?.closedAt).toBeLessThanOrEqual(two?.at ?? 0);
    expect((await stored()).map(([, text]) => text)).toEqual(['Eins', 'Zu „Eins“.', 'Zwei', 'Zu „Zwei“.']);
  });

  test('does not send a question that cannot be stored', async () => {
    subject.threads.failure = new ChatError('storage');
    expect((await tell(ask())).error).toMatchObject({ code: 'storage' });
    expect(service.requests).toEqual([]);
  });

  test('keeps an answer as whole when its session could not be noted', async () => {
    await tell(ask('Erste Frage'));
    subject.threads.sessionFailure = new ChatError('storage', { processed: 'no' });
    const { events, error } = await tell(ask('Zweite Frage'));
    expect(error).toBeUndefined();
    expect(types(events).slice(0, 2)).toEqual(['question-stored', 'text-delta']);
    expect(events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
    expect(calls().filter((path) => path.endsWith(send))).toHaveLength(2);
    expect((await stored()).filter(([role]) => role === 'user').at(-1)).toEqual(['user', 'Zweite Frage', 'sent']);
    expect(subject.log.join('\n')).toContain('could not be noted');
  });

  test.each([
    ['storage', 'answer-unsaved'],
    ['thread-gone', 'thread-gone'],
  ] as const)('shows an answer that cannot be stored, and tells why (%s)', async (thrown, code) => {
    subject.threads.failure = new ChatError(thrown);
    subject.threads.failsWhen = ({ role }) => role === 'assistant';
    const { text, events } = await tell(ask('Eins'));
    expect(text).toBe('Zu „Eins“.');
    expect(events.at(-1)).toEqual({ type: 'run-end', reason: 'complete', error: { code } });
  });

  test('shows each step of a workflow as an answer of its own', async () => {
    service.copilotBuilder.answers = () => ['Erster Schritt.', 'Zweiter Schritt.'];
    const { events } = await tell(ask('Eins'));
    expect(types(events)).toEqual(['question-stored', 'text-delta', 'answer-start', 'text-delta', 'run-end']);
    expect((await stored()).slice(1)).toEqual([
      ['assistant', 'Erster Schritt.', 'complete'],
      ['assistant', 'Zweiter Schritt.', 'complete'],
    ]);
  });

  test('takes an answer without text for an answer', { tags: 'copilotBuilder/row-1' }, async () => {
    service.copilotBuilder.answers = () => [];
    const { events, error } = await tell(ask('Eins'));
    expect(error).toBeUndefined();
    expect(types(events)).toEqual(['question-stored', 'run-end']);
    expect(await stored()).toEqual([
      ['user', 'Eins', 'sent'],
      ['assistant', '', 'empty'],
    ]);
  });
});
