import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { ContextItem, Message, MessageState, Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { type Service, startService } from '../service/service.ts';
import { temporaryFolder } from '../unit/temporaryFolder.ts';

const at = temporaryFolder();
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let service: Service;

/** A window of this computer over real stores; `fails` picks what its disk does not take. */
class Window {
  fails: (message: Message) => boolean = () => false;
  readonly threads = new LocalThreads(at('threads'));
  readonly outbox = new LocalOutbox(at('outbox'), 'workspace');
  provider = this.make();

  constructor() {
    const put = this.threads.putMessage.bind(this.threads);
    this.threads.putMessage = async (thread, message) => {
      if (this.fails(message)) throw new ChatError('storage', { processed: 'no' });
      await put(thread, message);
    };
  }

  make() {
    const { baseUrl, deploymentId, key } = service.copilotBuilder;
    return copilotBuilderProvider({
      connection: { id: 'copilot', provider: 'copilotBuilder', name: 'C', baseUrl, deploymentId },
      getKey: async () => key,
      timeouts: { headers: 20_000, idle: 20_000, total: 60_000 },
      log,
      threads: this.threads,
    });
  }

  async open(): Promise<ChatSession> {
    const [thread] = await this.threads.list('copilot');
    const session = new ChatSession({
      connectionId: 'copilot',
      assistant: { id: service.copilotBuilder.deploymentId, name: 'C' },
      ...(thread && { thread }),
      provider: () => this.provider,
      log,
      outbox: this.outbox,
      pollDelays: { question: [0], answer: [] },
    });
    await session.load();
    return session;
  }
}

const shown = ({ transcript }: ChatSession) => transcript.messages.map(({ text, state }) => [text, state]);
const whole = [
  ['Frage', 'sent'],
  ['Zu Frage', 'complete'],
];
const thread: Thread = { connectionId: 'copilot', assistantId: 'd', id: 't', title: 'T' };
const common = { sources: [], context: [] } as const;
const question = (id: string, state: MessageState): Message => ({ ...common, id, role: 'user', text: id, state });

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.copilotBuilder.answers = (message) => [`Zu ${message}`];
});

describe('an answer that could not be kept', () => {
  test('keeps an answer that could not be stored, with its question, when the conversation is looked at before the window closes', async () => {
    const window = new Window();
    window.fails = ({ role }) => role === 'assistant';
    const session = await window.open();
    await session.send('Frage', []);
    await session.load();
    const next = shown(await new Window().open());
    expect(next.map(([text]) => text)).toEqual(['Frage', 'Zu Frage']);
  });

  test('shows an answer that could not be stored as whole, not as cut off', async () => {
    const window = new Window();
    window.fails = ({ role }) => role === 'assistant';
    const session = await window.open();
    await session.send('Frage', []);
    expect(shown(session)).toEqual(whole);
  });

  test('keeps an answer that could not be stored when a change of its connection makes the provider anew', async () => {
    const window = new Window();
    window.fails = ({ role }) => role === 'assistant';
    const session = await window.open();
    await session.send('Frage', []);
    window.provider = window.make();
    window.fails = () => false;
    await session.load();
    expect(shown(session)).toEqual(whole);
  });
});

test('keeps an answer as whole when its session could not be noted', async () => {
  const window = new Window();
  const session = await window.open();
  const { putSession } = window.threads;
  let notes = 0;
  window.threads.putSession = async (...call) => {
    if (++notes > 1) throw new ChatError('storage', { processed: 'no' });
    await putSession.apply(window.threads, call);
  };
  await session.send('Frage', []);
  expect(shown(session)).toEqual(whole);
});

test('does not bring an empty answer back after a reload once it was asked for again', async () => {
  service.copilotBuilder.answers = () => [];
  const session = await new Window().open();
  await session.send('Frage', []);
  service.copilotBuilder.answers = (message) => [`Zu ${message}`];
  await session.retry();
  expect(shown(session)).toEqual(whole);
  expect(shown(await new Window().open())).toEqual(whole);
});

test("gives no answer of an earlier version's record to a question that surely did not arrive", async () => {
  const window = new Window();
  await window.threads.create(thread);
  const answer: Message = { ...common, id: 'a', role: 'assistant', text: 'Ja.', state: 'complete' };
  for (const message of [question('Q1', 'sent'), question('Q2', 'failed'), answer])
    await window.threads.putMessage(thread, message);
  const { items } = await window.provider.listMessages(thread, undefined, new AbortController().signal);
  expect(items.map(({ id }) => id)).toEqual(['Q1', 'a']);
});

test('keeps what was attached to a question apart from its words', async () => {
  const passage: ContextItem = { id: '1', label: 'a.md', firstLine: 1, lastLine: 2, text: 'Eine Stelle' };
  await (await new Window().open()).send('Frage', [passage]);
  const { transcript } = await new Window().open();
  expect(transcript.messages[0]).toMatchObject({ text: 'Frage', context: [passage] });
});
