import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Provider } from '../../src/chat/ports/provider.ts';
import {
  demoCopilotBuilderBaseUrl,
  demoCopilotBuilderFetch,
  demoDeploymentId,
  demoHaufeBaseUrl,
  demoHaufeFetch,
  demoLicense,
  guideAssistantId,
  shortAssistantId,
} from '../../src/demo/demo.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import type { Fetch } from '../../src/providers/http/request.ts';
import { failure, never, tell } from './harness.ts';
import { MemoryThreads } from './memoryThreads.ts';
import { deviates } from './traffic.ts';
import { watchedFetch } from './watchedFetch.ts';

/** The demo reads the contracts for itself: what it is asked and what it answers is held against the documents too. */
const readGuide = () => readFile('media/guide.de.md', 'utf8');
const common = {
  getKey: async () => 'demo',
  timeouts: { headers: 20_000, idle: 20_000, total: 60_000 },
  log: { debug() {}, info() {}, warn() {}, error() {} },
  retryWait: 1,
};
const ask = (provider: Provider, thread: Parameters<Provider['ask']>[0], text = 'Wo liegt mein Schlüssel?') =>
  tell(provider.ask(thread, { text, mayBeStored: false }, never));

describe('the demo as Haufe', () => {
  let fetch: Fetch;
  const providerWith = (licence?: string): Provider =>
    haufeProvider({
      ...common,
      connection: {
        id: 'd',
        provider: 'haufe',
        name: 'Demo',
        baseUrl: demoHaufeBaseUrl,
        ...(licence && { license: licence }),
      },
      fetch,
    });
  beforeEach(() => {
    fetch = watchedFetch(demoHaufeFetch({ language: 'de', readGuide, pace: 0 }));
  });

  test.each([
    ['streams', guideAssistantId],
    ['answers at once', shortAssistantId],
  ])(
    'lists, creates, asks, reads and deletes in the demo of Haufe with the assistant that %s',
    async (_, assistantId) => {
      const provider = providerWith(demoLicense);
      expect((await provider.listAssistants(never)).map(({ id }) => id)).toContain(assistantId);
      const thread = await provider.createThread(assistantId, 'Schlüssel', never);
      const { text, error } = await ask(provider, thread);
      expect(error).toBeUndefined();
      expect((await ask(provider, thread, 'Und mehr?')).error).toBeUndefined();
      expect((await provider.listThreads(assistantId, undefined, never)).items).toHaveLength(1);
      const { items } = await provider.listMessages(thread, undefined, never);
      expect(items.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
      expect(items[1]?.text).toBe(text);
      await provider.deleteThread(thread, never);
      expect(await failure(provider.listMessages(thread, undefined, never))).toMatchObject({ code: 'thread-gone' });
    },
  );

  test('the demo of Haufe refuses in the documented forms', async () => {
    const provider = providerWith();
    const thread = await provider.createThread(shortAssistantId, 'Ohne Lizenz', never);
    // What the assistant wants to know is asked for before anything is sent; the demo would have refused as well.
    expect((await ask(provider, thread)).error).toMatchObject({ code: 'details-missing', processed: 'no' });
    const headers = { 'api-key': 'k', 'content-type': 'application/json' };
    const run = `${demoHaufeBaseUrl}/v1/threads/${thread.id}/run`;
    expect((await fetch(run, { method: 'POST', headers, body: '{}' })).status).toBe(422);
    const unknown = { ...thread, id: '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01' };
    expect(await failure(provider.listMessages(unknown, undefined, never))).toMatchObject({ code: 'thread-gone' });
    expect(await failure(provider.createThread(unknown.id, 'T', never))).toMatchObject({
      code: 'assistant-unavailable',
    });
  });

  test.each([
    ['no key', 401, 'GET', '/v1/assistants', {}, undefined],
    ['an assistant id that is none', 422, 'GET', '/v1/assistants/x', { 'api-key': 'k' }, undefined],
    ['a thread id that is none', 422, 'GET', '/v1/threads/x', { 'api-key': 'k' }, undefined],
    ['a limit of 0', 422, 'GET', '/v1/threads?limit=0', { 'api-key': 'k' }, undefined],
    ['a thread without an assistant', 422, 'POST', '/v1/threads', { 'api-key': 'k' }, '{}'],
    ['a body that is no JSON', 422, 'POST', '/v1/threads', { 'api-key': 'k' }, 'x'],
  ])('the demo of Haufe refuses %s with %i as documented', async (_, status, method, path, headers, body) => {
    deviates(/request:/, 'the request is wrong on purpose');
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers: { ...headers, ...json }, ...(body !== undefined && { body }) };
    expect((await fetch(demoHaufeBaseUrl + path, init)).status).toBe(status);
  });
});

test('the demo of CopilotBuilder opens, answers, forgets and refuses as documented', async () => {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const now = () => clock.now;
  const fetch = watchedFetch(demoCopilotBuilderFetch({ language: 'de', readGuide, pace: 0, now }));
  const threads = new MemoryThreads();
  const connection = {
    id: 'd',
    provider: 'copilotBuilder',
    name: 'Demo',
    baseUrl: demoCopilotBuilderBaseUrl,
  } as const;
  const provider = copilotBuilderProvider({
    ...common,
    connection: { ...connection, deploymentId: demoDeploymentId },
    threads,
    fetch,
    now,
  });
  expect(await provider.listAssistants(never)).toHaveLength(1);
  const thread = await provider.createThread(demoDeploymentId, 'Rundgang', never);
  for (const after of [0, 50, 90]) {
    clock.now += after * 60_000;
    const { text, error } = await ask(provider, thread);
    expect(error).toBeUndefined();
    expect(text).not.toBe('');
  }
  const lost = copilotBuilderProvider({
    ...common,
    connection: { ...connection, deploymentId: 'x' },
    threads,
    fetch,
    now,
  });
  expect(await failure(lost.listAssistants(never))).toMatchObject({ code: 'deployment-not-found', status: 404 });
  const body = JSON.stringify({ sessionId: 'never-was', deploymentId: demoDeploymentId, message: ' ' });
  const headers = { 'x-api-key': 'k', 'content-type': 'application/json' };
  const refused = await fetch(`${demoCopilotBuilderBaseUrl}/chat/SendMessage`, { method: 'POST', headers, body });
  expect(refused.status).toBe(400);
});
