import { ChatError } from '../../chat/model/errors.ts';
import type { Sources } from '../../chat/model/gatheredSources.ts';
import { limits } from '../../chat/model/limits.ts';
import type { AnswerDetails } from '../../chat/model/model.ts';
import { answerMetadata } from '../bodies/answerMetadata.ts';
import { instant } from '../bodies/instant.ts';
import { failedReason, toldFailure } from '../bodies/namedCause.ts';
import { isPage, isStream } from '../bodies/pages.ts';
import { isObject } from '../http/object.ts';
import { answerKeys, bodyValue, envelopeKeys, hasPlace, historyKeys, unwrapped } from './body.ts';
import { citationsOf } from './citations.ts';
import { field, listField, textField } from './fields.ts';
import { isUnreadable, itemsOf, messageText, roleOf, typeOf } from './messageContent.ts';

export interface ReadMessage extends Sources {
  readonly text: string;
  readonly author?: string;
  readonly details?: AnswerDetails;
}

export interface ReadAnswer {
  /** The messages in order; none is a legitimate answer, since a workflow may end without one. */
  readonly messages: readonly ReadMessage[];
  /** Milliseconds since the epoch. */
  readonly expires?: number;
  /** The reason why the last message ends where it does; absent: it is whole. */
  readonly reason?: 'length' | 'filtered';
  /** The failure after the messages. */
  readonly failure?: ChatError;
}

/** A message as it was read, and where it stood. */
interface Entry extends ReadMessage {
  readonly from?: unknown;
}

/**
 * The answer to `asked` in the body of SendMessage. Documented is `latestMessages` (copilotbuilder.ai/help/chat-api);
 * without it, the places where .NET services put a text are tried, then what the history says after the newest
 * question. ChatError `bad-response` on pages, on an empty body and on JSON that has none of those places: something
 * else than the vendor has answered, and the question may not have arrived. An error that the body tells is thrown.
 */
export function readAnswer(text: string, asked: string, contentType?: string): ReadAnswer {
  const value = bodyValue(text);
  if (value === undefined) return { messages: [{ text: readable(text, contentType), sources: [] }] };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { messages: [{ text: text.trim(), sources: [] }] };
  const body = unwrapped(value);
  if (typeof body === 'string') {
    if (body.trim() === '') return { messages: [] };
    const written = bodyValue(body);
    const inner = Array.isArray(written) && written.length === 1 ? written[0] : written;
    const told = (isObject(inner) && toldFailure(inner, false)) || toldFailure(value, false);
    if (told && isObject(inner ?? value)) throw told;
    return { messages: [{ text: readable(body), sources: [] }], ...endOf(value, undefined) };
  }
  const turn = turnOf(body, asked);
  const said = latest(body, turn, asked);
  const entries = said ?? single(body) ?? turn.answers;
  const last = entries.at(-1)?.from;
  const isAnswered = (said ?? turn.answers).length > 0;
  const items = Array.isArray(body) && !isAnswered ? body : [];
  const places = [value, body, ...[...envelopeKeys.map((key) => field(body, key)), ...items].filter(isObject)];
  const failure =
    turn.failure ?? places.map((place) => toldFailure(place, isAnswered)).find(Boolean) ?? brokenOff(last ?? turn.last);
  // Where a text may stand for an answer, it may as well say what went wrong.
  if (failure && !isAnswered) throw failure;
  const isList = Array.isArray(body) && body.length > 0;
  if (!isList && !hasPlace(body)) throw unreadable('shape');
  if (entries.length === 0 && turn.isUnreadable) throw unreadable('content');
  const messages = entries.map(({ from: _, ...message }) => message);
  return {
    messages: withCitations(messages, citationsOf(body)),
    ...endOf(value, undefined),
    ...endOf(body, last ?? turn.last),
    ...(failure && { failure }),
  };
}

/** Returns when the session ends and why the answer does, as the body says, or its last message. */
function endOf(body: unknown, last: unknown): Pick<ReadAnswer, 'expires' | 'reason'> {
  const expires = instant(field(body, 'expirationDate'));
  const reason = finishReason(last) ?? finishReason(body);
  return { ...(expires !== undefined && { expires }), ...(reason && { reason }) };
}

