import { describe, expect, test } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { copilotBuilderFailure } from '../../src/providers/copilotBuilder/api.ts';
import { haufeFailure } from '../../src/providers/haufe/errors.ts';
import { answerParts } from '../../src/providers/haufe/runs/answerStream.ts';

/** Forms of a streamed answer beyond the documented one: each is read, or refused aloud. */

const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };
const types = ['application/x-ndjson', 'application/json', 'text/event-stream; charset=utf-8'];

async function read(body: string, contentType: string, size = body.length) {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const all = new TextEncoder().encode(body);
    for (let at = 0; at < all.byteLength; at += size) yield all.subarray(at, at + size);
  }
  let text = '';
  let finish: string | undefined;
  try {
    for await (const part of answerParts(
      { status: 200, contentType, endsByClosing: false, bytes: bytes() },
      connection,
    )) {
      text = part.whole ? part.text : text + part.text;
      finish = part.finish ?? finish;
    }
    return { text, finish, error: undefined };
  } catch (error) {
    return { text, finish, error: (error as { code?: string }).code ?? String(error) };
  }
}

const chunk = (content: unknown, more: object = {}) =>
  JSON.stringify({ message_id: 'm1', delta: { content }, ...more });
const ndjson = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');
const sse = (...lines: string[]) => lines.map((line) => `data: ${line}\n\n`).join('');

describe('an error inside of a stream', () => {
  test.each([
    [{ error: { code: 'content_filter', message: 'x' } }, 'answer-filtered'],
    [{ error: { code: 'context_length_exceeded' } }, 'context-too-long'],
    [{ error: 'Etwas ging schief' }, 'unavailable'],
    [{ errors: [{ message: 'x' }] }, 'unavailable'],
    [{ error_code: 'api_timeout_error', detail: 'x' }, 'vendor-timeout'],
    [{ message_id: 'm1', delta: { content: '' }, error: { message: 'x' } }, 'unavailable'],
    [{ message_id: 'm1', delta: {}, error_code: 'content_filter_error' }, 'answer-filtered'],
    [{ delta: { error: { message: 'x' } } }, 'unavailable'],
    [{ type: 'error', message: 'x' }, 'unavailable'],
    [{ statusCode: 429, message: 'x' }, 'rate-limited'],
    [{ status: 'failed' }, 'unavailable'],
    [{ success: false }, 'unavailable'],
    [{ exception: 'x' }, 'unavailable'],
    [{ detail: 'x' }, 'unavailable'],
    // In envelopes, and by names.
    [{ data: { error: { code: 'content_filter' } } }, 'answer-filtered'],
    [{ result: { error: 'x' } }, 'unavailable'],
    [{ message: { status: 'failed' } }, 'unavailable'],
    [{ choices: [{ error: { code: 502, message: 'x' }, finish_reason: 'error' }] }, 'unavailable'],
    [{ choices: [{ delta: { content: '' }, finish_reason: 'error' }] }, 'unavailable'],
    [{ message_id: 'm1', delta: { content: '', finish_reason: 'cancelled' } }, 'unavailable'],
    [{ type: 'response.failed', response: { error: { code: 'rate_limit_exceeded' } } }, 'rate-limited'],
    [{ event: 'error', data: { reason: 'x' } }, 'unavailable'],
    [{ type: 'BadRequestError' }, 'unavailable'],
    [{ success: 'false' }, 'unavailable'],
    [{ isError: true }, 'unavailable'],
    [{ code: 'insufficient_quota' }, 'quota-used'],
    [{ errorMessage: 'x' }, 'unavailable'],
    [[{ delta: { content: '' } }, { error: 'x' }], 'unavailable'],
  ])('tells %j after the text that came before', async (error, code) => {
    for (const type of types) {
      for (const frame of [ndjson, sse]) {
        const body = frame(chunk('Die Frist '), JSON.stringify(error));
        expect(await read(body, type), `${type} ${body}`).toMatchObject({ text: 'Die Frist ', error: code });
      }
    }
  });

  test.each([
    'event: error\ndata: {"error":{"message":"x"}}\n\n',
    'event: error\ndata: {"reason":"x"}\n\n',
    'event: error\ndata: Etwas ging schief\n\n',
    'event: error\ndata:\n\n',
    'event: Error\r\ndata: x\r\n\r\n',
    'event: error\n{"reason":"x"}\n',
    'event: failure\ndata: x\n\n',
  ])('tells the event %j as an error', async (event) => {
    for (const type of types) {
      expect(await read(sse(chunk('Die Frist ')) + event, type)).toMatchObject({
        text: 'Die Frist ',
        error: 'unavailable',
      });
    }
  });

  test('keeps the text that comes in one part with the error', async () => {
    const body = ndjson(chunk('Die '), chunk('Frist', { error: { message: 'x' } }));
    expect(await read(body, 'application/x-ndjson')).toMatchObject({ text: 'Die Frist', error: 'unavailable' });
  });

  test('tells an error in the place of a whole answer', async () => {
    expect(await read('{"error":{"code":"x"}}', 'application/json')).toMatchObject({ error: 'unavailable' });
  });
});

