import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const stream = '/run/stream';
const ask = () => tell(subject.provider.ask(thread, { text: 'Was gilt?', mayBeStored: false }, never));
const part = (content: string) => JSON.stringify({ delta: { content } });
const lines = `${part('Erst ')}\n${part('dies.')}\n`;
const events = `data: ${part('Erst ')}\n\ndata: ${part('dies.')}\n\n`;
const ndjson = { 'content-type': 'application/x-ndjson' };
const sse = { 'content-type': 'text/event-stream' };

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Frist', never);
  service.reset();
  service.haufe.storesAnswer = 'never';
});

describe('an answer whose body ends with its connection', () => {
  test.each([
    ['lines', lines, ndjson],
    ['events', events, sse],
  ])(
    'tells an answer whose body ends with its connection as interrupted when the list does not know it: %s',
    { tags: 'haufe/row-13' },
    async (_, body, headers) => {
      service.fail(stream, { body, headers, endsByClosing: true });
      const { text, error } = await ask();
      expect(text).toBe('Erst dies.');
      expect(error).toMatchObject({ code: 'interrupted', processed: 'maybe', detail: 'end' });
    },
  );

  test.each([
    ['an end mark after lines', `${lines}data: [DONE]\n`, ndjson],
    ['an end mark after events', `${events}data: [DONE]\n\n`, sse],
    ['a list that is closed', `[${part('Erst ')},\n${part('dies.')}]`, { 'content-type': 'application/json' }],
    ['a last object without text', `${lines}{"id":"m1","role":"assistant","content":""}\n`, ndjson],
    ['one whole answer', '{"content":"Erst dies."}', { 'content-type': 'application/json' }],
  ])('tells an answer whose body ends with its connection as complete with %s', async (_, body, headers) => {
    service.fail(stream, { body, headers, endsByClosing: true });
    const told = await ask();
    expect([told.text, told.error]).toEqual(['Erst dies.', undefined]);
    expect(told.events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
  });

  test('tells an answer whose body ends with its connection as complete when the list has it', {
    tags: 'haufe/row-13',
  }, async () => {
    service.fail(stream, { body: lines, headers: ndjson, endsByClosing: true });
    const told = ask();
    const served = service.haufe.thread(thread.id) ?? expect.fail('no thread');
    await service.until(() => service.requests.find(({ path }) => path.endsWith(stream)));
    service.haufe.addMessage(served, 'assistant', 'Erst dies. Dann das.');
    const { text, error } = await told;
    expect([text, error]).toEqual(['Erst dies. Dann das.', undefined]);
  });

  test('tells an answer whose body ends with its connection as interrupted where there is no list', async () => {
    service.fail('/v1/chat/completions/stream', { body: lines, headers: ndjson, endsByClosing: true });
    const once = subject.provider.askOnce?.(hr.id, 'Was gilt?', never) ?? expect.fail('no askOnce');
    const seen: string[] = [];
    await expect(
      (async () => {
        for await (const { type } of once) seen.push(type);
      })(),
    ).rejects.toMatchObject({ code: 'interrupted' });
    expect(seen).not.toContain('run-end');
  });
});

test('tells an answer that says where it ends as complete, whatever the list knows', {
  tags: 'haufe/row-13',
}, async () => {
  service.fail(stream, { body: lines, headers: ndjson });
  const { text, error } = await ask();
  expect([text, error]).toEqual(['Erst dies.', undefined]);
});
