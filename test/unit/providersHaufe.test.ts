import { describe, expect, test } from 'vitest';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { errorCodes, haufeFailure } from '../../src/providers/haufe/errors.ts';
import { documentLink, readSources } from '../../src/providers/haufe/lists/sources.ts';

const connection: HaufeConnection = { id: 'h', provider: 'haufe', name: 'H', baseUrl: 'https://api.haufe.ai/agents' };
const linked: HaufeConnection = { ...connection, sourceLink: { license: 'PI123', authRealm: 'haufepublic' } };

const refused = (status: number, body: unknown, headers = {}) =>
  haufeFailure({ status, headers: new Headers(headers), text: typeof body === 'string' ? body : JSON.stringify(body) });

describe('haufeFailure', () => {
  // The vendor's error guide and reference, by status.
  test.each([
    [400, 'content_filter_error', 'answer-filtered'],
    [400, 'bad_request', 'invalid-request'],
    [400, 'length_finish_reason_error', 'answer-length'],
    [400, 'incorrect_stack_ending', 'conflict'],
    [400, 'thread_is_deactivated', 'thread-gone'],
    [400, 'tool_message_has_no_matching_tool_call', 'invalid-request'],
    [400, 'invalid_input', 'invalid-request'],
    [400, 'attachment_document_raised_an_error', 'file-failed'],
    [400, 'assistant_not_available', 'assistant-unavailable'],
    [403, 'assistant_not_available', 'assistant-unavailable'],
    [401, 'unauthorized', 'key-rejected'],
    [403, 'permission_denied', 'forbidden'],
    [403, 'attachment_access_forbidden', 'file-gone'],
    [404, 'assistant_not_found', 'assistant-unavailable'],
    [404, 'thread_not_found', 'thread-gone'],
    [404, 'message_not_found', 'not-found'],
    [404, 'resource_not_found', 'not-found'],
    [404, 'tenant_not_found', 'not-found'],
    [404, 'attachment_document_does_not_exist', 'file-gone'],
    [409, 'conflict_error', 'conflict'],
    [409, 'conflict', 'conflict'],
    [422, 'unprocessable_entity', 'invalid-request'],
    [422, 'validation_error', 'invalid-request'],
    [422, 'request_metadata_missing_or_incomplete', 'licence-missing'],
    [422, 'message_content_empty', 'message-empty'],
    [422, 'engine_does_not_support_streaming', 'not-streaming'],
    [422, 'attachment_not_unique', 'file-exists'],
    [422, 'attachment_url_invalid', 'file-failed'],
    [429, 'rate_limit_error', 'rate-limited'],
    [429, 'rate_limit_gateway', 'rate-limited'],
    [500, 'api_timeout_error', 'vendor-timeout'],
    [500, 'api_connection_error', 'unavailable'],
    [500, 'api_error', 'unavailable'],
    [500, 'internal_server_error', 'unavailable'],
    [503, 'internal_service_error', 'unavailable'],
    [502, 'attachment_document_not_reachable', 'unavailable'],
  ])('tells %i with the code %s as %s', (status, error_code, code) => {
    expect(refused(status, { error_code, detail: 'Prose that may repeat the question.' })).toEqual({
      code,
      detail: error_code,
    });
    expect(errorCodes).toHaveProperty(error_code);
  });

  test.each([
    [429, { message: 'Rate limit exceeded!' }, 'rate-limited'],
    [429, { error_code: 'something_new' }, 'rate-limited'],
    [401, { error_code: 'something_new' }, 'key-rejected'],
    [400, { error_code: 'engine_does_not_support_streaming' }, 'not-streaming'],
    [422, { error_code: 'incorrect_stack_ending' }, 'conflict'],
    [422, { detail: [{ loc: ['path', 'thread_id'], msg: 'x', type: 'y' }] }, 'invalid-request'],
    [404, { detail: 'Not Found' }, 'not-found'],
    [404, { detail: { error_code: 'thread_not_found' } }, 'thread-gone'],
    [400, { error_code: '__proto__' }, 'invalid-request'],
    [400, { error_code: 7, detail: 7 }, 'invalid-request'],
    [418, '', 'invalid-request'],
    [503, '<html>Down</html>', 'unavailable'],
    [599, 'null', 'unavailable'],
    [504, '[]', 'vendor-timeout'],
    [407, '', 'proxy'],
  ])('tells %i with the body %j as %s', (status, body, code) => {
    expect(refused(status, body).code).toBe(code);
  });

  test('tells as detail the fields and the request id, never prose', () => {
    const detail = [
      { loc: ['body', 'messages', 0, 'content'], message: 'my secret question', type: 'x' },
      { loc: ['body', 'title'], msg: 'my secret question', type: 'x' },
    ];
    expect(refused(422, { error_code: 'validation_error', detail }, { 'x-request-id': 'req-1' })).toEqual({
      code: 'invalid-request',
      detail: 'validation_error body.messages.0.content body.title req-1',
    });
    expect(refused(400, { error_code: 'my secret question', detail: 'my secret question' }).detail).toBeUndefined();
  });
});

