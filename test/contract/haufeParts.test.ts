import { describe, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Question } from '../../src/chat/ports/provider.ts';
import { hr } from '../service/haufe.ts';
import { bodyOf } from '../service/reply.ts';
import type { Service } from '../service/service.ts';
import { failure, makeHaufe, never, type Subject, tell, userId } from './harness.ts';
import { callsOf, servedThread, useHaufeConversation } from './haufeConversation.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const parts = ['a', 'b', 'c'].map((letter) => `${letter.repeat(20_000)} `);
const long: Question = { text: parts.join(''), parts, mayBeStored: false };
const ask = (question: Question = long, signal = never) => tell(subject.provider.ask(thread, question, signal));
const served = () => servedThread(service, thread);
const stored = () => served().messages.map(({ role, content }) => `${role} ${content[0]}`);
const calls = () => callsOf(service);
const posts = () => calls().filter((call) => call === 'POST …/messages');
/** Breaks the message after `count` others. */
const breakAfter = (count: number, fault: Parameters<Service['fail']>[1]): void => {
  for (let index = 0; index < count; index++) service.fail('/messages', { method: 'POST' });
  service.fail('/messages', { method: 'POST', ...fault });
};

useHaufeConversation((begun) => {
  ({ service, subject, thread } = begun);
}, 'Lang');

