import * as v from 'valibot';
import type { HaufeConnection } from '../../../chat/model/connection.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import type { Sources } from '../../../chat/model/gatheredSources.ts';
import type { AnswerDetails } from '../../../chat/model/model.ts';
import { failedReason } from '../../bodies/namedCause.ts';
import { hiddenRole, userRole } from '../../bodies/roles.ts';
import type { Answer } from '../../http/http.ts';
import { isObject, property } from '../../http/object.ts';
import { breather } from '../../streams/breather.ts';
import { type StreamItem, streamItems } from '../../streams/items.ts';
import { eventFailure, streamFailure } from '../errors.ts';
import { readDetails } from '../lists/details.ts';
import { readSources } from '../lists/sources.ts';
import { answerPart, type Short } from '../schemas.ts';

/** One step of an answer. `whole`: the text is the answer itself, not its next piece. */
export interface Part extends Sources {
  readonly messageId?: string;
  readonly threadId?: string;
  readonly text: string;
  readonly whole: boolean;
  readonly details?: AnswerDetails;
  /** The reason why the answer ends here. */
  readonly finish?: 'length' | 'filtered';
  /** The failure after this text. */
  readonly failure?: ChatError;
}

/**
 * The parts of a streamed answer: NDJSON as documented, or however else it is framed, since that is stated nowhere; one
 * JSON array, or one whole answer object. Fails with ChatError `interrupted` when the last part is cut, or when nobody can
 * tell whether more parts were to come, `bad-response` on a part that is no JSON object, and with the vendor's own error
 * when it sends one in the stream, after the text that came with it.
 */
export async function* answerParts(answer: Answer, connection: HaufeConnection): AsyncGenerator<Part, void, undefined> {
  let ended = !answer.endsByClosing;
  for await (const item of streamItems(answer.bytes)) {
    if (item.type === 'end' || isEndEvent(item)) {
      ended = true;
      continue;
    }
    const value = saidBy(item);
    if (value === undefined) continue;
    const breathe = breather();
    for (const found of Array.isArray(value) ? value : [value]) {
      await breathe();
      const part = readPart(found, connection);
      ended ||= part.whole;
      yield part;
      if (part.failure) throw part.failure;
    }
    ended ||= Array.isArray(value);
  }
  if (!ended) throw new ChatError('interrupted', { processed: 'maybe', detail: 'end' });
}

function isEndEvent(item: StreamItem): boolean {
  return item.type === 'words' && /^(?:done|end|complete|finish|close)/.test(item.event);
}

/** Returns what an event says of the answer; undefined where it says nothing of it. Throws the error that it tells. */
function saidBy(item: Exclude<StreamItem, { type: 'end' }>): unknown {
  const { event } = item;
  if (/^(?:error|fail|exception)/.test(event)) throw eventFailure(item.type === 'value' ? item.value : item.words);
  if (/^(?:ping|pong|heartbeat|keep-?alive|comment)/.test(event)) return undefined;
  const isNamed = event !== '' && !/^(?:message|delta|token|text|chunk|answer|content|completion)/.test(event);
  if (item.type === 'value') return isNamed && !saysPart(item.value) ? undefined : item.value;
  // Words under a name that nobody knows are no part of the answer.
  if (isNamed) return undefined;
  throw new ChatError('interrupted', { processed: 'maybe', detail: 'event' });
}

/** Whether what an event of an unknown name brings is a part of the answer, or an error. */
function saysPart(value: unknown): boolean {
  return (
    isObject(value) &&
    ['delta', 'content', 'message_id', 'message', 'choices', 'error', 'error_code'].some((key) => key in value)
  );
}

/** Reads one chunk or whole answer as a part. Throws as `answerParts` does. */
export function readPart(found: unknown, connection: HaufeConnection): Part {
  if (!isObject(found)) throw new ChatError('bad-response', { processed: 'maybe', detail: 'chunk' });
  const item = partIn(found);
  const { delta, message_id, id, thread_id, content, sources, role, finish_reason, ...rest } = v.parse(
    answerPart,
    item,
  );
  const kinds = [role, property(item, 'type'), property(item['delta'], 'type')].filter(
    (kind) => typeof kind === 'string',
  );
  const isHidden = kinds.some((kind) => hiddenRole.test(kind)) || userRole.test(role ?? '');
  const text = isHidden ? '' : (delta?.content ?? (delta ? '' : (content ?? '')));
  const reason = finish_reason ?? delta?.finish_reason;
  const failure = isPing(found)
    ? undefined
    : (streamFailure(found, delta !== undefined || content !== undefined) ?? brokenOff(reason));
  const messageId = message_id ?? id;
  const details = readDetails(rest.meta_data ?? delta?.meta_data, both(rest.tool_calls, delta?.tool_calls));
  const named = both(delta?.sources, sources);
  const finish = finishOf(reason);
  return {
    ...(messageId !== undefined && !isHidden && { messageId }),
    text,
    whole: !delta && content !== undefined && !isHidden,
    sources: readSources(named.items, connection),
    moreSources: named.more,
    ...(thread_id !== undefined && { threadId: thread_id }),
    ...(details && { details }),
    ...(finish && { finish }),
    ...(failure && { failure }),
  };
}

/** The chunk itself, or what stands in an envelope around it, or in the first of OpenAI's choices. */
function partIn(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isPart = (value: unknown) =>
    isObject(value) && ['delta', 'content'].some((key) => (value[key] ?? null) !== null);
  if (isPart(item)) return flat(item);
  const choices = item['choices'];
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const places = [item['message'], item['data'], item['result'], choice, property(choice, 'message')];
  const inner = places.find(isPart);
  return flat(isObject(inner) ? { ...item, ...inner } : item);
}

/** A chunk whose `delta` is the text, or has it or the role under another name. */
function flat(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { delta } = item;
  if (typeof delta === 'string') return { ...item, delta: { content: delta } };
  if (!isObject(delta)) return item;
  return {
    ...item,
    role: delta['role'] ?? item['role'],
    delta: { ...delta, content: delta['content'] ?? delta['text'] },
  };
}

function isPing(item: Readonly<Record<string, unknown>>): boolean {
  const name = item['type'] ?? item['event'];
  return typeof name === 'string' && /^(?:ping|pong|heartbeat|keep-?alive)/i.test(name);
}

/** The failure that an answer ends with by its own reason. */
function brokenOff(reason: string | undefined): ChatError | undefined {
  return failedReason.test(reason ?? '')
    ? new ChatError('unavailable', { processed: 'maybe', detail: 'finish' })
    : undefined;
}

function finishOf(reason: string | undefined): Part['finish'] {
  const name = reason?.toLowerCase().replace(/[^a-z]/g, '') ?? '';
  if (/^(?:length|max(?:output)?tokens)/.test(name)) return 'length';
  return /^(?:contentfilter|safety)/.test(name) ? 'filtered' : undefined;
}

/** Joins two lists that say the same in two places. */
function both(first: Short | undefined, second: Short | undefined): Short {
  return {
    items: [...(first?.items ?? []), ...(second?.items ?? [])],
    more: (first?.more ?? 0) + (second?.more ?? 0),
  };
}
