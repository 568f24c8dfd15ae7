import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  demoHaufeBaseUrl,
  demoHaufeFetch,
  demoLicense,
  guideAssistantId,
  shortAssistantId,
} from '../../src/demo/demo.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function threadOf(assistantId: string) {
  const readGuide = async () => `# G\n\n## Key\n\n${'A key is kept. '.repeat(40)}`;
  const fetch = demoHaufeFetch({ language: 'en', readGuide });
  const headers = { 'api-key': 'k' };
  const post = (path: string, body: object, signal?: AbortSignal) =>
    fetch(`${demoHaufeBaseUrl}/v1/threads${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  const { id } = (await (await post('', { assistant_id: assistantId, title: 'T' })).json()) as { id: string };
  await post(`/${id}/messages`, { role: 'user', content: 'Key?' });
  const messages = async () => {
    const response = await fetch(`${demoHaufeBaseUrl}/v1/threads/${id}/messages`, { headers });
    return ((await response.json()) as { items: { role: string }[] }).items.map(({ role }) => role);
  };
  return { run: (path: string, body: object, signal?: AbortSignal) => post(`/${id}${path}`, body, signal), messages };
}

test('streams at a reading pace', async () => {
  const { run, messages } = await threadOf(guideAssistantId);
  const started = Date.now();
  const text = (await run('/run/stream', {})).text();
  await vi.runAllTimersAsync();
  const characters = (await text)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).delta.content as string)
    .join('').length;
  expect((Date.now() - started) / 1000).toBeCloseTo(characters / 250, 0);
  expect(await messages()).toEqual(['assistant', 'user']);
});

test('ends the stream on abort with the signal’s reason, stops the clock and stores no answer', async () => {
  const { run, messages } = await threadOf(guideAssistantId);
  const stop = new AbortController();
  const reader = ((await run('/run/stream', {}, stop.signal)).body as ReadableStream<Uint8Array>).getReader();
  const first = reader.read();
  await vi.advanceTimersByTimeAsync(100);
  expect((await first).done).toBe(false);
  const reason = new Error('stopped');
  const next = reader.read();
  stop.abort(reason);
  // What was buffered may still come; then the reason.
  await expect(next.then(() => reader.read())).rejects.toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
  expect(await messages()).toEqual(['user']);
});

test('a reader that leaves stops the clock too', async () => {
  const { run, messages } = await threadOf(guideAssistantId);
  const reader = ((await run('/run/stream', {})).body as ReadableStream<Uint8Array>).getReader();
  const first = reader.read();
  await vi.advanceTimersByTimeAsync(100);
  await first;
  await reader.cancel();
  await vi.runAllTimersAsync();
  expect(vi.getTimerCount()).toBe(0);
  expect(await messages()).toEqual(['user']);
});

test('an abort ends the wait for an answer in one piece, and a request before it began', async () => {
  const { run, messages } = await threadOf(shortAssistantId);
  const body = { meta_data: { user_data: { licence: demoLicense } } };
  const stop = new AbortController();
  const answer = run('/run', body, stop.signal);
  const outcome = expect(answer).rejects.toThrow('stopped');
  await vi.advanceTimersByTimeAsync(50);
  stop.abort(new Error('stopped'));
  await outcome;
  expect(vi.getTimerCount()).toBe(0);
  expect(await messages()).toEqual(['user']);
  await expect(run('/run', body, AbortSignal.abort(new Error('early')))).rejects.toThrow('early');
});
