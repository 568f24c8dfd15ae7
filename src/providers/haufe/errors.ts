import { own } from '../../base/ownProperty.ts';
import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { namedCause, toldFailure } from '../bodies/namedCause.ts';
import { isRefusalPage } from '../bodies/pages.ts';
import { isObject, jsonOrUndefined, property } from '../http/object.ts';
import type { FailedAnswer } from '../http/request.ts';
import { requestId } from '../http/requestId.ts';
import { statusCode } from '../http/statusCode.ts';

/** The `error_code` values of the vendor's error guide and reference (docs.haufe.ai, Error Handling). */
export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  content_filter_error: 'answer-filtered',
  bad_request: 'invalid-request',
  length_finish_reason_error: 'answer-length',
  incorrect_stack_ending: 'conflict',
  thread_is_deactivated: 'thread-gone',
  tool_message_has_no_matching_tool_call: 'invalid-request',
  invalid_input: 'invalid-request',
  attachment_document_raised_an_error: 'file-failed',
  assistant_not_available: 'assistant-unavailable',
  unauthorized: 'key-rejected',
  permission_denied: 'forbidden',
  attachment_access_forbidden: 'file-gone',
  assistant_not_found: 'assistant-unavailable',
  thread_not_found: 'thread-gone',
  message_not_found: 'not-found',
  resource_not_found: 'not-found',
  tenant_not_found: 'not-found',
  attachment_document_does_not_exist: 'file-gone',
  conflict_error: 'conflict',
  conflict: 'conflict',
  unprocessable_entity: 'invalid-request',
  validation_error: 'invalid-request',
  request_metadata_missing_or_incomplete: 'licence-missing',
  message_content_empty: 'message-empty',
  engine_does_not_support_streaming: 'not-streaming',
  attachment_not_unique: 'file-exists',
  attachment_url_invalid: 'file-failed',
  rate_limit_error: 'rate-limited',
  rate_limit_gateway: 'rate-limited',
  api_timeout_error: 'vendor-timeout',
  api_connection_error: 'unavailable',
  api_error: 'unavailable',
  internal_server_error: 'unavailable',
  internal_service_error: 'unavailable',
  attachment_document_not_reachable: 'unavailable',
};

/** Statuses that mean one thing whatever the body says: its shapes differ between editions of the reference. */
const decisive = new Set([401, 429]);

export interface Failure {
  readonly code: ErrorCode;
  readonly detail?: string;
}

/** Returns the meaning of a refused request. Reads all four body shapes, and none: the status then decides. */
export function haufeFailure({ status, headers, text }: FailedAnswer): Failure {
  const told = bodyFailure(jsonOrUndefined(text));
  const isQuota = told?.code === 'quota-used';
  const isPage = status === 403 && isRefusalPage(text, headers.get('content-type'));
  const usual = isPage ? 'bad-response' : statusCode(status);
  const code = decisive.has(status) && !isQuota ? usual : (told?.code ?? usual);
  const detail = [told?.detail, requestId(headers)].filter((part) => part !== undefined).join(' ');
  return { code, ...(detail !== '' && { detail }) };
}

/** All that may stand around the error of a chunk. */
const envelopes = ['delta', 'data', 'result', 'response', 'message', 'payload', 'body'];

/**
 * Returns the error that stands in the place of a chunk, or beside its text (`hasText`); undefined when `body` tells
 * none.
 */
export function streamFailure(body: unknown, hasText: boolean): ChatError | undefined {
  const choices = property(body, 'choices');
  const inside = [...envelopes.map((key) => property(body, key)), Array.isArray(choices) ? choices[0] : undefined];
  const all = [toldFailure(body, hasText), ...inside.filter(isObject).map((place) => toldFailure(place, true))];
  // An envelope may tell that something failed, and what it holds the cause.
  const told = all.find((failure) => failure && failure.code !== 'unavailable') ?? all.find(Boolean);
  const isOnlyWords = !hasText && ['detail', 'message'].some((key) => (property(body, key) ?? null) !== null);
  return told || isOnlyWords ? eventFailure(body, told) : undefined;
}

/** The error that `body` tells by its place, whatever its shape. */
export function eventFailure(body: unknown, told = toldFailure({ error: body }, true)): ChatError {
  const { code, detail } = bodyFailure(body) ?? {};
  return new ChatError(code ?? told?.code ?? 'unavailable', {
    processed: told?.processed ?? 'maybe',
    ...(detail !== undefined && { detail }),
  });
}

/** Reads the error in a body: only names of the vendor's making, since its prose may repeat the question. */
function bodyFailure(body: unknown): { readonly code: ErrorCode | undefined; readonly detail?: string } | undefined {
  const nested = property(body, 'detail');
  const source = isObject(nested) && property(body, 'error_code') === undefined ? nested : body;
  const name = safeName(property(source, 'error_code'));
  const fields = Array.isArray(nested) ? nested.slice(0, 3).flatMap(fieldName).join(' ') : '';
  const detail = [name, fields].filter(Boolean).join(' ');
  const code = (name === undefined ? undefined : own(errorCodes, name)) ?? namedCause(body);
  return { code, ...(detail !== '' && { detail }) };
}

function fieldName(item: unknown): readonly string[] {
  const location = property(item, 'loc');
  if (!Array.isArray(location)) return [];
  // An object among them may have a `toString` of its own, which is no function.
  const parts = location.filter((part) => typeof part === 'string' || typeof part === 'number');
  const name = safeName(parts.join('.'));
  return name === undefined ? [] : [name];
}

function safeName(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : undefined;
}
