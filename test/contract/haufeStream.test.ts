import { describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
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
/** Changes the answer as soon as the vendor has stored it. */
const storedAs = (content: string) =>
  service.until(() => {
    const last = served().messages.at(-1);
    return last?.role === 'assistant' && Object.assign(last, { content });
  });

useHaufeConversation((begun) => {
  ({ service, subject, thread } = begun);
});

describe('a streamed answer', () => {
  test('tells a streamed answer piece by piece, while the server still holds the rest', async () => {
    const release = service.hold();
    const events = ask()[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ type: 'question-stored', messageId: expect.any(String) });
    expect((await events.next()).value).toEqual({ type: 'answer-stored', messageId: expect.any(String) });
    expect((await events.next()).value).toEqual({ type: 'text-delta', delta: 'Zur ' });
    release();
    const rest: string[] = [];
    for (let next = await events.next(); !next.done; next = await events.next()) rest.push(next.value.type);
    expect(rest.slice(-3)).toEqual(['sources-found', 'details-found', 'run-end']);
  });

  test('closes the connection when the iteration is left', async () => {
    const release = service.hold();
    for await (const event of ask()) if (event.type === 'text-delta') break;
    const request = await service.until(() => service.requests.find(({ path }) => path.endsWith(stream)));
    await service.until(() => request.closedAt !== undefined);
    expect(request.complete).toBe(false);
    release();
  });

  test('confirms a streamed answer by the list, once', { tags: ['haufe/row-5', 'haufe/row-13'] }, async () => {
    await tell(ask());
    expect(calls()).toEqual(['POST …/messages', 'POST …/run/stream', 'GET …/messages']);
    expect(service.requests.at(-1)?.query.get('limit')).toBe('5');
  });

  test('replaces a streamed answer by what the vendor has stored under its id', async () => {
    const told = tell(ask());
    await storedAs('Berichtigt.');
    const { events, text } = await told;
    expect(text).toBe('Berichtigt.');
    expect(kindsOf(events).slice(-2)).toEqual(['text-replaced', 'run-end']);
  });

  test('keeps a streamed answer when the list cannot be read', async () => {
    service.fail('/messages', { method: 'GET', status: 500, body: '' });
    const { events, error } = await tell(ask());
    expect(error).toBeUndefined();
    expect(events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
    expect(subject.log.some((line) => line.startsWith('the stored answer could not be read'))).toBe(true);
  });

  test('tells a stream with a bad chunk as a bad response after the text that came', async () => {
    const good = JSON.stringify({ message_id: 'm', delta: { content: 'Erst ' } });
    for (const bad of ['{"delta":', 'nonsense', '42', '"text"', 'null']) {
      service.fail(stream, { body: `${good}\n${bad}\n${good}\n` });
      const { text, error } = await tell(ask());
      expect(text).toBe('Erst ');
      expect(error).toMatchObject({ code: 'bad-response' });
    }
  });

  test('tells a stream with neither text nor a tool call as an error, and only runs the question when it is asked again', {
    tags: 'haufe/row-13',
  }, async () => {
    service.haufe.storesAnswer = 'never';
    for (const body of [
      '',
      '\n\n',
      '{"message_id":"m","delta":{"content":" "}}\n',
      '{}\n',
      '{"content":"","sources":[]}',
    ]) {
      service.fail(stream, { body });
      const { events, error } = await tell(ask());
      expect(error).toMatchObject({ code: 'answer-empty', processed: 'yes' });
      expect(kindsOf(events)).not.toContain('run-end');
    }
    service.requests.length = 0;
    expect((await tell(ask(true))).error).toBeUndefined();
    expect(calls()).not.toContain('POST …/messages');
    service.fail(stream, { body: '{"message_id":"m","delta":{"tool_calls":[{"function":{"name":"search"}}]}}\n' });
    expect((await tell(ask())).error).toBeUndefined();
  });

  test.each([
    [{ error_code: 'content_filter_error', detail: 'x' }, 'answer-filtered'],
    [{ error_code: 'length_finish_reason_error', detail: 'x' }, 'answer-length'],
    [{ error_code: 'api_timeout_error' }, 'vendor-timeout'],
    [{ message: 'Rate limit exceeded!' }, 'rate-limited'],
    [{ detail: [{ loc: ['body'], msg: 'x', type: 'y' }] }, 'unavailable'],
  ])(
    'keeps the text of a stream with the error %j in it, and tells the error',
    { tags: 'haufe/row-16' },
    async (line, code) => {
      const good = JSON.stringify({ message_id: 'm', delta: { content: 'Erst ' } });
      for (const [body, contentType] of [
        [`${good}\n${JSON.stringify(line)}\n`, 'application/x-ndjson'],
        [`data: ${good}\n\nevent: error\ndata: ${JSON.stringify(line)}\n\n`, 'text/event-stream'],
      ] as const) {
        service.fail(stream, { body, headers: { 'content-type': contentType } });
        const { text, error } = await tell(ask());
        expect(text).toBe('Erst ');
        expect(error).toMatchObject({ code });
      }
    },
  );

  test("takes a cut stream's answer from the list when the vendor has it whole", { tags: 'haufe/row-13' }, async () => {
    service.haufe.storesAnswer = 'always';
    service.fail(stream, { cutAt: 600, reset: true });
    const { events, text, error } = await tell(ask());
    expect(error).toBeUndefined();
    expect(text).toBe(service.haufe.answers(question).text);
    expect(kindsOf(events).slice(-3)).toEqual(['text-replaced', 'sources-found', 'run-end']);
  });

  test('tells a cut stream as cut when the vendor has less than was seen', async () => {
    service.haufe.storesAnswer = 'always';
    service.fail(stream, { cutAt: 900 });
    const told = tell(ask());
    await storedAs('Zur');
    const { text, error } = await told;
    expect(error).toMatchObject({ code: 'interrupted' });
    expect(text).toMatch(/^Zur Frage/);
  });

  test('tells a stream whose last line is cut as interrupted, although the body ended cleanly', {
    tags: 'haufe/row-13',
  }, async () => {
    const good = JSON.stringify({ message_id: 'm', delta: { content: 'Erst ' } });
    for (const [body, contentType] of [
      [`${good}\n${good.slice(0, -5)}`, 'application/x-ndjson'],
      [`data: ${good}\n\ndata: ${good.slice(0, -5)}`, 'text/event-stream'],
      [`[${good},`, 'application/json'],
    ] as const) {
      service.fail(stream, { body, headers: { 'content-type': contentType } });
      const { text, error } = await tell(ask());
      expect(error).toMatchObject({ code: 'interrupted' });
      expect(text).toBe(contentType === 'application/json' ? '' : 'Erst ');
    }
  });

  test('does not replace a streamed answer by one that another client got', async () => {
    service.haufe.storesAnswer = 'never';
    const told = tell(ask());
    await service.until(() => service.requests.find(({ path }) => path.endsWith(stream)));
    service.haufe.addMessage(served(), 'assistant', 'Für jemand anderen.');
    expect((await told).text).toBe(service.haufe.answers(question).text);
  });
});
