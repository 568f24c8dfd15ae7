import * as v from 'valibot';
import type { HaufeConnection } from '../../../chat/model/connection.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import type { Sources } from '../../../chat/model/gatheredSources.ts';
import type { AnswerDetails } from '../../../chat/model/model.ts';
import { caps } from '../../http/body.ts';
import type { Answer } from '../../http/http.ts';
import { isObject, jsonOrUndefined } from '../../http/object.ts';
import { breather } from '../../streams/breather.ts';
import { ndjsonLines } from '../../streams/ndjson.ts';
import { sseEvents } from '../../streams/sse.ts';
import { streamFailure } from '../errors.ts';
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
}

/** `[DONE]`, as other vendors of streams end theirs. */
const endMark = Symbol('end');

/**
 * The parts of a streamed answer: NDJSON as documented, server-sent events when the content type says so, and, since
 * the framing is stated nowhere, a `data:` prefix, `[DONE]`, one JSON array, or one whole answer object.
 * Fails with ChatError `interrupted` when the last part is cut, or when nobody can tell whether more parts were to
 * come, `bad-response` on a part that is no JSON object, and with the vendor's own error when it sends one in the stream.
 */
export async function* answerParts(answer: Answer, connection: HaufeConnection): AsyncGenerator<Part, void, undefined> {
  const values = answer.contentType.startsWith('text/event-stream')
    ? sseValues(answer.bytes)
    : ndjsonValues(answer.bytes);
  let ended = !answer.endsByClosing;
  for await (const value of values) {
    if (value === endMark) {
      ended = true;
      continue;
    }
    const breathe = breather();
    for (const item of Array.isArray(value) ? value : [value]) {
      await breathe();
      const part = readPart(item, connection);
      ended ||= part.whole;
      yield part;
    }
    ended ||= Array.isArray(value);
  }
  if (!ended) throw new ChatError('interrupted', { processed: 'maybe', detail: 'end' });
}

/** One chunk or whole answer as a part. Throws as `answerParts` does. */
export function readPart(item: unknown, connection: HaufeConnection): Part {
  if (!isObject(item)) throw new ChatError('bad-response', { processed: 'maybe', detail: 'chunk' });
  const { delta, message_id, id, thread_id, content, sources, ...rest } = v.parse(answerPart, item);
  const failure = delta || content !== undefined ? undefined : streamFailure(item);
  if (failure) throw new ChatError(failure.code, failure);
  const messageId = message_id ?? id;
  const details = readDetails(rest.meta_data ?? delta?.meta_data, both(rest.tool_calls, delta?.tool_calls));
  const named = both(delta?.sources, sources);
  return {
    ...(messageId !== undefined && { messageId }),
    text: delta?.content ?? (delta ? '' : (content ?? '')),
    whole: !delta && content !== undefined,
    sources: readSources(named.items, connection),
    moreSources: named.more,
    ...(thread_id !== undefined && { threadId: thread_id }),
    ...(details && { details }),
  };
}

/** Two lists that say the same in two places. */
function both(first: Short | undefined, second: Short | undefined): Short {
  return {
    items: [...(first?.items ?? []), ...(second?.items ?? [])],
    more: (first?.more ?? 0) + (second?.more ?? 0),
  };
}

async function* sseValues(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void, undefined> {
  for await (const { data } of sseEvents(bytes)) {
    if (data.trim() === '') continue;
    const value = data.trim() === '[DONE]' ? endMark : jsonOrUndefined(data);
    if (value === undefined) throw new ChatError('interrupted', { processed: 'maybe', detail: 'event' });
    yield value;
  }
}

async function* ndjsonValues(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown, void, undefined> {
  /** Text of a body that is one JSON value over several lines; undefined once a line was JSON by itself. */
  let whole: string | undefined = '';
  for await (const { text, ended } of ndjsonLines(bytes)) {
    const line = text.replace(/^data:\s*/, '');
    if (line === '[DONE]') yield endMark;
    if (line === '[DONE]' || line === '' || /^(?:event|id|retry)?:/.test(line)) continue;
    const value = whole ? undefined : jsonOrUndefined(line);
    if (value !== undefined) {
      whole = undefined;
      yield value;
    } else if (whole || (whole === '' && /^[[{]/.test(line))) {
      whole += `${line}\n`;
      if (whole.length > caps.json) throw new ChatError('too-large', { processed: 'maybe' });
    } else {
      const cut = !ended && /^[[{]/.test(line);
      throw new ChatError(cut ? 'interrupted' : 'bad-response', { processed: 'maybe', detail: 'line' });
    }
  }
  if (!whole) return;
  const value = jsonOrUndefined(whole);
  if (value === undefined) throw new ChatError('interrupted', { processed: 'maybe', detail: 'body' });
  yield value;
}
