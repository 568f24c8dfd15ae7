import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/chat/model/errorData.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { errors } from './coverage/haufe.mts';
import type { Tag } from './coverage/rows.mts';
import { failure, makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
const stream = '/run/stream';
const list = () => failure(subject.provider.listThreads(hr.id, undefined, never));
const ask = () => tell(subject.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  subject = makeHaufe(service);
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Fehler', never);
  service.reset();
});

/** What a person is told, by the reactions of the reference and the error guide. */
const meanings: Readonly<Record<(typeof errors)[number][0], readonly [ErrorCode, ...(readonly number[])]>> = {
  content_filter_error: ['answer-filtered', 400],
  bad_request: ['invalid-request', 400],
  length_finish_reason_error: ['answer-length', 400],
  incorrect_stack_ending: ['conflict', 400],
  thread_is_deactivated: ['thread-gone', 400],
  tool_message_has_no_matching_tool_call: ['invalid-request', 400],
  invalid_input: ['invalid-request', 400],
  attachment_document_raised_an_error: ['file-failed', 400],
  assistant_not_available: ['assistant-unavailable', 400, 403],
  unauthorized: ['key-rejected', 401],
  permission_denied: ['forbidden', 403],
  attachment_access_forbidden: ['file-gone', 403],
  assistant_not_found: ['assistant-unavailable', 404],
  thread_not_found: ['thread-gone', 404],
  message_not_found: ['not-found', 404],
  resource_not_found: ['not-found', 404],
  tenant_not_found: ['not-found', 404],
  attachment_document_does_not_exist: ['file-gone', 404],
  conflict_error: ['conflict', 409],
  conflict: ['conflict', 409],
  unprocessable_entity: ['invalid-request', 422],
  validation_error: ['invalid-request', 422],
  request_metadata_missing_or_incomplete: ['licence-missing', 422],
  message_content_empty: ['message-empty', 422],
  engine_does_not_support_streaming: ['not-streaming', 422],
  attachment_not_unique: ['file-exists', 422],
  attachment_url_invalid: ['file-failed', 422],
  rate_limit_error: ['rate-limited', 429],
  rate_limit_gateway: ['rate-limited', 429],
  'no-code': ['rate-limited', 429],
  api_timeout_error: ['vendor-timeout', 500],
  api_connection_error: ['unavailable', 500],
  api_error: ['unavailable', 500],
  internal_server_error: ['unavailable', 500],
  internal_service_error: ['unavailable', 500, 503],
  attachment_document_not_reachable: ['unavailable', 502, 503],
};

const alsoRows: Readonly<Partial<Record<keyof typeof meanings, readonly Tag[]>>> = {
  assistant_not_available: ['haufe/row-24'],
  rate_limit_error: ['haufe/row-1'],
  rate_limit_gateway: ['haufe/row-1'],
  'no-code': ['haufe/row-1'],
};

describe('an error code', () => {
  for (const [name] of errors) {
    const [code, ...statuses] = meanings[name];
    test(`tells the error code ${name} as ${code}`, {
      tags: [`haufe/error-${name}`, ...(alsoRows[name] ?? [])],
    }, async () => {
      const body = JSON.stringify(
        name === 'no-code' ? { message: 'Rate limit exceeded!' } : { error_code: name, detail: 'In its own words.' },
      );
      for (const status of statuses) {
        const told = { code, status, processed: status === 429 ? 'no' : status >= 500 ? 'maybe' : 'yes' };
        service.fail('/v1/threads', { status, body, times: 3 });
        const listed = await list();
        expect(listed).toMatchObject(told);
        if (name !== 'no-code') expect(listed.detail).toBe(name);
        expect(JSON.stringify(listed)).not.toContain('In its own words');
        service.reset();
        service.fail(stream, { status, body, times: 3 });
        const { error } = await ask();
        // An assistant that cannot stream is asked for the whole answer instead.
        if (name === 'engine_does_not_support_streaming') expect(error).toBeUndefined();
        else expect(error).toMatchObject(told);
        // What may have been acted on is sent once.
        const sent = service.requests.filter(({ path }) => path.endsWith(stream));
        expect(sent).toHaveLength(status === 429 ? 3 : 1);
      }
    });
  }
});

