import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { type Service, startService } from '../service/service.ts';
import type { Tag } from './coverage/rows.mts';
import { failure, type Make, makeHaufe, never, type Subject, tell } from './harness.ts';

const question = 'Wie lange ist die Kündigungsfrist? 🤔';

/** What every provider does, whatever its vendor: over a real socket, against the vendor as documented. */
export function providerContract(name: string, make: Make): void {
  describe(`${name}: what every provider does`, () => {
    const by = (haufe: Tag[], copilotBuilder: Tag[]): Tag[] => (make === makeHaufe ? haufe : copilotBuilder);
    let service: Service;
    let other: Service;
    let subject: Subject;
    let thread: Thread;
    const ask = (from = subject, signal = never) =>
      from.provider.ask(thread, { text: question, mayBeStored: false }, signal);
    const list = (from = subject) => from.provider.listAssistants(never);
    const answering = () => service.requests.find(({ path }) => path.endsWith(subject.answerPath));

    beforeAll(async () => {
      service = await startService();
      other = await startService();
    });
    afterAll(async () => {
      await service.stop();
      await other.stop();
    });
    beforeEach(async () => {
      service.reset();
      other.reset();
      subject = make(service);
      await list();
      thread = await subject.provider.createThread(subject.assistantId, 'Kündigung', never);
      service.requests.length = 0;
    });
    /** The same thread, seen by a provider that is set up otherwise. */
    const remade = async (options: Parameters<Make>[1]): Promise<Subject> => {
      const made = make(service, options);
      await made.threads.create(thread);
      return made;
    };

    test('lists, creates, asks, reads back and deletes', async () => {
      const [assistant] = await list();
      expect(assistant).toMatchObject({ id: subject.assistantId, name: expect.any(String) });
      expect(thread).toMatchObject({ assistantId: subject.assistantId, title: 'Kündigung' });
      const { events, error, text } = await tell(ask());
      expect(error).toBeUndefined();
      expect(text).toContain(question);
      expect(events.map(({ type }) => type)).toContain('question-stored');
      expect(events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
      const threads = await subject.provider.listThreads(subject.assistantId, undefined, never);
      expect(threads.items.map(({ id }) => id)).toContain(thread.id);
      const { items } = await subject.provider.listMessages(thread, undefined, never);
      expect(items.map(({ role, text: read }) => [role, read])).toEqual([
        ['user', question],
        ['assistant', text],
      ]);
      await subject.provider.deleteThread(thread, never);
      const after = await subject.provider.listThreads(subject.assistantId, undefined, never);
      expect(after.items.map(({ id }) => id)).not.toContain(thread.id);
    });

    test('sends the key in its header on every request, asked for each time', {
      tags: by([], ['copilotBuilder/row-7', 'copilotBuilder/row-8']),
    }, async () => {
      await tell(ask());
      expect(service.requests.length).toBeGreaterThan(0);
      for (const { headers } of service.requests) expect(headers[subject.keyHeader]).toBe(subject.key);
      let asked = 0;
      const counting = make(service, {
        getKey: async () => {
          asked++;
          return subject.key;
        },
      });
      await list(counting);
      await list(counting);
      expect(asked).toBe(2);
    });

    test('describes the requests of a question as they go out, with a name in the place of the key', async () => {
      const told = await subject.provider.describe?.(subject.assistantId, thread, [question]);
      expect(service.requests).toEqual([]);
      await tell(ask());
      const sent = service.requests.filter(({ method }) => method === 'POST');
      // A session may be open already.
      const lacks = (told?.length ?? 0) - sent.length;
      const opened = lacks > 0 ? told?.slice(0, lacks).map(({ url }) => URL.parse(url)?.pathname) : [];
      expect(opened?.every((path) => path === '/chat/initialize')).toBe(true);
      const described = told?.slice(lacks);
      expect(described?.map(({ method, url }) => `${method} ${URL.parse(url)?.pathname}`)).toEqual(
        sent.map(({ method, path }) => `${method} ${path}`),
      );
      for (const [index, { headers, body }] of (described ?? []).entries()) {
        const real = sent[index];
        expect(headers).toEqual({
          ...Object.fromEntries(Object.keys(headers).map((name) => [name, real?.headers[name]])),
          [subject.keyHeader]: '<API_KEY>',
        });
        const text = body === undefined ? '' : JSON.stringify(body);
        const session = /"sessionId":"([^"]*)"/.exec(String(real?.body))?.[1] ?? '';
        expect(text.replace('<SESSION_ID>', session)).toBe(String(real?.body ?? ''));
      }
      expect(JSON.stringify(told)).not.toContain(subject.key);
    });

    test('closes the connection on a stop although the server has more to send', async () => {
      service.fail(subject.answerPath, { silentAt: 40 });
      const stop = new AbortController();
      const told = tell(ask(subject, stop.signal));
      const request = await service.until(() => answering());
      await service.until(() => request.bytesSent > 0);
      const reason = new DOMException('Stopped', 'AbortError');
      stop.abort(reason);
      expect((await told).error).toBe(reason);
      await service.until(() => request.closedAt !== undefined);
      expect(request.complete).toBe(false);
    });

    test('stops before the headers, and before anything is sent', async () => {
      service.fail(subject.answerPath, { silentAt: -1 });
      const stop = new AbortController();
      const told = tell(ask(subject, stop.signal));
      const request = await service.until(() => answering());
      stop.abort();
      expect((await told).error).toBe(stop.signal.reason);
      await service.until(() => request.closedAt !== undefined);
      service.requests.length = 0;
      expect((await tell(ask(subject, AbortSignal.abort()))).error).toBeInstanceOf(DOMException);
      expect(service.requests).toEqual([]);
    });

    test.each([
      ['closed', { cutAt: 60 }],
      ['reset', { cutAt: 60, reset: true }],
    ])('tells an answer whose connection is %s as interrupted', async (_, fault) => {
      service.fail(subject.answerPath, fault);
      const { events, error } = await tell(ask());
      expect(error).toMatchObject({ code: 'interrupted', processed: 'maybe' });
      expect(events.filter(({ type }) => type === 'run-end')).toEqual([]);
    });

    test('tells a question as perhaps processed when the connection is lost before the headers, and sends nothing twice', {
      tags: by([], ['copilotBuilder/error-send-broken']),
    }, async () => {
      service.fail(subject.answerPath, { cutAt: -1, reset: true });
      const { error } = await tell(ask());
      expect(error).toMatchObject({ code: 'network', processed: 'maybe' });
      expect(service.requests.filter(({ path }) => path.endsWith(subject.answerPath))).toHaveLength(1);
    });

    test('shows no broken character of a stream that is cut in mid-character', async () => {
      const whole = (await tell(ask())).text;
      const size = answering()?.bytesSent ?? 0;
      for (let cutAt = 20; cutAt < size; cutAt += Math.ceil(size / 40)) {
        service.fail(subject.answerPath, { cutAt });
        const { text, error } = await tell(ask());
        expect(error).toMatchObject({ code: 'interrupted' });
        expect(whole.startsWith(text)).toBe(true);
      }
    });

    test('keeps a connection alive by its heartbeats, because silence is measured in bytes', async () => {
      const beating = { silentAt: 1, beat: ' ', beatEvery: 50, beats: 16 };
      service.fail(subject.answerPath, beating);
      const hasty = await remade({ timeouts: { idle: 600 } });
      const { text, error } = await tell(ask(hasty));
      expect(error).toBeUndefined();
      expect(text).toContain(question);
      expect(text).not.toContain('{');
    });

    test.each([
      // Long enough for a busy machine to send what comes before the question.
      ['idle', { silentAt: 1 }, { idle: 800 }],
      ['headers', { silentAt: -1 }, { headers: 1_500, idle: 800 }],
      ['total', { silentAt: 1, beat: ' ', beatEvery: 5, beats: 100_000 }, { total: 1_500 }],
    ])('ends a wait and its connection by the %s clock', async (clock, fault, timeouts) => {
      service.fail(subject.answerPath, fault);
      const hasty = await remade({ timeouts });
      const { error } = await tell(ask(hasty));
      expect(error).toMatchObject({ code: `timeout-${clock}`, processed: 'maybe', host: new URL(service.url).host });
      await service.until(() => answering()?.closedAt !== undefined);
    });

    test('tells a host that refuses connections, and that nothing was sent', async () => {
      const gone = await startService();
      const lost = make(gone);
      await gone.stop();
      expect(await failure(list(lost))).toMatchObject({
        code: 'refused',
        processed: 'no',
        host: new URL(gone.url).host,
      });
    });

    test('never calls an unsafe address', async () => {
      for (const baseUrl of [
        'http://example.invalid',
        'https://user:pass@example.invalid',
        'ftp://127.0.0.1',
        'nonsense',
      ]) {
        const unsafe = make(service, { baseUrl, fetch: () => Promise.reject(new Error('called')) });
        expect(await failure(list(unsafe))).toMatchObject({ code: 'insecure-url', processed: 'no' });
      }
    });

    test('writes one line for each request into the log, with neither key nor content', async () => {
      const before = subject.log.length;
      service.fail(subject.listPath, { status: 500, body: `{"detail":"${subject.key} ${question}"}`, times: 3 });
      await failure(list());
      await tell(ask());
      const lines = subject.log.slice(before).filter((line) => /^(?:GET|POST) \S+ \d+ \d+ ms attempt \d$/.test(line));
      expect(lines).toHaveLength(service.requests.length);
      expect(subject.log.join('\n')).not.toContain(subject.key);
      expect(subject.log.join('\n')).not.toContain('Kündigungsfrist');
      expect(subject.log.join('\n')).not.toContain('?');
    });

    test('does not send blank and broken texts', async () => {
      for (const [text, code] of [
        [' \n\t', 'message-empty'],
        ['lone \ud800 surrogate', 'invalid-request'],
      ] as const) {
        const { error } = await tell(subject.provider.ask(thread, { text, mayBeStored: false }, never));
        expect(error).toMatchObject({ code, processed: 'no' });
      }
      expect(service.requests).toEqual([]);
    });

    test('cuts a title by code points, never inside a character', { tags: by(['haufe/row-34'], []) }, async () => {
      const made = await subject.provider.createThread(subject.assistantId, '👩🏽‍⚖️'.repeat(100), never);
      expect([...made.title]).toHaveLength(200);
      expect(made.title.isWellFormed()).toBe(true);
      expect((await subject.provider.createThread(subject.assistantId, '  ', never)).title).not.toBe('');
    });
  });
}
