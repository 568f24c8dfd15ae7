import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../src/chat/model/model.ts';
import type { ThreadKept } from '../../src/chat/ports/provider.ts';
import { hr, realEstate, tax } from '../service/haufe.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
const whole = '/v1/chat/completions';
const stream = '/v1/chat/completions/stream';
type Event = RunEvent | ThreadKept;
/** `events`: all of them, the kept thread's as well. */
const ask = async (assistantId = hr.id, text = 'Was ist Elternzeit?', from = subject) => {
  const events: Event[] = [];
  const run = from.provider.askOnce?.(assistantId, text, never) ?? expect.fail('no askOnce');
  return { ...(await tell(answering(run, events))), events };
};
async function* answering(run: AsyncIterable<Event>, events: Event[]): AsyncIterable<RunEvent> {
  for await (const event of run) {
    events.push(event);
    if (event.type !== 'thread-kept') yield event;
  }
}
const calls = () => service.requests.map(({ method, path }) => `${method} ${path.replace('/agents', '')}`);
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const told = ['thread-kept', 'answer-stored', 'sources-found', 'details-found', 'run-end'];

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  service.reset();
});

test('answers a question without a thread as a stream where the assistant can, without any list', async () => {
  const { text, events, error } = await ask();
  expect(error).toBeUndefined();
  expect(text).toBe(service.haufe.answers('Was ist Elternzeit?').text);
  expect(types(events).filter((type) => type !== 'text-delta')).toEqual(told);
  expect(calls()).toEqual([`POST ${stream}`]);
});

test('answers a question without a thread in one piece where the assistant cannot stream, and falls back once', async () => {
  const { text, events } = await ask(tax.id);
  expect(text).toBe(service.haufe.answers('Was ist Elternzeit?').text);
  expect(types(events).filter((type) => type !== 'text-delta')).toEqual(told);
  expect(calls()).toEqual([`POST ${whole}`]);
  service.reset();
  service.fail(stream, { status: 422, body: '{"error_code":"engine_does_not_support_streaming"}' });
  expect((await ask()).error).toBeUndefined();
  await ask();
  expect(calls()).toEqual([`POST ${stream}`, `POST ${whole}`, `POST ${whole}`]);
});

test('tells the thread that stays behind before anything else, lets it be deleted, and adds nothing to it', {
  tags: 'haufe/row-19',
}, async () => {
  for (const assistant of [hr, tax]) {
    const [kept] = (await ask(assistant.id)).events;
    expect(kept).toEqual({ type: 'thread-kept', threadId: service.haufe.threads.at(-1)?.id });
    const id = kept?.type === 'thread-kept' ? kept.threadId : '';
    await subject.provider.deleteThread({ connectionId: 'haufe', assistantId: assistant.id, id, title: '' }, never);
    expect(service.haufe.thread(id)?.deleted).toBe(true);
  }
  expect(calls().filter((call) => call.includes('/messages'))).toEqual([]);
});

test('keeps the text of a cut answer without a thread, and tells that it was cut and the thread that stays behind', {
  tags: 'haufe/row-19',
}, async () => {
  service.fail(stream, { cutAt: 400, reset: true, processed: true });
  const { events, error, text } = await ask();
  expect(error).toMatchObject({ code: 'interrupted', processed: 'maybe' });
  expect(text).not.toBe('');
  expect(types(events)[0]).toBe('thread-kept');
  expect(types(events)).not.toContain('run-end');
  expect(calls()).toHaveLength(1);
});

test('sends the question alone, and never the query thread_id', {
  tags: ['haufe/row-20', 'haufe/row-28', 'haufe/row-5'],
}, async () => {
  for (const assistant of [hr, tax]) await ask(assistant.id);
  for (const request of service.requests) {
    expect([...request.query]).toEqual([]);
    // No answer is ever sent back, so none needs `sources: []`; the stack ends on its only message, the user's.
    expect(bodyOf(request)?.['messages']).toEqual([{ role: 'user', content: 'Was ist Elternzeit?' }]);
  }
});

test('sends with a question without a thread what the assistant wants to know, and the user where there is one', async () => {
  const userId = '9b2c1d4e-0f3a-4b5c-8d6e-7f8091a2b3c4';
  const known = makeHaufe(service, { connection: { license: 'PI9', userId } });
  expect((await ask(realEstate.id, 'Miete?', known)).error).toBeUndefined();
  const [request] = service.requests.filter(({ method }) => method === 'POST');
  expect(request && bodyOf(request)).toEqual({
    assistant_id: realEstate.id,
    user_id: userId,
    meta_data: { user_data: { licence: 'PI9' } },
    messages: [{ role: 'user', content: 'Miete?' }],
  });
  service.reset();
  const { error } = await ask(realEstate.id);
  expect(error).toMatchObject({ code: 'details-missing', processed: 'no', fields: ['user_data.licence'] });
  expect(service.requests).toEqual([]);
});

test('does not send blank, broken and too long texts', async () => {
  for (const [text, code] of [
    [' ', 'message-empty'],
    ['\udc00', 'invalid-request'],
    ['x'.repeat(30_001), 'message-too-long'],
  ] as const) {
    expect((await ask(hr.id, text)).error).toMatchObject({ code, processed: 'no' });
  }
  expect(service.requests).toEqual([]);
});

test('does not send a question without a thread a second time when it may have arrived', async () => {
  service.fail(stream, { cutAt: -1, reset: true, processed: true });
  expect((await ask()).error).toMatchObject({ code: 'network', processed: 'maybe' });
  expect(calls()).toHaveLength(1);
});
