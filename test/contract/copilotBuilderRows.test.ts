import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { makeCopilotBuilder, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const ask = (text = 'Frage') => tell(subject.provider.ask(thread, { text, mayBeStored: false }, never));

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.copilotBuilder.sessions.clear();
  subject = makeCopilotBuilder(service);
  thread = await subject.provider.createThread(subject.assistantId, 'Zeile', never);
  service.reset();
});

test.each(['plain', '  around \n', 'a/b?c=d&e#f%20', 'ä 日本 🧾', '../x', '{}'])(
  'sends the deployment id %j as it is, without blanks around it',
  { tags: 'copilotBuilder/row-11' },
  async (deploymentId) => {
    const { key, baseUrl } = service.copilotBuilder;
    const provider = copilotBuilderProvider({
      connection: { id: 'c', provider: 'copilotBuilder', name: 'C', baseUrl, deploymentId },
      getKey: async () => key,
      timeouts: { headers: 5_000, idle: 5_000, total: 20_000 },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      threads: subject.threads,
    });
    service.fail('/chat/initialize', { body: '{"sessionId":"s"}' });
    service.fail('/chat/SendMessage', { body: '{"latestMessages":["Ja."]}' });
    const [assistant] = await provider.listAssistants(never);
    expect(assistant?.id).toBe(deploymentId.trim());
    const own = { ...thread, assistantId: deploymentId.trim() };
    expect((await tell(provider.ask(own, { text: 'Frage', mayBeStored: false }, never))).text).toBe('Ja.');
    const [initialize, send] = service.requests;
    expect(initialize?.path).toBe('/chat/initialize');
    expect(initialize?.query.get('deploymentId')).toBe(deploymentId.trim());
    expect(send && bodyOf(send)?.['deploymentId']).toBe(deploymentId.trim());
  },
);

test.each([1, 0, -1, null, 'many', 1e308, ['7'], { toString: 7, valueOf: 7 }])(
  'sends a question whatever maxTokens says: %j',
  { tags: 'copilotBuilder/row-14' },
  async (maxTokens) => {
    service.fail('/chat/initialize', {
      body: JSON.stringify({ sessionId: 's', maxTokens, llm: 7, usesCustomData: 'yes', expirationDate: 0 }),
    });
    service.fail('/chat/SendMessage', { body: '{"latestMessages":["Ja."]}' });
    const { text, error } = await ask('Sehr lange Frage. '.repeat(4_000));
    expect([text, error]).toEqual(['Ja.', undefined]);
  },
);

test('tells nothing of an answer before all of it is there, and makes one call for it', {
  tags: ['copilotBuilder/row-17', 'copilotBuilder/row-9'],
}, async () => {
  const events = subject.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never)[Symbol.asyncIterator]();
  service.fail('/chat/SendMessage', { silentAt: 30, beat: ' ', beatEvery: 5, beats: 20 });
  const first = await events.next();
  const send = service.requests.find(({ path }) => path === '/chat/SendMessage');
  await service.until(() => send?.closedAt !== undefined);
  expect(first.value).toEqual({ type: 'question-stored' });
  expect(send?.complete).toBe(true);
  const rest: unknown[] = [];
  for (let next = await events.next(); !next.done; next = await events.next()) rest.push(next.value.type);
  expect(rest).toEqual(['text-delta', 'run-end']);
  expect(service.requests.map(({ path }) => path)).toEqual(['/chat/initialize', '/chat/SendMessage']);
});

test("never shows what the vendor's history hides", { tags: 'copilotBuilder/row-6' }, async () => {
  const { text, events } = await ask('Erste');
  expect(text).not.toBe('');
  const second = await ask('Zweite');
  // The service sends the whole history, its prompt first.
  expect(JSON.stringify([events, second.events])).not.toContain('secret prompt');
  expect(second.text).not.toContain('Erste');
});

test('sends nothing for a deletion, as both guides say that a session cannot be deleted', {
  tags: 'copilotBuilder/row-20',
}, async () => {
  await ask();
  service.reset();
  await subject.provider.deleteThread(thread, never);
  expect(service.requests).toEqual([]);
  expect(text('media/guide.en.md')).toContain('the service offers no way to delete what it has stored');
  expect(text('media/guide.de.md')).toContain(
    'was der Dienst selbst gespeichert hat, lässt sich über seine Schnittstelle nicht löschen',
  );
});

test('lets the page connect to nothing, and the page does not try', { tags: 'copilotBuilder/row-21' }, () => {
  expect(text('src/host/chat/pageHtml.ts')).toContain("`connect-src 'none'`");
  const files = readdirSync('src/webview', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files)
    expect(text(`src/webview/${file}`)).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/);
});

function text(file: string): string {
  return readFileSync(file, 'utf8');
}

test.each([
  ['model-a;model-b', ['model-a', 'model-b']],
  [' model-a , ;; model-b;', ['model-a', 'model-b']],
  ['model-a', ['model-a']],
  [' ; ', undefined],
  [null, undefined],
  [['model-a'], undefined],
])('reads llm %j as the models %j', { tags: 'copilotBuilder/row-15' }, async (llm, models) => {
  service.fail('/chat/initialize', { body: JSON.stringify({ sessionId: 's', llm }) });
  const [assistant] = await subject.provider.listAssistants(never);
  expect(assistant?.models).toEqual(models);
});

test.each([
  [true, true, 'only'],
  [true, false, 'also'],
  [false, true, 'only'],
  [false, false, 'none'],
  ['true', 1, undefined],
])(
  'reads usesCustomData %j and onlyUsesCustomData %j as own data: %s',
  async (usesCustomData, onlyUsesCustomData, ownData) => {
    const body = JSON.stringify({ sessionId: 's', usesCustomData, OnlyUsesCustomData: onlyUsesCustomData });
    service.fail('/chat/initialize', { body });
    const [assistant] = await subject.provider.listAssistants(never);
    expect(assistant?.ownData).toBe(ownData);
    expect(assistant?.features).toBeUndefined();
  },
);

test('sends a recap ahead of the question, and neither stores nor shows it as part of it', async () => {
  const question = { text: 'Und jetzt?', recap: 'Bisher:\n\nSie: Frage', mayBeStored: false };
  const { error } = await tell(subject.provider.ask(thread, question, never));
  expect(error).toBeUndefined();
  const sent = service.requests.find(({ path }) => path.endsWith('/SendMessage'));
  expect(sent && bodyOf(sent)?.['message']).toBe('Bisher:\n\nSie: Frage\n\nUnd jetzt?');
  expect((await subject.threads.messages(thread))[0]?.text).toBe('Und jetzt?');
});