/** Semantic Kernel writes OpenAI's reason as text into the metadata; its successor has it beside the messages. */
function finishReason(carrier: unknown): ReadAnswer['reason'] {
  const told = toldReason(carrier);
  const name = told?.toLowerCase().replace(/[^a-z]/g, '') ?? '';
  if (/^(?:length|max(?:output)?tokens|tokenlimit)/.test(name)) return 'length';
  return /^(?:contentfilter|safety|blocked)/.test(name) ? 'filtered' : undefined;
}

function toldReason(carrier: unknown): string | undefined {
  const places = [carrier, field(carrier, 'metadata'), field(carrier, 'additionalProperties')];
  return places.map((place) => textField(place, limits.name, 'finishReason', 'finish_reason')).find(Boolean);
}

/** The failure that an answer ends with by its own reason. */
function brokenOff(last: unknown): ChatError | undefined {
  const told = failedReason.test(toldReason(last) ?? '');
  return told ? new ChatError('unavailable', { processed: 'maybe', detail: 'finish' }) : undefined;
}

/**
 * A text that is no JSON is the answer, unless it is a page that something on the way has put there, or the beginning
 * of JSON that was cut: that may hold what is never shown.
 */
function readable(text: string, contentType?: string): string {
  if (text.trim() === '') throw unreadable('empty');
  if (isPage(text, contentType)) throw unreadable('HTML');
  const told = toldFailure(text, false);
  if (told) throw unreadable('gateway');
  if (isStream(text)) throw unreadable('stream');
  if (bodyValue(text) === undefined && /^\s*(?:\{\s*(?:"|$)|\[\s*(?:[{"]|$))/.test(text)) throw unreadable('cut');
  return unspoilt(text);
}

/** JSON that is spoilt somewhere holds the whole history, and in it what is never shown. */
function unspoilt(text: string): string {
  if (/\\?"(?:\$type|chatHistory|latestMessages)\\?"\s*:/i.test(text)) throw unreadable('spoilt');
  return text;
}

function unreadable(detail: string): ChatError {
  return new ChatError('bad-response', { processed: 'maybe', detail });
}

/** `latestMessages`, each with what the history says of the same text; of objects, what the assistant says. */
function latest(body: unknown, turn: Turn, asked: string): readonly Entry[] | undefined {
  const told = field(body, 'latestMessages');
  const all = (Array.isArray(told) ? told.flat(1) : [told]).filter((item) => item !== undefined && item !== null);
  if (all.some((item) => isObject(item) && roleOf(item, asked) === 'assistant' && isUnreadable(item))) {
    throw unreadable('content');
  }
  const left = [...turn.answers];
  const entries = all.flatMap((item): readonly Entry[] => {
    if ((isObject(item) && roleOf(item, asked) !== 'assistant') || errorIn(item)) return [];
    const text = latestText(item);
    if (text.trim() === '') return [];
    const index = left.findIndex((entry) => entry.text.trim() === text.trim());
    const [same] = index < 0 ? [] : left.splice(index, 1);
    return [{ ...(same ?? entryOf(item, text)), text }];
  });
  return entries.length === 0 ? undefined : atMost(entries);
}

function latestText(item: unknown): string {
  if (typeof item === 'number' || typeof item === 'boolean') return String(item);
  if (typeof item === 'string') return unspoilt(item);
  const text = messageText(item);
  return text === '' && isResult(item) ? unspoilt(structured(item)) : text;
}

/** A value that a step of a workflow has given as its result, and no message. */
function isResult(item: unknown): boolean {
  const marks = ['role', 'authorRole', 'items', 'contents', 'content', 'text', 'message', 'value', '$type'];
  return isObject(item) && Object.keys(item).length > 0 && marks.every((key) => field(item, key) === undefined);
}

function structured(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2);
  } catch {
    // References may lead in a circle, or the value is too deep.
    throw unreadable('circle');
  }
}

function single(body: unknown): readonly Entry[] | undefined {
  for (const key of answerKeys) {
    const value = field(body, key);
    if (typeof value === 'number' || typeof value === 'boolean') return [{ text: String(value), sources: [] }];
    const text = typeof value === 'string' || isObject(value) ? messageText(value) : '';
    const told = errorIn(text);
    if (told) throw told;
    if (text.trim() !== '') return [entryOf(value, unspoilt(text))];
    if (isResult(value) || (Array.isArray(value) && value.length > 0))
      return [{ text: unspoilt(structured(value)), sources: [] }];
  }
  return undefined;
}