describe('framing', () => {
  test.each([
    ['half server-sent events, half lines', `${sse(chunk('Die '))}${ndjson(chunk('Frist'))}`],
    ['lines', ndjson(chunk('Die '), chunk('Frist'))],
    ['data lines without blank lines', `data: ${chunk('Die ')}\ndata:${chunk('Frist')}\n`],
    [
      'events framed twice',
      `data: data: ${chunk('Die ')}\n\ndata: data:data: ${chunk('Frist')}\n\ndata: data: [DONE]\n\n`,
    ],
    ['named events', `event: delta\nid: 1\ndata: ${chunk('Die ')}\n\nevent: message\ndata: ${chunk('Frist')}\n\n`],
    ['an end mark of another name', `${sse(chunk('Die '), chunk('Frist'))}event: done\ndata: ok\n\n`],
    [
      'pings with words',
      `event: ping\ndata: 2026-06-01 10:00:00\n\n${sse(chunk('Die '))}event: heartbeat\ndata: noch da\n\n${sse(chunk('Frist'))}`,
    ],
    [
      'pings with JSON',
      `event: ping\ndata: {"content":"nein"}\n\n${sse(chunk('Die '), '{"type":"ping","message":"x"}', chunk('Frist'))}`,
    ],
    [
      'events of names that nobody knows',
      `event: usage\ndata: 17\n\nevent: trace\ndata: so und so\n\n${sse(chunk('Die '), chunk('Frist'))}`,
    ],
    [
      'a name that is no text, and hides what every object can do',
      sse(chunk('Die '), '{"type":{"toString":7,"valueOf":7},"usage":{}}', chunk('Frist')),
    ],
    ['comments', `: ping - 2026\n\n${sse(chunk('Die '))}: x\n${sse(chunk('Frist'))}`],
    ['data over several lines', `data: {"delta":\ndata: {"content":"Die "}}\n\n${sse(chunk('Frist'))}`],
    [
      'numbers that JSON does not have',
      ndjson(chunk('Die ').replace('{', '{"score":NaN,'), chunk('Frist', {}).replace('{', '{"x":-Infinity,')),
    ],
    ['carriage returns', `data: ${chunk('Die ')}\r\rdata: ${chunk('Frist')}\r\r`],
    ['pretty JSON', JSON.stringify([JSON.parse(chunk('Die ')), JSON.parse(chunk('Frist'))], null, 2)],
    ['an end mark in small letters', `${sse(chunk('Die '), chunk('Frist'))}data: [done]\n\n`],
    ['an end mark in quotation marks', `${ndjson(chunk('Die '), chunk('Frist'))}"[DONE]"\n`],
    ['an end mark without brackets', `${sse(chunk('Die '), chunk('Frist'))}data: DONE\n\n`],
    ['a byte order mark', `\ufeff${ndjson(chunk('Die '), chunk('Frist'))}`],
    ['a list in an event', sse(`[${chunk('Die ')},${chunk('Frist')}]`)],
  ])('reads an answer framed as %s', async (_, body) => {
    for (const type of types) {
      for (const size of [1, 7, body.length])
        expect(await read(body, type, size), type).toMatchObject({ text: 'Die Frist', error: undefined });
    }
  });

  test.each([
    '<!doctype html><p>x',
    'data: kein JSON\n\n',
    'kein JSON\n',
    'data: data: kein JSON\n\n',
    '"x"\n',
    'data: 7\n\n',
  ])('refuses %j aloud', async (body) => {
    for (const type of types) expect((await read(body, type)).error).toMatch(/^(?:bad-response|interrupted)$/);
  });

  test('takes the cut end of a stream for none', async () => {
    for (const type of types) {
      for (const frame of [ndjson, sse]) {
        const body = frame(chunk('Die '), chunk('Frist'));
        const cut = body.slice(0, body.lastIndexOf('rist'));
        expect(await read(cut, type)).toMatchObject({ text: 'Die ', error: 'interrupted' });
      }
    }
  });
});

