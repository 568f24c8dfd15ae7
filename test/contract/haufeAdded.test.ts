import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const roles = () => (service.haufe.thread(thread.id) ?? expect.fail('no thread')).messages.map(({ role }) => role);
const runs = () => service.requests.filter(({ path }) => path.includes('/run')).length;
const conversation = async () => {
  const [assistant] = await subject.provider.listAssistants(never);
  return new ChatSession({
    connectionId: 'haufe',
    assistant: assistant ?? expect.fail('no assistant'),
    thread,
    provider: () => subject.provider,
    log,
    pollDelays: { question: [0], answer: [0] },
  });
};
const states = ({ transcript }: ChatSession) => transcript.messages.map(({ role, state }) => `${role} ${state}`);

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.reset();
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Fakten', never);
  service.requests.length = 0;
});

test('stores messages without having them answered, and answers them together with the next question', async () => {
  const session = await conversation();
  await session.send('Probezeit: sechs Monate.', [], { isOnlyAdded: true });
  await session.send('Eintritt: 1. März.', [], { isOnlyAdded: true });
  expect([roles(), runs(), session.running]).toEqual([['user', 'user'], 0, false]);
  expect(states(session)).toEqual(['user sent', 'user sent']);
  await session.send('Wann endet sie?', []);
  expect([roles(), runs()]).toEqual([['user', 'user', 'user', 'assistant'], 1]);
  const read = await conversation();
  await read.load();
  expect(states(read)).toEqual(['user sent', 'user sent', 'user sent', 'assistant complete']);
});

test('has the message that was added last answered after all when the person asks again', async () => {
  const session = await conversation();
  await session.send('Wann endet die Probezeit?', [], { isOnlyAdded: true });
  await session.retry();
  expect([roles(), runs()]).toEqual([['user', 'assistant'], 1]);
});

test('stores a message once, and asks nothing, when its confirmation is lost', async () => {
  const session = await conversation();
  service.fail('/messages', { method: 'POST', cutAt: -1, reset: true, processed: true });
  await session.send('Probezeit: sechs Monate.', [], { isOnlyAdded: true });
  expect([states(session), runs()]).toEqual([['user sent'], 0]);
  expect(roles()).toEqual(['user']);
});

test('adds a message that could not be sent when it is retried, and asks nothing', async () => {
  const session = await conversation();
  service.fail('/messages', { method: 'POST', status: 422, body: '{"error_code":"validation_error"}' });
  await session.send('Probezeit: sechs Monate.', [], { isOnlyAdded: true });
  expect(session.transcript.messages[0]?.state).toBe('failed');
  await session.retry();
  expect([states(session), roles(), runs()]).toEqual([['user sent'], ['user'], 0]);
});

test('asks nothing of a vendor that is only asked to look for a message that was added', async () => {
  const question = { text: 'Fakten', mayBeStored: false, isOnlyAdded: true } as const;
  await tell(subject.provider.ask(thread, question, never));
  const { events } = await tell(subject.provider.ask(thread, { ...question, mayBeStored: true }, never));
  expect(events.at(-1)).toEqual({ type: 'run-end', reason: 'added' });
  expect([roles(), runs()]).toEqual([['user'], 0]);
});
