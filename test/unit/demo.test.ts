import { expect, test, vi } from 'vitest';
import {
  demoHaufeBaseUrl,
  demoHaufeFetch,
  demoLicense,
  guideAssistantId,
  licenseAssistantId,
  shortAssistantId,
} from '../../src/demo/demo.ts';

const guide = '# Test guide\n\nIntro.\n\n## Keys\n\nA key lies in a drawer.\n\n## Sources\n\nA source is a passage.\n';
const unknown = '00000000-0000-4000-8000-000000000000';
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

// biome-ignore lint/suspicious/noExplicitAny: what is tested is JSON as it comes
type Json = any;

function service(options: { pace?: number; readGuide?: () => Promise<string> } = {}) {
  const fetch = demoHaufeFetch({ language: 'en', readGuide: async () => guide, pace: 0, ...options });
  const call = (method: string, path: string, body?: unknown, init: RequestInit = {}) =>
    fetch(`${demoHaufeBaseUrl}/v1${path}`, {
      method,
      headers: { 'api-key': 'any', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...init,
    });
  const json = async (...args: Parameters<typeof call>): Promise<[number, Json]> => {
    const response = await call(...args);
    return [response.status, await response.json()];
  };
  const thread = async (assistantId: string, question?: string): Promise<string> => {
    const [status, created] = await json('POST', '/threads', { assistant_id: assistantId, title: 'T' });
    expect(status).toBe(201);
    if (question) await call('POST', `/threads/${created.id}/messages`, { role: 'user', content: question });
    return `/threads/${created.id}`;
  };
  return { fetch, call, json, thread };
}

const lines = (text: string): Json[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('lists one assistant that streams, one that wants a licence and answers in one piece, and one that wants one and streams', async () => {
  const { json } = service();
  const [status, list] = await json('GET', '/assistants');
  expect(status).toBe(200);
  expect(list.map((one: Json) => [one.id, one.name, one.streaming, one.request_required_fields])).toEqual([
    [guideAssistantId, 'Demo: Detailed', true, {}],
    [shortAssistantId, 'Demo: Short', false, { __root__: ['user_data'], user_data: ['licence'] }],
    [licenseAssistantId, 'Demo: License', true, { __root__: ['user_data'], user_data: ['licence'] }],
  ]);
  expect(await json('GET', `/assistants/${guideAssistantId}`)).toEqual([200, list[0]]);
  expect(await json('GET', `/assistants/${unknown}`)).toMatchObject([404, { error_code: 'assistant_not_found' }]);
  expect((await json('GET', '/assistants/x'))[0]).toBe(422);
});

test('streams an answer as NDJSON with its text in pieces and its sources in the last line, and keeps it in the thread', async () => {
  const { call, json, thread } = service();
  const path = await thread(guideAssistantId, 'Where is my key?');
  const response = await call('POST', `${path}/run/stream`, {});
  expect(response.status).toBe(200);
  const chunks = lines(await response.text());
  const text = chunks.map((chunk) => chunk.delta.content).join('');
  const id = path.split('/').at(-1);
  for (const chunk of chunks) {
    expect(chunk).toMatchObject({ message_id: chunks[0].message_id, thread_id: id, delta: { role: 'assistant' } });
    expect(chunk.created_at).toMatch(iso);
  }
  expect(chunks.length).toBeGreaterThan(5);
  expect(chunks.slice(0, -1).every((chunk) => chunk.delta.sources.length === 0)).toBe(true);
  const source = { content: 'A key lies in a drawer.', meta_data: { document_title: 'Keys', section: 'Test guide' } };
  expect(chunks.at(-1).delta.sources).toEqual([source]);
  const [, page] = await json('GET', `${path}/messages`);
  expect(page.cursor).toBeNull();
  expect(page.items.map(({ role, content }: Json) => [role, content])).toEqual([
    ['assistant', text],
    ['user', 'Where is my key?'],
  ]);
  expect(page.items[0]).toMatchObject({ id: chunks[0].message_id, sources: [source] });
  expect(await json('POST', `${path}/run`, {})).toMatchObject([400, { error_code: 'incorrect_stack_ending' }]);
  await call('POST', `${path}/messages`, { role: 'user', content: 'And sources?' });
  const [, second] = await json('POST', `${path}/run`, {});
  expect(second).toMatchObject({ role: 'assistant', sources: [{ meta_data: { document_title: 'Sources' } }] });
});

test('asks for required metadata, and refuses to stream where the assistant cannot', async () => {
  const { json, thread } = service();
  const path = await thread(shortAssistantId, 'Where is my key?');
  const missing = [422, { error_code: 'request_metadata_missing_or_incomplete' }];
  for (const body of [{}, { meta_data: {} }, { meta_data: { user_data: { licence: null } } }]) {
    expect(await json('POST', `${path}/run`, body)).toMatchObject(missing);
  }
  const body = { meta_data: { user_data: { licence: demoLicense } } };
  const refused = [422, { error_code: 'engine_does_not_support_streaming' }];
  expect(await json('POST', `${path}/run/stream`, body)).toMatchObject(refused);
  expect(await json('POST', `${path}/run`, body)).toMatchObject([
    200,
    { role: 'assistant', meta_data: { legal_advice: false } },
  ]);
});

test('answers with the documented errors', async () => {
  const { fetch, call, json, thread } = service();
  const path = await thread(guideAssistantId);
  const withoutKey = { headers: {} };
  expect(await json('GET', '/assistants', undefined, withoutKey)).toMatchObject([401, { error_code: 'unauthorized' }]);
  expect(await json('POST', '/threads', { assistant_id: unknown })).toMatchObject([
    404,
    { error_code: 'assistant_not_found' },
  ]);
  expect(await json('POST', '/threads', {})).toMatchObject([422, { error_code: 'validation_error', detail: [{}] }]);
  expect(await json('GET', `/threads/${unknown}`)).toMatchObject([404, { error_code: 'thread_not_found' }]);
  const blank = await json('POST', `${path}/messages`, { role: 'user', content: ' ' });
  expect(blank).toMatchObject([422, { error_code: 'message_content_empty' }]);
  for (const role of ['assistant', 'system', 'tool', 'x', 7]) {
    expect((await json('POST', `${path}/messages`, { role, content: 'x' }))[0], String(role)).toBe(422);
  }
  for (const content of ['x'.repeat(30_001), '\ud800', 5]) {
    expect((await json('POST', `${path}/messages`, { role: 'user', content }))[0]).toBe(422);
  }
  expect((await call('DELETE', path)).status).toBe(204);
  expect(await json('GET', path)).toMatchObject([400, { error_code: 'thread_is_deactivated' }]);
  expect((await json('GET', '/threads'))[1].items).toEqual([]);
  expect((await json('GET', '/threads?include_deleted=true'))[1].items).toHaveLength(1);
  await expect(fetch('https://example.com/v1/assistants')).rejects.toThrow(TypeError);
});

test('pages lists newest first to their end, with a cursor that is null there', async () => {
  const { call, json, thread } = service();
  const path = await thread(guideAssistantId);
  for (let n = 1; n <= 5; n++) await call('POST', `${path}/messages`, { role: 'user', content: `${n}` });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const [, page]: [number, Json] = await json('GET', `${path}/messages?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ content }: Json) => content));
    cursor = page.cursor;
  }
  expect(seen).toEqual(['5', '4', '3', '2', '1']);
  expect((await json('GET', `${path}/messages?limit=0`))[0]).toBe(422);
});

test('an unreadable guide fails one answer, not the next', async () => {
  const readGuide = vi.fn(async () => guide).mockRejectedValueOnce(new Error('no such file'));
  const { json, thread } = service({ readGuide });
  const path = await thread(guideAssistantId, 'Key?');
  expect(await json('POST', `${path}/run`, {})).toMatchObject([500, { error_code: 'internal_server_error' }]);
  expect((await json('POST', `${path}/run`, {}))[0]).toBe(200);
});

test('the storage takes a streamed file, but not without its address', async () => {
  const { fetch } = service();
  const userId = '3f1d6c9e-2b54-4e0a-9c7d-1a2b3c4d5e6f';
  const headers = { 'api-key': 'any', 'user-id': userId };
  const address = `${demoHaufeBaseUrl}/v1/files/signed-url?filename=a.txt`;
  const { file_url, file_id }: Json = await (await fetch(address, { headers })).json();
  expect(new URL(file_url).origin).not.toBe(new URL(demoHaufeBaseUrl).origin);
  const body = new Response('Text').body as ReadableStream;
  const put = { method: 'PUT', duplex: 'half', headers: { 'content-type': 'text/plain' } } as const;
  expect((await fetch(file_url, { ...put, body })).status).toBe(200);
  expect((await fetch(`${new URL(file_url).origin}/${unknown}`, { ...put, body: 'Text' })).status).toBe(403);
  expect(await (await fetch(`${demoHaufeBaseUrl}/v1/files/${file_id}`, { headers })).text()).toBe('Text');
  expect((await fetch(`${demoHaufeBaseUrl}/v1/files`, { headers: { 'api-key': 'any' } })).status).toBe(422);
});