describe('readSources', () => {
  test.each([
    [
      { content: 'Text', meta_data: { document_title: 'A', title: 'B', section: 'C' } },
      { title: 'A', section: 'C', passage: 'Text' },
    ],
    [
      { content: 'Text', meta_data: { title: 'B', section: 'C' } },
      { title: 'B', section: 'C', passage: 'Text' },
    ],
    [
      { content: 'Text', meta_data: { section: 'C' } },
      { title: 'C', section: 'C', passage: 'Text' },
    ],
    [
      { content: ' First \r\nsecond', meta_data: null },
      { title: 'First', passage: 'First \r\nsecond' },
    ],
    [{ content: 'x'.repeat(200) }, { title: `${'x'.repeat(119)}…`, passage: 'x'.repeat(200) }],
    [
      { document_title: 'Top', content: null },
      { title: 'Top', passage: '' },
    ],
    [{ metaData: { documentTitle: 'Camel' } }, { title: 'Camel', passage: '' }],
    [
      { meta_data: { document_title: 7, section: [] }, content: 'T' },
      { title: 'T', passage: 'T' },
    ],
  ])('reads the source %j', (item, expected) => {
    expect(readSources([item], connection)).toEqual([{ id: '1', ...expected }]);
  });

  test('leaves out what is no object among the sources, and numbers the rest', () => {
    const sources = readSources([null, 'x', 7, [], { content: 'A' }, { content: 'B' }], connection);
    expect(sources.map(({ id, title }) => [id, title])).toEqual([
      ['1', 'A'],
      ['2', 'B'],
    ]);
  });

  test.each([
    { meta_data: { app_doc_id: 'HI1' } },
    { app_doc_id: 'HI1' },
    { appDocId: 'HI1' },
    { meta_data: { appDocId: 'HI1' } },
  ])('finds the document of a source in %j', (item) => {
    const link = 'https://products.haufe.de/PI123/document/HI1?auth_realm=haufepublic';
    expect(readSources([item], linked)[0]?.link).toBe(link);
    expect(readSources([item], connection)[0]).not.toHaveProperty('link');
  });

  test('a link leads to a document of that licence, or there is none', () => {
    const without: HaufeConnection = { ...connection, sourceLink: { license: 'PI 1/ä' } };
    expect(documentLink('a/b?c#d', without)).toBe('https://products.haufe.de/PI%201%2F%C3%A4/document/a%2Fb%3Fc%23d');
    for (const id of ['..', '.', '../../x', '%2e%2e']) {
      const link = documentLink(id, linked);
      if (link !== undefined) expect(link).toMatch(/^https:\/\/products\.haufe\.de\/PI123\/document\/[^/]+\?/);
    }
    expect(documentLink('..', linked)).toBeUndefined();
    expect(documentLink(undefined, linked)).toBeUndefined();
  });
});

test('links sources by the license of the connection where no other is named for links', () => {
  const licensed = { ...connection, license: 'PI 7' };
  expect(documentLink('HI1', licensed)).toBe('https://products.haufe.de/PI%207/document/HI1');
  expect(documentLink('HI1', { ...licensed, sourceLink: { license: 'PI123' } })).toContain('/PI123/document/HI1');
  expect(documentLink('HI1', connection)).toBeUndefined();
});
