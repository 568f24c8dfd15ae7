import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startService } from '../service/service.ts';
import { makeCopilotBuilder, makeHaufe, never, type Subject, tell } from './harness.ts';
import { type Prism, startPrism } from './prism/prism.ts';
import { deviates } from './traffic.ts';

/**
 * A reading of the vendors' documents that nobody here wrote: Prism serves them, refuses what they do not describe, and
 * answers with what they describe.
 */
const streaming = '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01';
const whole = '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a02';

/** The harness takes keys and deployment from a service; it is asked for nothing else. */
async function subjectAt(prism: Prism, make: typeof makeHaufe): Promise<Subject> {
  const service = await startService();
  await service.stop();
  return make(service, { baseUrl: prism.url, fetch: prism.fetch });
}

describe('Haufe, served by Prism', () => {
  let prism: Prism;
  let subject: Subject;
  beforeAll(async () => {
    prism = await startPrism('openapi-haufe.yaml', '/agents', ({ paths, components }) => {
      // Prism cannot write this type; the reference itself lists streams as JSON.
      delete components.responses.AnswerStream.content['application/x-ndjson'];
      paths['/v1/assistants'].get.responses[200].content['application/json'].example = [
        { id: streaming, name: 'Streams', streaming: true },
        { id: whole, name: 'Answers at once', streaming: false },
      ];
      // Otherwise the threads of its lists are with an assistant of their own.
      components.schemas.Thread.properties.assistant_id.example = streaming;
      components.schemas.Message.properties.role.example = 'assistant';
    });
    subject = await subjectAt(prism, makeHaufe);
  });
  afterAll(() => prism.stop());
  beforeEach(() => {
    prism.violations.length = 0;
  });

  test.each([
    ['streams', streaming],
    ['answers at once', whole],
  ])(
    "lists, creates, asks, reads and deletes by Haufe's document with an assistant that %s",
    async (_, assistantId) => {
      const { provider } = subject;
      const assistants = await provider.listAssistants(never);
      expect(assistants.map(({ id }) => id)).toEqual([streaming, whole]);
      const thread = await provider.createThread(assistantId, 'Kündigung', never);
      expect(thread.id).toMatch(/^[0-9a-f-]{36}$/);
      const told = await tell(provider.ask(thread, { text: 'Wie lange? 🤔', mayBeStored: false }, never));
      expect(told.error).toBeUndefined();
      expect(told.text).toBe('string');
      expect(told.events.at(-1)).toEqual({ type: 'run-end', reason: 'complete' });
      expect((await provider.listThreads(streaming, undefined, never)).items.length).toBeGreaterThan(0);
      expect((await provider.listMessages(thread, undefined, never)).items.length).toBeGreaterThan(0);
      await provider.deleteThread(thread, never);
      expect(prism.violations).toEqual([]);
    },
  );

  test("rates, reads and deletes single messages, answers without a thread, and keeps files by Haufe's document", async () => {
    const { provider } = subject;
    const { feedback, files } = provider;
    if (!feedback || !files || !provider.askOnce) return expect.fail('a feature is not offered');
    const thread = await provider.createThread(streaming, 'Mehr', never);
    expect((await provider.readThread?.(thread, never))?.id).toMatch(/^[0-9a-f-]{36}$/);
    for (const rating of ['positive', 'negative'] as const) await feedback.rate(thread, whole, rating, {}, never);
    await feedback.withdraw(thread, whole, never);
    expect(await feedback.reasons(never)).toHaveLength(1);
    await provider.deleteMessage?.(thread, whole, never);
    for (const assistantId of [streaming, whole]) {
      const types: string[] = [];
      for await (const { type } of provider.askOnce(assistantId, 'Frage', never)) types.push(type);
      expect(types).toContain('text-delta');
    }
    expect((await files.list(1, never)).files).toHaveLength(1);
    expect(await files.text(whole, never)).toBe('string');
    await files.delete(whole, never);
    expect(prism.violations).toEqual([]);
  });

  test("finds that Prism refuses what Haufe's document does not allow", async () => {
    deviates(/role must be equal/, 'the request is wrong on purpose');
    const body = JSON.stringify({ role: 'nobody', content: 'x' });
    const headers = { 'api-key': 'k', 'content-type': 'application/json' };
    const response = await prism.fetch(`${prism.url}/v1/threads/${whole}/messages`, { method: 'POST', headers, body });
    expect(response.status).toBe(422);
    expect(prism.violations.join()).toContain('role');
  });
});

describe('CopilotBuilder, served by Prism', () => {
  let prism: Prism;
  let subject: Subject;
  beforeAll(async () => {
    prism = await startPrism('openapi-copilotbuilder.yaml', '');
    subject = await subjectAt(prism, makeCopilotBuilder);
  });
  afterAll(() => prism.stop());

  test("opens a session, lists and asks twice by CopilotBuilder's document", async () => {
    const { provider } = subject;
    const [assistant] = await provider.listAssistants(never);
    expect(assistant?.name).toBe('string');
    const thread = await provider.createThread(subject.assistantId, 'Klausel', never);
    for (const text of ['Prüfe Klausel 3.', 'Und Klausel 4?']) {
      const told = await tell(provider.ask(thread, { text, mayBeStored: false }, never));
      expect([told.text, told.error]).toEqual(['string', undefined]);
    }
    await provider.deleteThread(thread, never);
    expect(prism.violations).toEqual([]);
  });
});
