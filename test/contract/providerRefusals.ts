import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { type Service, startService } from '../service/service.ts';
import type { Tag } from './coverage/rows.mts';
import { failure, type Make, makeHaufe, never, type Subject, tell } from './harness.ts';

/** What every provider says when its vendor refuses, or when something else answers in its place. */
export function providerRefusals(name: string, make: Make): void {
  describe(`${name}: refusals`, () => {
    const by = (haufe: Tag[], copilotBuilder: Tag[]): Tag[] => (make === makeHaufe ? haufe : copilotBuilder);
    let service: Service;
    let other: Service;
    let subject: Subject;
    let thread: Thread;
    const ask = () => tell(subject.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));
    const list = (from = subject) => from.provider.listAssistants(never);

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

    test.each([
      ['code and text', '{"error_code":"unauthorized","detail":"Wrong key."}'],
      ['code and list', '{"error_code":"validation_error","detail":[{"loc":["header"],"message":"x","type":"y"}]}'],
      ['list', '{"detail":[{"loc":["header","api-key"],"msg":"x","type":"y"}]}'],
      ['message', '{"message":"Unauthorized"}'],
      ['problem document', '{"title":"Unauthorized","status":401,"traceId":"00-1-2-00"}'],
      ['text', 'Unauthorized'],
      ['HTML', '<html><body>401</body></html>'],
      ['nothing', ''],
    ])(
      'tells 401 as a rejected key when its body is %s',
      {
        tags: by(
          ['haufe/row-2'],
          [
            'copilotBuilder/row-19',
            ...(['string', 'nothing', 'html', 'problem-document'] as const).map(
              (shape) => `copilotBuilder/error-${shape}` as const,
            ),
          ],
        ),
      },
      async (_, body) => {
        service.fail(subject.listPath, { status: 401, body });
        expect(await failure(list())).toMatchObject({ code: 'key-rejected', status: 401 });
      },
    );

    test('sends nothing without a key, with a key that no header can carry, and when secrets cannot be read', async () => {
      const cases = [
        [async () => undefined, 'key-missing'],
        [async () => '  ', 'key-missing'],
        [async () => 'a\r\nb', 'key-rejected'],
        [async () => 'schlüssel', 'key-rejected'],
        [() => Promise.reject(new Error('locked')), 'secrets-unavailable'],
        [() => Promise.reject(new ChatError('key-other-origin', { processed: 'no' })), 'key-other-origin'],
      ] as const;
      for (const [getKey, code] of cases) {
        expect(await failure(list(make(service, { getKey })))).toMatchObject({ code, processed: 'no' });
      }
      expect(service.requests).toEqual([]);
    });

    test('waits after 429 as long as the service says, and then goes on', {
      tags: by(['haufe/row-1'], ['copilotBuilder/error-initialize-again']),
    }, async () => {
      service.fail(subject.listPath, {
        status: 429,
        headers: { 'retry-after': '0' },
        body: '{"message":"Slow down!"}',
      });
      await list();
      expect(service.requests).toHaveLength(2);
    });

    test('tells a 429 for longer than a minute at once, with its end', async () => {
      service.fail(subject.listPath, { status: 429, headers: { 'retry-after': '3600' }, body: '' });
      const before = Date.now();
      const error = await failure(list());
      expect(error).toMatchObject({ code: 'rate-limited', processed: 'no', status: 429 });
      expect(error.retryAt).toBeGreaterThanOrEqual(before + 3_600_000);
      expect(service.requests).toHaveLength(1);
    });

    test('sends nothing until a limit ends, whoever asks, and leaves its end the same', async () => {
      service.fail(subject.listPath, { status: 429, headers: { 'x-ratelimit-reset': '120' }, body: '' });
      const { retryAt = 0 } = await failure(list());
      const again = await failure(list());
      expect(again).toMatchObject({ code: 'rate-limited', processed: 'no', status: undefined });
      expect(Math.abs((again.retryAt ?? 0) - retryAt)).toBeLessThan(500);
      expect(service.requests).toHaveLength(1);
    });

    test('repeats a cheap call twice on a failing service, not more', {
      tags: by([], ['copilotBuilder/error-initialize-again']),
    }, async () => {
      service.fail(subject.listPath, { status: 503, body: '', times: 2 });
      await list();
      expect(service.requests).toHaveLength(3);
      service.requests.length = 0;
      service.fail(subject.listPath, { status: 502, body: '', times: 5 });
      expect(await failure(list())).toMatchObject({ code: 'unavailable', status: 502 });
      expect(service.requests).toHaveLength(3);
    });

    test.each([301, 302, 303, 307, 308])('refuses redirect %i, and nothing reaches its target', async (status) => {
      for (const target of [`${other.url}/steal`, `${service.url}/elsewhere`]) {
        const headers = { location: target };
        service.fail(subject.listPath, { status, headers, body: '' });
        expect(await failure(list())).toMatchObject({ code: 'redirected' });
        service.fail(subject.answerPath, { status, headers, body: '' });
        expect((await ask()).error).toMatchObject({ code: 'redirected' });
      }
      expect(other.requests).toEqual([]);
      expect(service.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    });

    test.each([
      ['HTML', { body: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } }],
      ['nothing', { body: '' }],
      ['something else', { body: '{"unexpected":true}' }],
    ])('tells %s instead of the list as a bad response', async (_, fault) => {
      service.fail(subject.listPath, fault);
      expect(await failure(list())).toMatchObject({ code: 'bad-response' });
    });

    test('tells HTML instead of an answer as a bad response', async () => {
      service.fail(subject.answerPath, { body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } });
      expect((await ask()).error).toMatchObject({ code: 'bad-response', processed: 'maybe' });
    });
  });
}
