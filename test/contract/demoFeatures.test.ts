import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { mapAssistants, withLocalTitles } from '../../src/chat/catalog/titledProvider.ts';
import { vendors } from '../../src/chat/model/vendors.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import {
  demoFeedbackFields,
  demoHaufeBaseUrl,
  demoHaufeFetch,
  demoLicense,
  guideAssistantId,
  shortAssistantId,
} from '../../src/demo/demo.ts';
import { combinedProvider } from '../../src/providers/combined.ts';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import { failure, never, tell, userId } from './harness.ts';
import { watchedFetch } from './watchedFetch.ts';

/** What the demo offers beyond asking, through every layer that lies between it and a person. */
let provider: Provider;
beforeEach(() => {
  const readGuide = () => readFile('media/guide.de.md', 'utf8');
  const haufe = haufeProvider({
    connection: {
      id: 'd',
      provider: 'haufe',
      name: 'Demo',
      baseUrl: demoHaufeBaseUrl,
      license: demoLicense,
      feedbackFields: demoFeedbackFields,
    },
    getKey: async () => 'demo',
    timeouts: { headers: 20_000, idle: 20_000, total: 60_000 },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    fetch: watchedFetch(demoHaufeFetch({ language: 'de', readGuide, pace: 0 })),
    userIds: { known: async () => userId, get: async () => userId },
    polling: { first: 1, last: 5, limit: 1_000 },
  });
  const changed = mapAssistants(combinedProvider([haufe]), (each) => each);
  const titles = new Map<string, string>();
  const store = { all: async () => titles, put: async () => undefined, forget: async () => undefined };
  provider = withLocalTitles(changed, store, console);
  titles.set('renamed', 'Mein Titel');
});

const send = async (name: string, type: string, text: string) => {
  for await (const step of provider.files?.upload({ name, type, bytes: Buffer.from(text) }, true, never) ?? []) {
    if (step.type === 'ready') return step.file;
  }
  return expect.fail('not ready');
};

test('rates answers with a reason, and takes the rating back', async () => {
  const feedback = provider.feedback ?? expect.fail('no feedback');
  const thread = await provider.createThread(guideAssistantId, 'Schlüssel', never);
  await tell(provider.ask(thread, { text: 'Wo liegt mein Schlüssel?', mayBeStored: false }, never));
  const { items } = await provider.listMessages(thread, undefined, never);
  const [question = '', answer = ''] = items.map(({ storedId }) => storedId);
  const reasons = await feedback.reasons(never);
  expect(reasons.map(({ reason }) => reason)).toContain('Unvollständig');
  const details = { reasonId: reasons[0]?.id ?? '', comment: 'Zu kurz.' };
  await feedback.rate(thread, answer, 'negative', details, never);
  await feedback.rate(thread, answer, 'positive', {}, never);
  await feedback.withdraw(thread, answer, never);
  expect(await failure(feedback.rate(thread, question, 'positive', {}, never))).toMatchObject({ code: 'not-found' });
});

test('sends, lists, reads, attaches once, and deletes files', async () => {
  const files = provider.files ?? expect.fail('no files');
  expect(vendors.demo.files).toMatchObject({ maximumBytes: 10_485_760, types: { pdf: 'application/pdf' } });
  const [note, contract] = [
    await send('notiz.txt', 'text/plain', 'Größe: 1 €'),
    await send('vertrag.pdf', 'application/pdf', '%PDF'),
  ];
  expect((await files.list(1, never)).files.map(({ name }) => name)).toEqual(['notiz.txt', 'vertrag.pdf']);
  expect(await files.text(note.fileId, never)).toBe('Größe: 1 €');
  expect(await files.text(contract.fileId, never)).toMatch(/reinen Text/);
  const thread = await provider.createThread(guideAssistantId, 'Datei', never);
  const ask = (attachment = contract) =>
    tell(provider.ask(thread, { text: 'Was steht darin?', mayBeStored: false, attachment }, never));
  expect((await ask()).text).toContain('„vertrag.pdf“');
  const later = await tell(provider.ask(thread, { text: 'Wo liegt mein Schlüssel?', mayBeStored: false }, never));
  expect(later.text).not.toContain('vertrag.pdf');
  expect((await ask(note)).error).toMatchObject({ code: 'file-exists' });
  await files.delete(contract.fileId, never);
  expect(await failure(files.text(contract.fileId, never))).toMatchObject({ code: 'file-gone' });
  expect((await files.list(1, never)).total).toBe(1);
});

test.each([guideAssistantId, shortAssistantId])(
  'answers a question without a thread, and the thread that stays behind can be deleted (%s)',
  async (id) => {
    const run = provider.askOnce?.(id, 'Wo liegt mein Schlüssel?', never) ?? expect.fail('no askOnce');
    let kept = '';
    let text = '';
    for await (const event of run) {
      if (event.type === 'thread-kept') kept = event.threadId;
      if (event.type === 'text-delta') text += event.delta;
    }
    expect(text).not.toBe('');
    const thread = { connectionId: 'd', assistantId: id, id: kept, title: '' };
    const { error } = await tell(provider.ask(thread, { text: 'Mehr?', mayBeStored: false }, never));
    expect(error).toMatchObject({ code: 'invalid-request', status: 400 });
    expect(await provider.readThread?.(thread, never)).toMatchObject({ id: kept });
    await provider.deleteThread(thread, never);
    expect(await failure(provider.readThread?.(thread, never) ?? Promise.resolve())).toMatchObject({
      code: 'thread-gone',
    });
  },
);

test('sends a long question in parts, which can be deleted', async () => {
  const thread = await provider.createThread(guideAssistantId, 'Lang', never);
  const parts = ['Wo liegt mein Schlüssel? ', 'x'.repeat(29_000), 'y'.repeat(20_000)];
  const { error } = await tell(provider.ask(thread, { text: parts.join(''), parts, mayBeStored: false }, never));
  expect(error).toBeUndefined();
  const { items } = await provider.listMessages(thread, undefined, never);
  for (const id of items.flatMap(({ storedIds = [] }) => storedIds)) await provider.deleteMessage?.(thread, id, never);
  expect((await provider.listMessages(thread, undefined, never)).items.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
  ]);
});

test('gives a provider that offers none of the ports none in any layer', async () => {
  const bare = { listAssistants: async () => [{ id: 'a', name: 'A' }] } as unknown as Provider;
  const combined = combinedProvider([bare]);
  expect([combined.feedback, combined.files]).toEqual([undefined, undefined]);
  const thread = { connectionId: 'd', assistantId: 'a', id: 't', title: 'T' };
  const ask = combined.askOnce?.('a', 'x', never) ?? expect.fail('not combined');
  for (const call of [combined.deleteMessage?.(thread, 'm', never), ask[Symbol.asyncIterator]().next()]) {
    expect(await failure(call ?? Promise.resolve())).toMatchObject({ code: 'not-supported', processed: 'no' });
  }
  expect(await combined.readThread?.(thread, never)).toBe(thread);
});