describe('text', () => {
  test.each(['tool', 'system', 'user', 'developer', 'Function', 'human', 'context', 'Retrieval', 'analysis'])(
    'never takes the words of the role %s for the answer',
    async (role) => {
      const body = ndjson(
        JSON.stringify({ delta: { role, content: 'GEHEIM' } }),
        JSON.stringify({ role, delta: { content: 'GEHEIM' } }),
        JSON.stringify({ delta: { role: 'assistant', content: 'Ja.' } }),
      );
      expect(await read(body, 'application/x-ndjson')).toMatchObject({ text: 'Ja.' });
      expect((await read(JSON.stringify({ id: 'm', role, content: 'GEHEIM' }), 'application/json')).text).toBe('');
    },
  );

  test.each([
    [{ delta: 'Ja.' }],
    [{ delta: { content: [{ type: 'text', text: 'Ja.' }] } }],
    [{ delta: { content: [{ type: 'text', text: { value: 'Ja.', annotations: [] } }] } }],
    [{ delta: { content: { type: 'text', text: 'Ja.' } } }],
    [{ delta: { content: ['Ja', { text: '.' }] } }],
    [{ delta: { text: 'Ja.' } }],
    [
      {
        id: 'm',
        role: 'assistant',
        content: [
          { type: 'text', text: 'Ja.' },
          { type: 'reasoning', text: 'GEHEIM' },
        ],
      },
    ],
    [{ message: { id: 'm', role: 'assistant', content: 'Ja.' } }],
    [{ choices: [{ delta: { content: 'Ja.' } }] }],
    [{ data: { delta: { content: 'Ja.' } } }],
  ])('reads the text of %j', async (value) => {
    expect(await read(JSON.stringify(value), 'application/json')).toMatchObject({ text: 'Ja.', error: undefined });
  });

  test.each([
    { type: 'thinking', delta: { content: 'GEHEIM' } },
    { delta: { type: 'reasoning', content: 'GEHEIM' } },
    { type: 'tool_result', content: 'GEHEIM' },
  ])('never takes %j for the answer', async (value) => {
    const body = ndjson(chunk('Ja'), JSON.stringify(value), chunk('.'));
    expect(await read(body, 'application/x-ndjson')).toMatchObject({ text: 'Ja.', error: undefined });
  });

  test('loses no number that stands for text', async () => {
    const body = ndjson(chunk('Die Frist beträgt '), chunk(4), chunk(' Wochen: '), chunk(true), chunk([7, 'a']));
    expect((await read(body, 'application/x-ndjson')).text).toBe('Die Frist beträgt 4 Wochen: true7a');
  });

  test('tells words of an event that brings text as broken, not as none', async () => {
    const body = `${sse(chunk('Die '))}event: token\ndata: Frist\n\n`;
    expect(await read(body, 'text/event-stream')).toMatchObject({ text: 'Die ', error: 'interrupted' });
  });

  test.each([
    ['length', 'length'],
    ['content_filter', 'filtered'],
    ['stop', undefined],
    [null, undefined],
  ])('reads why it ended: %s', async (finish_reason, finish) => {
    for (const last of [chunk('', { finish_reason }), JSON.stringify({ delta: { content: '', finish_reason } })]) {
      expect((await read(ndjson(chunk('Ja'), last), 'application/x-ndjson')).finish).toBe(finish);
    }
  });
});

test('reads one long line of a stream', async () => {
  const sources = Array.from({ length: 30 }, () => ({ document_title: 'BGB', content: 'x'.repeat(50_000) }));
  const body = ndjson(chunk('Ja.'), JSON.stringify({ delta: { content: '', sources } }));
  expect(body.length).toBeGreaterThan(1.4 * 2 ** 20);
  for (const type of types) expect(await read(body, type, 65_536)).toMatchObject({ text: 'Ja.', error: undefined });
});

describe('a refused request', () => {
  test.each([
    [400, { error: { code: 'content_filter', message: 'x' } }, 'answer-filtered'],
    [400, { error: { code: 'context_length_exceeded' } }, 'context-too-long'],
    [400, { detail: 'This model’s maximum context length is 8192 tokens.' }, 'context-too-long'],
    [400, { error: { innererror: { code: 'ResponsibleAIPolicyViolation' } } }, 'answer-filtered'],
    [422, { detail: [{ type: 'string_too_long', loc: ['body', 'content'], msg: 'x' }] }, 'context-too-long'],
    [413, {}, 'context-too-long'],
    [
      403,
      { statusCode: 403, message: 'Out of call volume quota. Quota will be replenished in 02:14:00.' },
      'quota-used',
    ],
    [429, { error: { code: 'insufficient_quota' } }, 'quota-used'],
    [403, { message: 'Access denied' }, 'forbidden'],
    [400, { message: 'x' }, 'invalid-request'],
  ])('tells %i with %j as %s', (status, body, code) => {
    expect(haufeFailure({ status, headers: new Headers(), text: JSON.stringify(body) }).code).toBe(code);
  });

  test.each([
    ['Haufe', haufeFailure],
    ['CopilotBuilder', copilotBuilderFailure],
  ] as const)('blames no key of %s for the page of a proxy', (_, failure) => {
    const page = '<html><title>Blocked</title><p>Blocked by policy</p></html>';
    const refused = (status: number, text: string, type = 'text/html') =>
      failure({ status, headers: new Headers({ 'content-type': type }), text }).code;
    expect(refused(403, page)).toBe('bad-response');
    expect(refused(403, page, 'application/json')).toBe('bad-response');
    expect(refused(403, 'Gesperrt', 'text/html')).toBe('bad-response');
    expect(refused(403, 'Forbidden', 'application/json')).toBe('forbidden');
    for (const text of ['', 'Kein Zugriff', '{"message":"Access denied"}'])
      expect(refused(403, text, text === '' ? 'text/html' : 'text/plain')).toBe('forbidden');
    expect(refused(403, '{"message":"Access denied"}', 'text/html')).toBe('forbidden');
    expect(refused(401, page)).toBe('key-rejected');
  });
});
