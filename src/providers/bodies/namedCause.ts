import type { ErrorCode } from '../../chat/model/errorData.ts';
import { ChatError } from '../../chat/model/errors.ts';
import { field, isObject } from '../http/object.ts';
import { processedAt, statusCode } from '../http/statusCode.ts';

/** The meanings of names and sentences of many services. Never shown: they may repeat the question. */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /content[\s_-]*(?:filter|management policy|policy[\s_-]*violation)|responsible[\s_-]*ai|moderation_blocked/i,
    'answer-filtered',
  ],
  [
    /context[\s_-]*(?:length|window)|(?:string|prompt|input|message)[\s_-]*(?:is[\s_-]*)?(?:above[\s_-]*max(?:imum)?[\s_-]*length|too[\s_-]*long)|too many (?:input )?tokens|tokens?[\s_-]*limit[\s_-]*exceeded|max(?:imum)?[\s_-]*tokens?[\s_-]*exceeded/i,
    'context-too-long',
  ],
  [/quota|call volume|credit balance|limit for (?:this|the) (?:day|month)/i, 'quota-used'],
  [/rate[\s_-]*limit|too many requests|throttl/i, 'rate-limited'],
];

/** The fields in which errors name themselves, and those in which they say it in words. */
const nameKeys = ['code', 'error_code', 'errorCode', 'type', 'reason', 'status'];
const wordKeys = ['message', 'detail', 'title', 'error_description'];
const nestedKeys = ['error', 'errors', 'innererror', 'inner_error', 'detail', 'fault', 'exception', 'extensions'];

/** A cause that the body of a failure names in one of the ways that many services share; undefined when it names none. */
export function namedCause(body: unknown): ErrorCode | undefined {
  const texts = (keys: readonly string[]) => gathered(body, keys, 0);
  for (const said of [texts(nameKeys), texts(wordKeys)]) {
    const meaning = meanings.find(([match]) => said.some((text) => match.test(text)));
    if (meaning) return meaning[1];
  }
  return undefined;
}

function gathered(value: unknown, keys: readonly string[], depth: number): readonly string[] {
  if (depth > 4) return [];
  if (typeof value === 'string') return [value.slice(0, 2_000)];
  if (Array.isArray(value)) return value.slice(0, 5).flatMap((item) => gathered(item, keys, depth + 1));
  if (!isObject(value)) return [];
  const own = keys.map((key) => field(value, key)).filter((text) => typeof text === 'string');
  // Validation errors stand under the names of their fields.
  const fields = field(value, 'errors');
  const below = [
    ...nestedKeys.map((key) => field(value, key)),
    ...(isObject(fields) ? Object.values(fields).slice(0, 5) : []),
  ];
  const nested = below.filter((item) => keys === wordKeys || typeof item !== 'string');
  return [...own.map((text) => text.slice(0, 2_000)), ...nested.flatMap((item) => gathered(item, keys, depth + 1))];
}

/**
 * The failure that a body tells although its status is a success, as gateways and frameworks do; undefined when it tells
 * none. `isAnswered`: the body has what was asked for as well, so that its words are not looked at.
 */
export function toldFailure(body: unknown, isAnswered: boolean): ChatError | undefined {
  if (typeof body === 'string')
    return gatewaySentence.test(body) || gatewayWord.test(body) ? failure(body, undefined) : undefined;
  if (!isObject(body)) return undefined;
  const status = statusIn(body);
  const named = (keys: readonly string[], pattern: RegExp) =>
    keys.some((key) => {
      const value = field(body, key);
      return typeof value !== 'object' && pattern.test(String(value));
    });
  const words = field(body, 'message') ?? field(body, 'detail');
  const isTold =
    errorKeys.some((key) => says(field(body, key))) ||
    named(['success', 'ok', 'isSuccess', 'succeeded'], /^(?:false|0)$/i) ||
    named(['status', 'type', 'state', 'event', 'object', 'kind'], errorName) ||
    status !== undefined ||
    (!isAnswered &&
      (isProblem(body) ||
        named(['code'], errorCode) ||
        (typeof words === 'string' && (gatewaySentence.test(words) || gatewayWord.test(words)))));
  return isTold ? failure(body, status) : undefined;
}

/** Reasons for the end of an answer that is not whole. */
export const failedReason = /^(?:error|fail|cancel|abort|time-?out)/i;

/** Fields that only a failure has, or that are empty else. */
const errorKeys = [
  ...['error', 'errors', 'err', 'exception', 'fault', 'exceptionMessage', 'exceptionType', 'stackTrace', 'traceback'],
  ...['error_code', 'errorCode', 'error_message', 'errorMessage', 'hasError', 'hasErrors', 'isError', 'is_error'],
];
/** `error`, `response.failed`, `BadRequestError`. */
const errorName = /(?:^|[._\s-])(?:error|failed|failure|exception)$|[a-z](?:Error|Exception)$/i;
/** A name of a failure in the place of a code; no piece of a program. */
const errorCode =
  /^(?=[a-z][\w.-]{0,60}$).*(?:error|exception|fail|denied|unauthori|timeout|unavailable|exceeded|invalid|insufficient|quota|throttl|forbidden|filter|not_?found)/i;

function failure(body: unknown, status: number | undefined): ChatError {
  const code = namedCause(body) ?? (status === undefined ? 'unavailable' : statusCode(status));
  const refused = code === 'answer-filtered' || code === 'context-too-long';
  const processed = status === undefined ? (refused ? 'yes' : 'maybe') : processedAt(status, undefined);
  return new ChatError(code, { processed, detail: status === undefined ? 'told' : `told ${status}` });
}

/** A status of HTTP that stands in the body in the place of the response's own. */
function statusIn(body: object): number | undefined {
  for (const key of ['statusCode', 'status', 'code', 'httpStatus', 'status_code']) {
    const value = field(body, key);
    const number = typeof value === 'string' && /^[45]\d\d$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= 400 && number < 600) return number;
  }
  return undefined;
}

function says(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|none|null|no|false|0)$/i.test(value.trim());
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value === true || (typeof value === 'number' && value !== 0);
}

/** A problem document (RFC 9457) without its status. */
function isProblem(body: object): boolean {
  const has = (key: string) => typeof field(body, key) === 'string';
  return has('title') && (has('type') || has('traceId')) && !['answer', 'response', 'text', 'content'].some(has);
}

/** All that gateways and frameworks say in the place of an answer. */
const gatewaySentence =
  /^\s*(?:an (?:unexpected |unhandled )?error (?:has )?occurred(?: while processing your request)?|internal (?:server )?error|server error|(?:endpoint )?request timed out|gateway time-?out|bad gateway|(?:the )?service (?:is )?(?:temporarily )?unavailable|too many requests|(?:api )?(?:rate )?limit exceeded|missing authentication token|(?:proxy )?authentication (?:is )?required|authorization has been denied for this request|access denied due to (?:invalid|missing) subscription key.*|no http resource was found that matches.*|no healthy upstream|no route matched with those values|an invalid response was received from the upstream server|the upstream server is timing out|upstream (?:connect error|request timeout)\b.*)[.!]?\s*$/is;

/** Single words that are one only in the place of a message. */
const gatewayWord = /^\s*(?:forbidden|unauthorized|access denied|not found)[.!]?\s*$/i;
