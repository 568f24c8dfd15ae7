import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from '../service/service.ts';
import { makeCopilotBuilder, never, tell } from './harness.ts';

/** How answers of CopilotBuilder end that are not whole, and how refusals are told. */

let service: Service;
const send = '/chat/SendMessage';
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function conversation() {
  service.reset();
  const subject = makeCopilotBuilder(service);
  const thread = await subject.provider.createThread(subject.assistantId, 'Klausel', never);
  const ask = (text: string) =>
    tell(subject.provider.ask(thread, { text, shown: { id: text, text, context: [] }, mayBeStored: false }, never));
  await ask('Eins');
  service.reset();
  const listed = async () => (await subject.provider.listMessages(thread, undefined, never)).items;
  return { ...subject, thread, ask, listed };
}

const sent = () => service.requests.filter(({ path }) => path === send).length;
const opened = () => service.requests.filter(({ path }) => path === '/chat/initialize').length;

describe('a refusal', () => {
  test.each([
    [400, { error: { code: 'content_filter', message: 'x' } }, 'question-filtered'],
    [
      400,
      { title: 'Bad Request', detail: 'The response was filtered by the content management policy.' },
      'question-filtered',
    ],
    [422, { error: { code: 'x', innererror: { code: 'ResponsibleAIPolicyViolation' } } }, 'question-filtered'],
    [403, { error: { code: 'content_filter' } }, 'question-filtered'],
    [400, { error: { code: 'context_length_exceeded' } }, 'context-too-long'],
    [400, { errors: { message: ['The input has too many tokens.'] } }, 'context-too-long'],
    [413, 'Payload Too Large', 'context-too-long'],
    [
      403,
      { statusCode: 403, message: 'Out of call volume quota. Quota will be replenished in 02:14:00.' },
      'quota-used',
    ],
    [400, { title: 'x' }, 'question-refused'],
  ] as const)(
    'sends once what is refused with %i and %j, leaves the session, and tells %s',
    async (status, body, code) => {
      const { ask, thread, threads } = await conversation();
      const before = await threads.session(thread);
      service.fail(send, { status, body: typeof body === 'string' ? body : JSON.stringify(body) });
      const { error, events } = await ask('Zwei');
      expect(error).toMatchObject({ code, status });
      expect(events.map(({ type }) => type)).not.toContain('context-lost');
      expect([sent(), opened()]).toEqual([1, 0]);
      expect(await threads.session(thread)).toEqual(before);
    },
  );

  test('names the request where the service does', async () => {
    const { ask } = await conversation();
    service.fail(send, { status: 400, body: '{"title":"x"}', headers: { 'x-request-id': 'req-17' } });
    expect((await ask('Zwei')).error).toMatchObject({ detail: 'req-17' });
  });
});

describe('an answer that is not whole', () => {
  const body = (FinishReason: string, text: string) =>
    JSON.stringify({
      latestMessages: text === '' ? [] : [text],
      chatHistory: [
        { role: { label: 'user' }, items: [{ $type: 'TextContent', text: 'Zwei' }] },
        {
          role: { label: 'Assistant' },
          items: [{ $type: 'TextContent', text }],
          modelId: 'gpt-x',
          metadata: { FinishReason },
        },
      ],
    });

  test.each([
    ['Length', 'Vier', 'length', 'interrupted', 'answer-length'],
    ['ContentFilter', 'Vier', 'filtered', 'failed', 'answer-filtered'],
    ['ContentFilter', '', 'filtered', 'failed', 'answer-filtered'],
  ])(
    'tells %s of the answer “%s”, now and when the conversation is read again',
    async (finish, text, reason, state, code) => {
      const { ask, listed } = await conversation();
      service.fail(send, { status: 200, body: body(finish, text) });
      const told = await ask('Zwei');
      expect(told.error).toBeUndefined();
      expect(told.text).toBe(text);
      expect(told.events.at(-1)).toEqual({ type: 'run-end', reason });
      expect((await listed()).at(-1)).toMatchObject({ text, state, error: { code } });
      if (text !== '')
        expect(told.events.find(({ type }) => type === 'details-found')).toMatchObject({
          details: { other: { modelId: 'gpt-x', FinishReason: finish } },
        });
    },
  );

  test('keeps what came before an error in the body, and tells the error', async () => {
    const { ask, listed } = await conversation();
    service.fail(send, { status: 200, body: '{"latestMessages":["Die Frist"],"error":{"code":"x"}}' });
    const { events, text } = await ask('Zwei');
    expect(text).toBe('Die Frist');
    expect(events.at(-1)).toMatchObject({ type: 'run-end', reason: 'broken', error: { code: 'unavailable' } });
    expect((await listed()).at(-1)).toMatchObject({ text, state: 'interrupted', error: { code: 'unavailable' } });
  });

  test.each([
    ['<title>Anmeldung</title>', 'text/plain', 'bad-response'],
    ['Bitte anmelden', 'text/html', 'bad-response'],
    [
      '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 56 seconds."}',
      'application/json',
      'rate-limited',
    ],
    ['{"Message":"An error has occurred."}', 'application/json', 'unavailable'],
  ])('stores nothing of %s', async (answer, type, code) => {
    const { ask, listed, threads, thread } = await conversation();
    service.fail(send, { status: 200, body: answer, headers: { 'content-type': type } });
    expect((await ask('Zwei')).error).toMatchObject({ code });
    expect((await listed()).map(({ text }) => text)).not.toContain(answer);
    expect((await threads.messages(thread)).filter(({ role }) => role === 'assistant')).toHaveLength(1);
    expect(sent()).toBe(1);
  });
});

