import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { makeCopilotBuilder, never, type Subject, tell } from './harness.ts';

/** How often a message goes out, and in how many sessions, whatever the service answers to it. */

let service: Service;
const send = '/chat/SendMessage';
const open = '/chat/initialize';

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

interface Conversation extends Subject {
  readonly thread: Thread;
  /** Asks as a session does; resolves when the run has ended. */
  readonly ask: (text: string, options?: { readonly newSession?: true }) => ReturnType<typeof tell>;
}

/** A conversation that was asked once already, an hour and more ago where it is `old`. */
async function conversation(old: boolean): Promise<Conversation> {
  let clock = Date.parse('2026-04-20T12:00:00Z');
  service.reset();
  service.copilotBuilder.sessions.clear();
  service.copilotBuilder.answers = (message) => [`Zu „${message}“.`];
  const subject = makeCopilotBuilder(service, { now: () => clock });
  const thread = await subject.provider.createThread(subject.assistantId, 'Klausel', never);
  const ask: Conversation['ask'] = (text, options = {}) => {
    const shown = { id: text, text, context: [] };
    return tell(subject.provider.ask(thread, { text, shown, mayBeStored: false, ...options }, never));
  };
  await ask('Eins');
  if (old) clock += 61 * 60_000;
  service.reset();
  return { ...subject, thread, ask };
}

const count = (path: string) => service.requests.filter((request) => request.path === path).length;
const sessionsSentTo = () =>
  service.requests.filter(({ path }) => path === send).map((request) => bodyOf(request)?.['sessionId']);

/** Without 421: `fetch` itself tries that anew on another connection, since it was meant for another server (RFC 9110, 15.5.20). */
const statuses = Array.from({ length: 300 }, (_, index) => 300 + index).filter((status) => status !== 421);
const forgotten = new Set([404, 410]);
const perhapsTheKey = new Set([401, 403]);

