import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { gzipBomb } from '../service/faults.ts';
import { type Service, startService } from '../service/service.ts';
import { failure, makeCopilotBuilder, makeHaufe, never, type Subject, tell } from './harness.ts';

const mebibyte = 2 ** 20;
/** Twice what a process may grow by, packed once for both vendors. */
const bomb = await gzipBomb(128 * mebibyte);

/** The shortest list of one assistant that the vendor could send. */
function vendorsList({ listPath, assistantId }: Subject): string {
  return listPath === '/chat/initialize' ? '{"sessionId":"s"}' : JSON.stringify([{ id: assistantId, name: 'A' }]);
}

describe.each([
  ['Haufe', makeHaufe],
  ['CopilotBuilder', makeCopilotBuilder],
])('%s: limits', (_, make) => {
  let service: Service;
  let subject: Subject;
  let thread: Thread;
  const ask = () => tell(subject.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));
  const closed = (path: string) =>
    service.until(() =>
      service.requests.find((request) => request.path.endsWith(path) && request.closedAt !== undefined),
    );

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    subject = make(service);
    await subject.provider.listAssistants(never);
    thread = await subject.provider.createThread(subject.assistantId, 'Grenzen', never);
    service.reset();
  });

  test('gives a JSON body up past 8 MiB, and closes its connection', async () => {
    service.fail(subject.listPath, { body: `"${'x'.repeat(20 * mebibyte)}"` });
    expect(await failure(subject.provider.listAssistants(never))).toMatchObject({ code: 'too-large' });
    expect((await closed(subject.listPath)).complete).toBe(false);
  });

  test('reads a JSON body up to 8 MiB, and not a byte further', async () => {
    const list = vendorsList(subject);
    const padded = list.padEnd(8 * mebibyte);
    service.fail(subject.listPath, { body: padded });
    expect(await subject.provider.listAssistants(never)).toHaveLength(1);
    service.fail(subject.listPath, { body: `${padded} ` });
    expect(await failure(subject.provider.listAssistants(never))).toMatchObject({ code: 'too-large' });
  });

  test('spends no memory on a gzip bomb', async () => {
    const body = bomb;
    expect(body.byteLength).toBeLessThan(mebibyte);
    for (const path of [subject.listPath, subject.answerPath]) {
      service.fail(path, { body, headers: { 'content-encoding': 'gzip' } });
    }
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss() - before);
    }, 5);
    expect(await failure(subject.provider.listAssistants(never))).toMatchObject({ code: 'too-large' });
    expect((await ask()).error).toMatchObject({ code: 'too-large' });
    service.fail(subject.listPath, { status: 400, body, headers: { 'content-encoding': 'gzip' } });
    expect(await failure(subject.provider.listAssistants(never))).toMatchObject({ status: 400 });
    clearInterval(watch);
    expect(most).toBeLessThan(64 * mebibyte);
  });

  test('reads an error of any size to 64 KiB', async () => {
    service.fail(subject.listPath, { status: 400, body: 'x'.repeat(20 * mebibyte) });
    expect(await failure(subject.provider.listAssistants(never))).toMatchObject({ status: 400 });
    expect((await closed(subject.listPath)).complete).toBe(false);
    // What stands behind the 64th KiB is not read: the trace id of a problem document, or the vendor's own code.
    const told = '{"error_code":"permission_denied","traceId":"00-1"}';
    service.fail(subject.listPath, { status: 403, body: told });
    expect((await failure(subject.provider.listAssistants(never))).detail).toBeDefined();
    service.fail(subject.listPath, { status: 403, body: ' '.repeat(64 * 1024 - told.length + 1) + told });
    expect((await failure(subject.provider.listAssistants(never))).detail).toBeUndefined();
  });

  test('tells the status of an error whose body breaks off or never comes', async () => {
    const hasty = make(service, { timeouts: { idle: 50 } });
    service.fail(subject.listPath, { status: 403, body: '{"error_code":"permission_denied"}', cutAt: 5 });
    expect(await failure(hasty.provider.listAssistants(never))).toMatchObject({ status: 403 });
    service.fail(subject.listPath, { status: 403, body: '{"error_code":"permission_denied"}', silentAt: 5 });
    expect(await failure(hasty.provider.listAssistants(never))).toMatchObject({ status: 403 });
  });

  test('refuses a certificate that no authority has signed, and does not send the key', async () => {
    const pem = readFileSync(new URL('../fixtures/selfSigned.pem', import.meta.url));
    const secure = await startService({
      scheme: 'https',
      create: (listener) => createServer({ key: pem, cert: pem }, listener),
    });
    try {
      const lost = make(secure);
      expect(await failure(lost.provider.listAssistants(never))).toMatchObject({ code: 'tls', processed: 'no' });
      expect(secure.requests).toEqual([]);
    } finally {
      await secure.stop();
    }
  });
});

describe('a streamed answer', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());
  const asked = async (body: string, contentType: string) => {
    const { provider, assistantId, answerPath } = makeHaufe(service);
    await provider.listAssistants(never);
    const thread = await provider.createThread(assistantId, 'Grenzen', never);
    service.fail(answerPath, { body, headers: { 'content-type': contentType } });
    return tell(provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));
  };

  test('reads a streamed answer whole when a line and all of it are just below their limits', async () => {
    const chunk = `${JSON.stringify({ delta: { content: 'x'.repeat(mebibyte - 100) } })}\n`;
    const { text, error } = await asked(chunk.repeat(15), 'application/x-ndjson');
    expect([text.length, error]).toEqual([15 * (mebibyte - 100), undefined]);
  });

  test.each([
    ['a line', 'application/x-ndjson', `{"delta":{"content":"${'x'.repeat(9 * mebibyte)}"}}\n`],
    ['a line without an end', 'application/x-ndjson', 'x'.repeat(9 * mebibyte)],
    ['an event', 'text/event-stream', `data: {"delta":{"content":"${'x'.repeat(9 * mebibyte)}"}}\n\n`],
    ['an event of many lines', 'text/event-stream', `data: ${'x'.repeat(1000)}\n`.repeat(9_000)],
    [
      'all of it',
      'application/x-ndjson',
      `${JSON.stringify({ delta: { content: 'x'.repeat(1000) } })}\n`.repeat(17_000),
    ],
  ])('gives a streamed answer up when %s is too large', async (_, contentType, body) => {
    const { error } = await asked(body, contentType);
    expect(error).toMatchObject({ code: 'too-large' });
  });
});