describe('what initialize tells', () => {
  const open = '/chat/initialize';

  test('tells of the assistant its tokens, the end of its session, its data use, and no limit of another vendor', async () => {
    const { provider } = await conversation();
    const expirationDate = '2030-01-02T03:04:05';
    const answer = {
      sessionId: 's',
      expirationDate,
      usesCustomData: false,
      onlyUsesCustomData: false,
      maxTokens: 1400,
    };
    service.fail(open, { status: 200, body: JSON.stringify(answer) });
    expect((await provider.listAssistants(never))[0]).toMatchObject({
      maximumTokens: 1400,
      maximumLength: 1_000_000,
      sessionEnds: '2030-01-02T03:04:05.000Z',
      ownData: 'none',
    });
  });

  test('opens one session for a test, the list after it, and the first question', async () => {
    service.reset();
    const { provider, assistantId } = makeCopilotBuilder(service);
    await provider.test(never);
    await provider.listAssistants(never);
    const thread = await provider.createThread(assistantId, 'Klausel', never);
    const shown = { id: 'q', text: 'Eins', context: [] };
    await tell(provider.ask(thread, { text: 'Eins', shown, mayBeStored: false }, never));
    expect([opened(), sent()]).toEqual([1, 1]);
    await provider.listAssistants(never);
    expect(opened()).toBe(2);
  });

  test('does not trust a session longer than the service says', async () => {
    service.reset();
    let now = Date.now();
    const { provider, assistantId } = makeCopilotBuilder(service, { now: () => now });
    const soon = new Date(now + 60_000).toISOString();
    service.fail(open, { status: 200, body: JSON.stringify({ sessionId: 'short', expirationDate: soon }) });
    await provider.test(never);
    now += 61_000;
    const thread = await provider.createThread(assistantId, 'Klausel', never);
    const shown = { id: 'q', text: 'Eins', context: [] };
    expect(
      (await tell(provider.ask(thread, { text: 'Eins', shown, mayBeStored: false }, never))).error,
    ).toBeUndefined();
    expect(opened()).toBe(2);
  });
});

describe('a service as strict as the documentation', () => {
  test('forgets a session an hour after its last message, and the question goes out once more in a new one', async () => {
    const { ask } = await conversation();
    const now = Date.now();
    service.copilotBuilder.now = () => now + 61 * 60_000;
    try {
      const { events, error } = await ask('Zwei');
      expect(error).toBeUndefined();
      expect(events[0]).toEqual({ type: 'context-lost' });
      expect([sent(), opened()]).toEqual([2, 1]);
    } finally {
      service.copilotBuilder.now = Date.now;
    }
  });

  test('names author, model and metadata of an answer, which are kept with it', async () => {
    const { ask, listed } = await conversation();
    service.copilotBuilder.tellsAll = true;
    try {
      expect((await ask('Zwei')).error).toBeUndefined();
      expect((await listed()).at(-1)).toMatchObject({
        author: 'Contract Reviewer',
        details: { other: { modelId: 'model-a', FinishReason: 'Stop' } },
      });
    } finally {
      service.copilotBuilder.tellsAll = false;
    }
  });
});