describe('a message', () => {
  test.each([
    ['young', false],
    ['old', true],
  ] as const)(
    'sends a message once in a session that is %s, whatever the status, and twice only where the session is surely gone',
    { tags: ['copilotBuilder/error-send-suspicious', 'copilotBuilder/error-send-refused'] },
    async (_, old) => {
      const wrong: unknown[] = [];
      for (const status of statuses) {
        const { ask } = await conversation(old);
        service.fail(send, { status, body: '' });
        const { error } = await ask('Zwei');
        const again = forgotten.has(status) || perhapsTheKey.has(status);
        const expected = { sent: again ? 2 : 1, opened: Number(old) + Number(again), failed: !again };
        const actual = { sent: count(send), opened: count(open), failed: error instanceof ChatError };
        if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push({ status, ...actual });
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each([401, 403])('sends a message once where the key is refused for a new session too (%i)', async (status) => {
    for (const old of [false, true]) {
      const { ask, thread, threads } = await conversation(old);
      service.fail(send, { status, body: '' });
      service.fail(open, { status: 401, body: '', times: 3 });
      const before = await threads.session(thread);
      expect((await ask('Zwei')).error).toMatchObject({ code: 'key-rejected' });
      // Without a session there is nothing to send it in.
      expect(count(send)).toBe(old ? 0 : 1);
      expect(await threads.session(thread)).toEqual(before);
    }
  });

  test('tells a refused message as surely not processed when no new session can be opened', async () => {
    const { ask } = await conversation(false);
    for (const failure of [{ status: 503, body: '' }, { cutAt: -1 }] as const) {
      service.reset();
      service.fail(send, { status: 404, body: '' });
      service.fail(open, { ...failure, times: 5 });
      const { error } = await ask('Zwei');
      expect(error).toBeInstanceOf(ChatError);
      expect((error as ChatError).processed).not.toBe('maybe');
      expect(count(send)).toBe(1);
    }
  });

  test.each([400, 405, 409, 413, 415, 422])(
    'leaves the session and its memory as they are when a message is refused with %i',
    { tags: 'copilotBuilder/error-send-refused' },
    async (status) => {
      const { ask, thread, threads } = await conversation(false);
      const before = await threads.session(thread);
      service.fail(send, { status, body: '' });
      const { events } = await ask('Zwei');
      expect(events.map(({ type }) => type)).not.toContain('context-lost');
      expect(await threads.session(thread)).toEqual(before);
      await ask('Drei');
      expect(new Set(sessionsSentTo())).toEqual(new Set([before?.id]));
      expect(service.copilotBuilder.sessions.size).toBe(1);
    },
  );
});

describe('a new session that the person wants', () => {
  const newSession = { newSession: true } as const;

  test('sends the question once in the new session, and tells the loss of memory before', async () => {
    const { ask, thread, threads } = await conversation(false);
    const before = await threads.session(thread);
    service.fail(send, { status: 400, body: '' });
    expect((await ask('Zwei')).error).toMatchObject({ code: 'question-refused', status: 400 });
    service.reset();
    const { events, error } = await ask('Zwei', newSession);
    expect(error).toBeUndefined();
    expect(events[0]).toEqual({ type: 'context-lost' });
    expect([count(open), count(send)]).toEqual([1, 1]);
    expect(sessionsSentTo()).not.toContain(before?.id);
    // What follows goes on in it.
    await ask('Drei');
    expect(new Set(sessionsSentTo()).size).toBe(1);
  });

  test.each([400, 401, 403, 404, 410, 422, 500])(
    'sends no second time by itself in a new session after %i',
    async (status) => {
      const { ask } = await conversation(false);
      service.fail(send, { status, body: '', times: 3 });
      expect((await ask('Zwei', newSession)).error).toBeInstanceOf(ChatError);
      expect([count(open), count(send)]).toEqual([1, 1]);
    },
  );

  test('keeps the session before when a new one cannot be opened', async () => {
    const { ask, thread, threads } = await conversation(false);
    const before = await threads.session(thread);
    service.fail(open, { status: 400, body: '', times: 3 });
    expect((await ask('Zwei', newSession)).error).toBeInstanceOf(ChatError);
    expect(count(send)).toBe(0);
    expect(await threads.session(thread)).toEqual(before);
  });

  test('tells of no lost memory when the conversation has no answer yet', async () => {
    service.reset();
    const { provider, assistantId } = makeCopilotBuilder(service);
    const thread = await provider.createThread(assistantId, 'Klausel', never);
    const shown = { id: 'q', text: 'Eins', context: [] };
    const ask = (options: object) =>
      tell(provider.ask(thread, { text: 'Eins', shown, mayBeStored: false, ...options }, never));
    service.fail(send, { status: 400, body: '' });
    await ask({});
    const { events, error } = await ask(newSession);
    expect(error).toBeUndefined();
    expect(events.map(({ type }) => type)).not.toContain('context-lost');
    expect(count(send)).toBe(2);
  });
});

describe('a conversation whose question was refused', () => {
  let chatOptions: ConstructorParameters<typeof ChatSession>[0];
  const session = async () => {
    const { provider, thread, ask: _, ...subject } = await conversation(false);
    chatOptions = {
      connectionId: 'copilot',
      assistant: { id: subject.assistantId, name: 'Reviewer' },
      thread,
      provider: () => provider,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    };
    const chat = new ChatSession(chatOptions);
    await chat.load();
    service.fail(send, { status: 400, body: '' });
    await chat.send('Zwei', []);
    expect(chat.transcript.messages.at(-1)?.error).toMatchObject({ code: 'question-refused' });
    return chat;
  };

  test('goes on in a new session after a refused question, below the mark that the earlier turns are forgotten', async () => {
    const chat = await session();
    await Promise.all([chat.retry({ newSession: true }), chat.retry({ newSession: true })]);
    expect(chat.transcript.contextLostBefore).toBe(chat.transcript.messages.at(-2)?.id);
    expect(chat.transcript.messages.map(({ text }) => text)).toEqual(['Eins', 'Zu „Eins“.', 'Zwei', 'Zu „Zwei“.']);
    expect([count(open), count(send)]).toEqual([1, 2]);
    // The mark outlives the window: it is kept with the question.
    await chat.load();
    const again = new ChatSession(chatOptions);
    await again.load();
    const [, , question] = again.transcript.messages;
    expect([question?.text, again.transcript.contextLostBefore]).toEqual(['Zwei', question?.id]);
  });

  test('keeps a refused question where it cannot be put anywhere else', async () => {
    const chat = await session();
    const kept = chat.takeBack(() => Promise.reject(new ChatError('storage')));
    await expect(kept).rejects.toMatchObject({ code: 'storage' });
    expect(chat.transcript.messages.map(({ text }) => text).slice(2)).toEqual(['Zwei', '']);
    expect(count(send)).toBe(1);
  });
});
