import { ChatError } from '../../chat/model/errors.ts';
import type { Sources } from '../../chat/model/gatheredSources.ts';
import { limits } from '../../chat/model/limits.ts';
import { isObject, jsonOrUndefined } from '../http/object.ts';
import { citationsOf } from './citations.ts';
import { field, listField, textField } from './fields.ts';
import { messageText, roleOf } from './messageContent.ts';

export interface ReadMessage extends Sources {
  readonly text: string;
  readonly author?: string;
}

export interface ReadAnswer {
  /** In order; none is a legitimate answer, since a workflow may end without one. */
  readonly messages: readonly ReadMessage[];
  /** Milliseconds since the epoch. */
  readonly expires?: number;
}

const answerKeys = ['message', 'response', 'reply', 'answer', 'content', 'text', 'result', 'output'] as const;
const historyKeys = ['chatHistory', 'messages', 'history'] as const;

/**
 * The answer to `asked` in the body of SendMessage. Documented is `latestMessages` (copilotbuilder.ai/help/chat-api);
 * without it, the places where .NET services put a text are tried, then what the history says after the newest
 * question. ChatError `bad-response` on HTML, on an empty body and on JSON that has none of those places: something
 * else than the vendor has answered, and the question may not have arrived.
 */
export function readAnswer(text: string, asked: string): ReadAnswer {
  const body = jsonOrUndefined(text);
  if (body === undefined) return { messages: [plain(readable(text))] };
  if (typeof body === 'string') return { messages: body.trim() === '' ? [] : [plain(body)] };
  if (!isAnswer(body)) throw unreadable('shape');
  const turn = turnOf(body, asked);
  const messages = latest(body, turn) ?? single(body) ?? turn;
  const expires = instant(textField(body, limits.name, 'expirationDate'));
  return { messages: withCitations(messages, citationsOf(body)), ...(expires !== undefined && { expires }) };
}

function isAnswer(body: unknown): boolean {
  if (Array.isArray(body)) return body.length > 0;
  const places = ['latestMessages', ...answerKeys, ...historyKeys, 'expirationDate'];
  return places.some((name) => field(body, name) !== undefined);
}

function plain(text: string): ReadMessage {
  return { text, sources: [] };
}

/**
 * A text that is no JSON is the answer, unless it is a page that something on the way has put there, or the beginning
 * of JSON that was cut: that may hold what is never shown.
 */
function readable(text: string): string {
  if (text.trim() === '') throw unreadable('empty');
  if (/^\s*<(?:!doctype|html|\?xml|head|body)\b/i.test(text)) throw unreadable('HTML');
  if (/^\s*(?:\{\s*(?:"|$)|\[\s*(?:[{"]|$))/.test(text)) throw unreadable('cut');
  // JSON that is spoilt somewhere holds the whole history, and in it what is never shown.
  if (/"(?:\$type|chatHistory|latestMessages)"\s*:/i.test(text)) throw unreadable('spoilt');
  return text;
}

function unreadable(detail: string): ChatError {
  return new ChatError('bad-response', { processed: 'maybe', detail });
}

/** `latestMessages`, each with the author and citations of the same text in the history. */
function latest(body: unknown, turn: readonly ReadMessage[]): readonly ReadMessage[] | undefined {
  const texts = listField(body, 'latestMessages')
    .map(messageText)
    .filter((text) => text.trim() !== '');
  if (texts.length === 0) return undefined;
  const byText = new Map(turn.toReversed().map((message) => [message.text, message]));
  return atMost(texts.map((text) => ({ ...(byText.get(text) ?? { sources: [] }), text })));
}

function single(body: unknown): readonly ReadMessage[] | undefined {
  for (const key of answerKeys) {
    const value = field(body, key);
    const text = typeof value === 'string' || isObject(value) ? messageText(value) : '';
    if (text.trim() !== '') return [{ text, ...named(value), ...citationsOf(value) }];
  }
  return undefined;
}

/**
 * The assistant's messages after the newest question. A history without any question tells nothing about where the
 * turn began: then only its last entry can be the answer.
 */
function turnOf(body: unknown, asked: string): readonly ReadMessage[] {
  const history = Array.isArray(body) ? body : (historyKeys.map((key) => listField(body, key)).find(isFilled) ?? []);
  const roles = history.map((message) => roleOf(message, asked));
  const question = roles.lastIndexOf('user');
  const answers = history.flatMap((message, index) => {
    const text = messageText(message);
    if (index <= question || roles[index] !== 'assistant' || text.trim() === '') return [];
    return [{ text, ...named(message), ...citationsOf(message) }];
  });
  return question < 0 ? answers.slice(-1) : atMost(answers);
}

function isFilled(list: readonly unknown[]): boolean {
  return list.length > 0;
}

function named(message: unknown): { readonly author?: string } {
  const author = textField(message, limits.name, 'authorName', 'author')?.trim();
  return author === undefined ? {} : { author };
}

/** A turn of so many answers is odd: nothing of it is lost, but what is beyond the most goes into the last. */
function atMost(messages: readonly ReadMessage[]): readonly ReadMessage[] {
  const rest = messages.slice(limits.answers - 1);
  const [last] = rest;
  if (!last || rest.length === 1) return messages;
  const sources = rest.slice(1).reduce((known: Sources, message) => together(known, message), last);
  return [
    ...messages.slice(0, limits.answers - 1),
    { ...last, ...sources, text: rest.map(({ text }) => text).join('\n\n') },
  ];
}

/** Citations of the whole answer belong under its last message. */
function withCitations(messages: readonly ReadMessage[], found: Sources): readonly ReadMessage[] {
  const last = messages.at(-1);
  if (!last || (found.sources.length === 0 && found.moreSources === undefined)) return messages;
  return messages.with(-1, { ...last, ...together(last, found) });
}

/** One list of both, numbered from `1`. */
function together(known: Sources, added: Sources): Sources {
  const all = [...known.sources, ...added.sources].map((source, index) => ({ ...source, id: String(index + 1) }));
  const beyond = Math.max(0, all.length - limits.sources);
  const more = (known.moreSources ?? 0) + (added.moreSources ?? 0) + beyond;
  return { sources: all.slice(0, limits.sources), ...(more > 0 && { moreSources: more }) };
}

/** ISO 8601; without a zone, UTC. */
function instant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text.trim()) ? text.trim() : `${text.trim()}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}