test('tells an error code with the wrong status as the same', { tags: 'haufe/row-4' }, async () => {
  for (const [name, code] of [
    ['incorrect_stack_ending', 'conflict'],
    ['message_content_empty', 'message-empty'],
    ['thread_is_deactivated', 'thread-gone'],
    ['attachment_not_unique', 'file-exists'],
  ] as const) {
    for (const status of [400, 422]) {
      service.fail('/v1/threads', { status, body: JSON.stringify({ error_code: name, detail: '' }) });
      expect(await list()).toMatchObject({ code, status, detail: name });
    }
  }
});

test('names the fields of a validation error, with message or msg, and never repeats what was sent', {
  tags: ['haufe/row-2', 'haufe/row-3'],
}, async () => {
  const loc = ['body', 'messages', 0, { toString: 1 }, null, 'content'];
  for (const body of [
    { error_code: 'validation_error', detail: [{ loc, message: 'not „my words“', type: 'x' }] },
    { detail: [{ loc, msg: 'not „my words“', type: 'x' }] },
  ]) {
    service.fail('/v1/threads', { status: 422, body: JSON.stringify(body) });
    const error = await list();
    expect(error.code).toBe('invalid-request');
    expect(error.detail).toMatch(/(?:^| )body\.messages\.0\.content$/);
    expect(JSON.stringify([error, subject.log])).not.toContain('my words');
  }
});

test.each([
  ['code and text', { error_code: 'permission_denied', detail: 'x' }],
  ['code and list', { error_code: 'permission_denied', detail: [{ loc: ['body'], message: 'x', type: 'y' }] }],
  ['list', { detail: [{ loc: ['body'], msg: 'x', type: 'y' }] }],
  ['message', { message: 'Forbidden' }],
  ['text', 'Forbidden'],
  ['nothing', ''],
])('tells 403 as forbidden when its body is %s', { tags: 'haufe/row-2' }, async (_, body) => {
  service.fail('/v1/threads', { status: 403, body: typeof body === 'string' ? body : JSON.stringify(body) });
  expect(await list()).toMatchObject({ code: 'forbidden', status: 403 });
});

test('tells 403 as an unexpected response when its body is a page, which knows no key', {
  tags: 'haufe/row-2',
}, async () => {
  service.fail('/v1/threads', { status: 403, body: '<html><body>Forbidden</body></html>' });
  expect(await list()).toMatchObject({ code: 'bad-response', status: 403 });
});

test.each([500, 501, 502, 503, 505, 507, 520, 529, 599])(
  'tells %i with any code as a failure of the service',
  {
    tags: 'haufe/row-26',
  },
  async (status) => {
    for (const body of ['{"error_code":"a_code_that_nobody_knows","detail":"x"}', '{"message":"x"}', '']) {
      service.fail('/v1/threads', { status, body, times: 3 });
      expect(await list()).toMatchObject({ code: 'unavailable', status, processed: 'maybe' });
      service.reset();
    }
  },
);

test.each([
  ['retry-after', '3600', 3_600_000],
  ['retry-after', '8040', 8_040_000],
  ['retry-after', new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
  ['retry-after-ms', '90000', 90_000],
  ['ratelimit-reset', '120', 120_000],
  ['x-ratelimit-reset', String(Math.round(Date.now() / 1000) + 600), 600_000],
  ['x-rate-limit-reset', String(Date.now() + 900_000), 900_000],
  ['x-ratelimit-retry-after', '300', 300_000],
  ['ratelimit', '"default";r=0;t=200', 200_000],
])('tells a 429 with %s: %s with the time when it goes on', { tags: 'haufe/row-27' }, async (header, value, wait) => {
  for (const path of ['/v1/threads', stream]) {
    service.fail(path, { status: 429, headers: { [header]: value }, body: '{"message":"Rate limit exceeded!"}' });
  }
  const asked = await ask();
  for (const error of [await list(), asked.error]) {
    expect(error).toMatchObject({ code: 'rate-limited', processed: 'no' });
    const { retryAt = 0 } = error as { retryAt?: number };
    // The tests above may have taken a while since the values were made.
    expect(Math.abs(retryAt - Date.now() - wait)).toBeLessThan(60_000);
  }
  expect(service.requests.filter(({ path }) => path.endsWith(stream))).toHaveLength(1);
});

test('lets a secret in an answer reach neither error nor log', { tags: 'haufe/row-33' }, async () => {
  const body = JSON.stringify({ error_code: 'bad_request', detail: 'x', api_keys: [{ api_key: 'sk-5ecret' }] });
  service.fail('/v1/threads', { status: 400, body });
  const error = await list();
  service.fail('/v1/threads', { body });
  const odd = await list();
  expect(JSON.stringify([error, error.message, odd, odd.message, subject.log])).not.toContain('5ecret');
});
