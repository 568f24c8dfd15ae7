import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { storedDemoThreads } from '../../src/chat/catalog/storedDemoThreads.ts';
import { demoHaufeFetch, guideAssistantId } from '../../src/demo/demo.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();

// biome-ignore lint/suspicious/noExplicitAny: what the vendor sends is looked at piece by piece
type Json = any;

/** The demo of a window: another one of the same computer knows what this one has kept. */
function windowOf(store: LocalThreads) {
  const fetch = demoHaufeFetch({
    language: 'en',
    readGuide: () => readFile('media/guide.en.md', 'utf8'),
    readHandbook: () => readFile('media/handbook.en.md', 'utf8'),
    pace: 0,
    store: storedDemoThreads(store, 'demo'),
  });
  return async (method: string, path: string, body?: object): Promise<Json> => {
    const response = await fetch(`https://demo.invalid/agents/v1${path}`, {
      method,
      headers: { 'api-key': 'demo' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? response.status : JSON.parse(text);
  };
}

const ask = async (call: ReturnType<typeof windowOf>, content: string) => {
  const { id } = await call('POST', '/threads', { assistant_id: guideAssistantId, title: content });
  await call('POST', `/threads/${id}/messages`, { role: 'user', content });
  await call('POST', `/threads/${id}/run`, {});
  return `/threads/${id}`;
};

it('has a conversation of the demo again in the next window, with its sources', async () => {
  const path = await ask(
    windowOf(new LocalThreads(at())),
    'What notice period applies during the probationary period?',
  );
  const next = windowOf(new LocalThreads(at()));
  expect((await next('GET', '/threads')).items).toMatchObject([{ title: expect.stringContaining('notice') }]);
  const [answer, question] = (await next('GET', `${path}/messages`)).items;
  expect(question).toMatchObject({ role: 'user', content: expect.stringContaining('probationary') });
  expect(answer.content).toContain('two weeks');
  expect(answer.content).toContain('[1]');
  expect(answer.sources[0]).toMatchObject({
    content: expect.stringContaining('two weeks'),
    meta_data: {
      document_title: '2.1 Notice during the probationary period',
      section: expect.stringMatching(/Handbook/),
    },
  });
});

it('has in no window what was deleted in one, conversation or message', async () => {
  const first = windowOf(new LocalThreads(at()));
  const [gone, stays] = [await ask(first, 'How do I request annual leave?'), await ask(first, 'Who orders overtime?')];
  const second = windowOf(new LocalThreads(at()));
  await second('GET', '/threads');
  await first('DELETE', gone);
  const { items } = await first('GET', `${stays}/messages`);
  await first('DELETE', `${stays}/messages/${items[0].id}`);
  const ids = async (call: typeof first) =>
    (await call('GET', '/threads')).items.map(({ id }: Json) => `/threads/${id}`);
  expect(await ids(second)).toEqual([stays]);
  const next = windowOf(new LocalThreads(at()));
  expect(await ids(next)).toEqual([stays]);
  expect((await next('GET', `${stays}/messages`)).items).toHaveLength(1);
});