describe('a long question', () => {
  test('stores the parts of a long question in order, has them answered once, and shows them as one', async () => {
    const { events, error } = await ask();
    expect(error).toBeUndefined();
    expect(stored()).toEqual(['user a', 'user b', 'user c', 'assistant Z']);
    expect(events[0]).toEqual({ type: 'question-stored', messageId: served().messages[0]?.id });
    expect(calls().filter((call) => call.includes('/run'))).toEqual(['POST …/run/stream']);
    const { items } = await subject.provider.listMessages(thread, undefined, never);
    expect(items.map(({ role }) => role)).toEqual(['user', 'assistant']);
    const ids = served().messages.map(({ id }) => id);
    expect(items[0]).toMatchObject({ text: long.text, storedId: ids[0], storedIds: ids.slice(0, 3) });
    for (const id of items[0]?.storedIds ?? []) await subject.provider.deleteMessage?.(thread, id, never);
    expect(stored()).toEqual(['assistant Z']);
    await subject.provider.deleteMessage?.(thread, ids[0] ?? '', never);
  });

  test.each([
    ['refused', { status: 422, body: '{"error_code":"message_content_empty"}' }, 'message-empty'],
    ['failed, unprocessed', { status: 500, body: '' }, 'unavailable'],
    ['failed, but stored', { status: 500, body: '', processed: true }, 'unavailable'],
    ['lost, but stored', { cutAt: -1, reset: true, processed: true }, 'network'],
  ])('leaves nothing of a long question behind whose last part is %s', async (_, fault, code) => {
    breakAfter(2, fault);
    const { error, events } = await ask();
    expect(error).toMatchObject({ code, processed: 'no' });
    expect(events).toEqual([]);
    expect(stored()).toEqual([]);
    expect((await ask()).error).toBeUndefined();
    expect(stored()).toEqual(['user a', 'user b', 'user c', 'assistant Z']);
  });

  test('says that a long question which meets the vendor’s limit cannot be taken back before that is over', async () => {
    breakAfter(2, { status: 429, headers: { 'retry-after': '3600' }, body: '' });
    const { error } = await ask();
    expect(error).toMatchObject({ code: 'partly-stored', retryAt: expect.any(Number) });
    expect(service.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  test('takes a long question back once a short limit is over', async () => {
    // Longer than a deletion waits for its turn.
    breakAfter(2, { status: 429, headers: { 'retry-after': '11' }, body: '' });
    const { error } = await ask();
    expect(error).toMatchObject({ code: 'rate-limited', processed: 'no' });
    expect(stored()).toEqual([]);
    const [refused, ...later] = service.requests.slice(2);
    for (const { at } of later) expect(at - (refused?.at ?? 0)).toBeGreaterThan(10_900);
  });

  test('leaves nothing behind of a long question that is stopped between its parts', async () => {
    breakAfter(1, { silentAt: -1, processed: true });
    const stop = new AbortController();
    const told = ask(long, stop.signal);
    await service.until(() => posts().length === 2);
    stop.abort();
    expect((await told).error).toBe(stop.signal.reason);
    expect(stored()).toEqual([]);
  });

  test('says that a long question cannot be taken back, and sends only what is missing when it is asked again', async () => {
    breakAfter(2, { status: 500, body: '' });
    service.fail(/\/messages\/[^/]+$/, { method: 'DELETE', status: 403, body: '', times: 10 });
    expect((await ask()).error).toMatchObject({ code: 'partly-stored', processed: 'maybe' });
    expect(stored()).toEqual(['user a', 'user b']);
    service.reset();
    const { error } = await ask({ ...long, mayBeStored: true });
    expect(error).toBeUndefined();
    expect(posts()).toHaveLength(1);
    expect(stored()).toEqual(['user a', 'user b', 'user c', 'assistant Z']);
  });

  test('only runs a long question that is stored, and only reads one that is answered', async () => {
    for (const part of parts) service.haufe.addMessage(served(), 'user', part.trim());
    expect((await ask({ ...long, mayBeStored: true })).error).toBeUndefined();
    expect([posts(), calls().filter((call) => call.includes('/run'))]).toEqual([[], ['POST …/run/stream']]);
    service.reset();
    expect((await ask({ ...long, mayBeStored: true })).text).toMatch(/^Zur Frage/);
    expect(calls()).toEqual(['GET …/messages']);
  });

  test('looks for a long question only after what was there before', async () => {
    for (const part of parts) service.haufe.addMessage(served(), 'user', part);
    const { id: after } = service.haufe.addMessage(served(), 'assistant', 'Ja.');
    await ask({ ...long, mayBeStored: true, after });
    expect(posts()).toHaveLength(3);
  });

  test('sends nothing of a long question with a part that is too long or broken', async () => {
    for (const [part, code] of [
      ['x'.repeat(30_001), 'message-too-long'],
      ['\ud800', 'invalid-request'],
      [' ', 'message-empty'],
    ] as const) {
      expect((await ask({ ...long, parts: ['a', part] })).error).toMatchObject({ code, processed: 'no' });
    }
    expect(service.requests).toEqual([]);
  });
});

describe('a question with a file', () => {
  const send = async (name = 'a.txt') => {
    const file = { name, type: 'text/plain', bytes: Buffer.from('Text') };
    for await (const step of subject.provider.files?.upload(file, false, never) ?? []) {
      if (step.type === 'ready') return step.file;
    }
    return expect.fail('not ready');
  };

  test("names the file by file and user with the question's last part, and shows it by its name", {
    tags: ['haufe/row-7', 'haufe/row-32'],
  }, async () => {
    const attachment = await send();
    service.reset();
    expect((await ask({ ...long, attachment })).error).toBeUndefined();
    const bodies = service.requests.filter(({ path }) => path.endsWith('/messages')).map((request) => bodyOf(request));
    expect(bodies.slice(0, 3).map((body) => body?.['attachments'])).toEqual([
      undefined,
      undefined,
      [{ file_id: attachment.fileId, user_id: userId }],
    ]);
    const { items } = await subject.provider.listMessages(thread, undefined, never);
    expect(items[0]?.attachment).toEqual(attachment);
    const elsewhere = await makeHaufe(service).provider.listMessages(thread, undefined, never);
    expect(elsewhere.items[0]?.attachment).toEqual(attachment);
    service.fail(/\/v1\/files$/, { status: 403, body: '' });
    const nameless = await makeHaufe(service).provider.listMessages(thread, undefined, never);
    expect(nameless.items[0]?.attachment).toEqual({ fileId: attachment.fileId, name: '' });
  });

  test('names the base_url of a file only where the connection has one', { tags: 'haufe/row-7' }, async () => {
    subject = makeHaufe(service, { connection: { attachmentBaseUrl: 'https://files.example/' } });
    const attachment = await send();
    service.reset();
    await ask({ text: 'Was steht darin?', mayBeStored: false, attachment });
    const [request] = service.requests.filter(({ path }) => path.endsWith('/messages'));
    expect(request && bodyOf(request)?.['attachments']).toEqual([
      { file_id: attachment.fileId, user_id: userId, base_url: 'https://files.example/' },
    ]);
  });

  test('tells a second file of a thread as one too many', { tags: 'haufe/row-6' }, async () => {
    const [first, second] = [await send(), await send('b.txt')];
    await ask({ text: 'Eins', mayBeStored: false, attachment: first });
    const { error } = await ask({ text: 'Zwei', mayBeStored: false, attachment: second });
    expect(error).toMatchObject({ code: 'file-exists', status: 422 });
  });

  test('runs a question once the vendor is done with its file', async () => {
    const attachment = await send();
    service.haufe.files.all.get(attachment.fileId)?.statuses.push({ processing_status: 'PROCESSING' });
    service.reset();
    const { error } = await ask({ text: 'Was steht darin?', mayBeStored: false, attachment });
    expect(error).toBeUndefined();
    const runs = service.requests.filter(({ path }) => path.endsWith('/stream'));
    expect(runs).toHaveLength(2);
    expect(posts()).toHaveLength(1);
  });

  test('does not run a question again whose file turns out to be infected', async () => {
    const attachment = await send();
    const file = service.haufe.files.all.get(attachment.fileId);
    file?.statuses.push({ processing_status: 'PROCESSED', warnings: { infected: true } });
    const { error } = await ask({ text: 'Was steht darin?', mayBeStored: false, attachment });
    expect(error).toMatchObject({ code: 'file-infected' });
  });

  test('tells a file that is gone as gone, and stores nothing', async () => {
    const attachment = { fileId: '3f1d6c9e-2b54-4e0a-9c7d-000000000003', name: 'weg.pdf' };
    const { error } = await ask({ text: 'Was steht darin?', mayBeStored: false, attachment });
    expect(error).toMatchObject({ code: 'file-gone', processed: 'yes' });
    expect(stored()).toEqual([]);
  });
});

test('reads a thread as it is now, with its title, and tells a deleted one as gone', async () => {
  const read = (from = thread) => subject.provider.readThread?.(from, never) ?? expect.fail('cannot read');
  expect(await read({ ...thread, title: 'Alt' })).toMatchObject({ id: thread.id, title: 'Lang', assistantId: hr.id });
  service.fail(/threads\/[^/]+$/, { body: JSON.stringify({ id: thread.id, title: null }) });
  expect(await read({ ...thread, title: 'Mein Titel' })).toMatchObject({ title: 'Mein Titel' });
  await subject.provider.deleteThread(thread, never);
  expect(await failure(read())).toMatchObject({ code: 'thread-gone', status: 400 });
});