interface Turn {
  readonly answers: readonly Entry[];
  /** The assistant's last entry, also where it has no text. */
  readonly last: unknown;
  readonly isUnreadable: boolean;
  readonly failure: ChatError | undefined;
}

/**
 * The assistant's messages after the newest question. A history without any question tells nothing about where the
 * turn began: then only its last entry can be the answer.
 */
function turnOf(body: unknown, asked: string): Turn {
  const history = Array.isArray(body) ? body : (historyKeys.map((key) => listField(body, key)).find(isFilled) ?? []);
  const roles = history.map((message) => roleOf(message, asked));
  const question = roles.lastIndexOf('user');
  const said = history.filter((_, index) => index > question && roles[index] === 'assistant');
  const entries = said.flatMap((message) => {
    const text = messageText(message);
    return text.trim() === '' ? [] : [entryOf(message, text)];
  });
  const told =
    [...listField(body, 'latestMessages'), ...said.slice(-1)]
      .map((item) => errorItem(item) ?? errorIn(item))
      .find(Boolean) ??
    said
      .slice(-1)
      .filter(isObject)
      .map((item) => toldFailure(item, true))
      .find(Boolean);
  return {
    answers: question < 0 ? entries.slice(-1) : atMost(entries),
    last: said.at(-1),
    isUnreadable: said.some(isUnreadable),
    failure: told,
  };
}

/** The error in the place of a message. What has more beside it is the result of a workflow, which may be about errors. */
function errorIn(message: unknown): ChatError | undefined {
  const value = typeof message === 'string' && /^\s*\{\s*"error"/i.test(message) ? bodyValue(message) : message;
  const isOnly = isObject(value) && Object.keys(value).join().toLowerCase() === 'error';
  return isOnly ? toldFailure(value, true) : undefined;
}

/** The successor of Semantic Kernel has errors among the parts of a message. */
function errorItem(message: unknown): ChatError | undefined {
  const item = itemsOf(message).find((part) => typeOf(part) === 'error');
  return item === undefined ? undefined : toldFailure({ error: item }, true);
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0;
}

function entryOf(from: unknown, text: string): Entry {
  const author = textField(from, limits.name, 'authorName', 'author')?.trim();
  const metadata = field(from, 'metadata') ?? field(from, 'additionalProperties');
  const modelId = textField(from, limits.name, 'modelId');
  const other = answerMetadata({ ...(modelId !== undefined && { modelId }), ...(isObject(metadata) && metadata) });
  return {
    text,
    ...(author !== undefined && { author }),
    ...citationsOf(from),
    ...(other && { details: { other } }),
    from,
  };
}

/** A turn of so many answers is odd: nothing of it is lost, but what is beyond the most goes into the last. */
function atMost(messages: readonly Entry[]): readonly Entry[] {
  const rest = messages.slice(limits.answers - 1);
  const [last] = rest;
  if (!last || rest.length === 1) return messages;
  const sources = rest.slice(1).reduce((known: Sources, message) => together(known, message), last);
  return [
    ...messages.slice(0, limits.answers - 1),
    { ...last, ...sources, text: rest.map(({ text }) => text).join('\n\n'), from: rest.at(-1)?.from },
  ];
}

/** Citations of the whole answer belong under its last message. */
function withCitations(messages: readonly ReadMessage[], found: Sources): readonly ReadMessage[] {
  const last = messages.at(-1);
  if (!last || (found.sources.length === 0 && found.moreSources === undefined)) return messages;
  return messages.with(-1, { ...last, ...together(last, found) });
}

/** Returns one list of both, numbered from `1`. */
function together(known: Sources, added: Sources): Sources {
  const all = [...known.sources, ...added.sources].map((source, index) => ({ ...source, id: String(index + 1) }));
  const beyond = Math.max(0, all.length - limits.sources);
  const more = (known.moreSources ?? 0) + (added.moreSources ?? 0) + beyond;
  return { sources: all.slice(0, limits.sources), ...(more > 0 && { moreSources: more }) };
}
