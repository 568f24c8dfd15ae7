import { describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { tax } from '../service/haufe.ts';
import type { Service } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';
import { callsOf, useHaufeConversation } from './haufeConversation.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const stream = '/run/stream';
const question = 'Wie lange ist die Probezeit?';
const ask = (mayBeStored = false, text = question, signal = never, provider: Provider = subject.provider) =>
  provider.ask(thread, { text, mayBeStored }, signal);
const calls = () => callsOf(service);
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

useHaufeConversation((begun) => {
  ({ service, subject, thread } = begun);
});

describe('an assistant that cannot stream', () => {
  test('runs an assistant that cannot stream without streaming, at once', async () => {
    thread = await subject.provider.createThread(tax.id, 'Steuer', never);
    service.reset();
    const { text, events } = await tell(ask());
    expect(text).toBe(service.haufe.answers(question).text);
    expect(types(events)).toEqual([
      'question-stored',
      'answer-stored',
      'text-delta',
      'sources-found',
      'details-found',
      'run-end',
    ]);
    expect(calls()).toEqual(['POST …/messages', 'POST …/run']);
  });

  test('asks whether an assistant can stream when no list was read', async () => {
    thread = await subject.provider.createThread(tax.id, 'Steuer', never);
    const fresh = makeHaufe(service);
    service.reset();
    await tell(ask(false, question, never, fresh.provider));
    expect(calls()).toEqual([`GET /agents/v1/assistants/${tax.id}`, 'POST …/messages', 'POST …/run']);
  });

  test('falls back once to an answer in one piece when the stream is refused, and remembers it', async () => {
    const refused = { status: 422, body: '{"error_code":"engine_does_not_support_streaming","detail":"x"}' };
    service.fail(stream, refused);
    expect((await tell(ask())).error).toBeUndefined();
    expect(calls()).toEqual(['POST …/messages', 'POST …/run/stream', 'POST …/run']);
    service.reset();
    await tell(ask());
    expect(calls()).toEqual(['POST …/messages', 'POST …/run']);
  });

  test('does not repeat a run in one piece that is refused in the same words', { tags: 'haufe/row-18' }, async () => {
    const refused = { status: 422, body: '{"error_code":"engine_does_not_support_streaming","detail":"x"}' };
    service.fail(stream, refused);
    service.fail('/run', refused);
    expect((await tell(ask())).error).toMatchObject({ code: 'not-streaming' });
    expect(calls()).toHaveLength(3);
  });
});
