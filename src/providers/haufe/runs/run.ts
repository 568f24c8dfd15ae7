import type { Log } from '../../../base/log.ts';
import type { HaufeConnection } from '../../../chat/model/connection.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import type { Sources } from '../../../chat/model/gatheredSources.ts';
import { limits } from '../../../chat/model/limits.ts';
import type { AnswerDetails, RunEvent, Thread } from '../../../chat/model/model.ts';
import type { HaufeApi } from '../api.ts';
import type { Assistants } from '../lists/assistants.ts';
import { readDetails } from '../lists/details.ts';
import { readSources } from '../lists/sources.ts';
import type { WireMessage } from '../schemas.ts';
import { answerParts, type Part, readPart } from './answerStream.ts';
import { storedAnswer } from './findStoredQuestion.ts';
import { GatheredSources } from './gatheredSources.ts';
import type { AnswerCalls, HaufeAnswers } from './runRequests.ts';

export interface Running {
  readonly api: HaufeApi;
  readonly answers: HaufeAnswers;
  readonly assistants: Assistants;
  readonly connection: HaufeConnection;
  readonly log: Log;
}

/** The answer so far. */
export interface Received {
  text: string;
  messageId: string | undefined;
  threadId: string | undefined;
  readonly sources: GatheredSources;
  details: AnswerDetails | undefined;
  /** Whether it came as one whole object, which has an end of its own. */
  whole: boolean;
  /** The reason why it ends where it does; undefined: it is whole. */
  finish: Part['finish'];
}

export function nothingYet(): Received {
  return {
    text: '',
    messageId: undefined,
    threadId: undefined,
    sources: new GatheredSources(),
    details: undefined,
    whole: false,
    finish: undefined,
  };
}

/** Has the thread answered, and lets the vendor's list have the last word. */
export async function* run(
  running: Running & { readonly thread: Thread; readonly questionId: string; readonly metaData: unknown },
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const { answers, thread, questionId, metaData } = running;
  const received = nothingYet();
  let failure: unknown;
  try {
    yield* answer(running, thread.assistantId, answers.run(thread.id, metaData), received, signal);
  } catch (error) {
    if (!leavesAnswerStored(error)) throw error;
    failure = error;
  }
  if (received.whole && failure === undefined && saysSomething(received)) {
    return yield complete(received);
  }
  // The vendor marks no end: its own list says what the answer is, also where the connection broke off.
  const kept = await storedAnswer(running, thread.id, questionId, received.messageId, signal);
  if (failure !== undefined && !(kept && kept.content.length >= received.text.length)) throw failure;
  if (kept) yield* stored(running, kept, received);
  else yield complete(received);
}

/** The end of an answer. One with neither text nor a tool call is none: throws ChatError `answer-empty`. */
export function complete(received: Received): RunEvent {
  if (received.finish) return { type: 'run-end', reason: received.finish };
  if (!saysSomething(received)) throw new ChatError('answer-empty', { processed: 'yes' });
  return { type: 'run-end', reason: 'complete' };
}

function saysSomething({ text, details }: Received): boolean {
  return text.trim() !== '' || (details?.toolCalls?.length ?? 0) > 0;
}

/** Whether the vendor may hold the whole answer although it did not reach us. */
function leavesAnswerStored(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  // The thread ends on an answer already: an earlier run has done the work.
  if (error.detail?.startsWith('incorrect_stack_ending')) return true;
  return error.status === undefined && (error.code === 'interrupted' || error.code === 'bad-response');
}

/** Streams the answer where the assistant can, else takes it whole; told as it comes, without an end. */
export async function* answer(
  { assistants, connection }: Pick<Running, 'assistants' | 'connection'>,
  assistantId: string,
  calls: AnswerCalls,
  received: Received,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  try {
    if (await assistants.streaming(assistantId, signal)) {
      const streamed = await calls.streamed(signal).catch((error: unknown) => {
        if (!(error instanceof ChatError && error.code === 'not-streaming')) throw error;
        assistants.cannotStream(assistantId);
      });
      if (streamed) {
        for await (const part of answerParts(streamed, connection)) yield* tell(part, received);
        return;
      }
    }
    const part = readPart(await calls.whole(signal), connection);
    yield* tell(part, received);
    if (part.failure) throw part.failure;
  } catch (error) {
    const asksFor = error instanceof ChatError && error.code === 'licence-missing';
    throw asksFor ? await assistants.missing(assistantId, error, signal) : error;
  }
}

function* tell(part: Part, received: Received): Iterable<RunEvent> {
  received.threadId ??= part.threadId;
  received.finish = part.finish ?? received.finish;
  if (received.messageId === undefined && part.messageId !== undefined) {
    received.messageId = part.messageId;
    yield { type: 'answer-stored', messageId: part.messageId };
  }
  received.whole = part.whole;
  if (part.whole && part.text !== '' && received.text !== '') {
    if (part.text !== received.text) yield { type: 'text-replaced', text: part.text };
    received.text = part.text;
  } else if (part.text !== '') {
    received.text += part.text;
    yield { type: 'text-delta', delta: part.text };
  }
  yield* newSources(part, received);
  yield* newDetails(part.details, received);
}

/** Sources repeat from chunk to chunk; only what is new is told. */
function* newSources({ sources, moreSources = 0 }: Sources, received: Received): Iterable<RunEvent> {
  const found = received.sources.add(sources, moreSources);
  if (found) yield { type: 'sources-found', ...found };
}

/** Yields the details that are new: the known ones may be long, and the next chunk short. */
function* newDetails(found: AnswerDetails | undefined, received: Received): Iterable<RunEvent> {
  if (!found) return;
  const known = received.details ?? {};
  const details = { ...found, ...withToolCalls(known, found) };
  const names = Object.keys(details) as (keyof AnswerDetails)[];
  if (names.every((name) => JSON.stringify(details[name]) === JSON.stringify(known[name]))) return;
  received.details = { ...known, ...details };
  yield { type: 'details-found', details: received.details };
}

/** The tools of all chunks so far, where this one names any. */
function withToolCalls(known: AnswerDetails, found: AnswerDetails): Pick<AnswerDetails, 'toolCalls' | 'moreToolCalls'> {
  if (!found.toolCalls) return {};
  const all = [...new Set([...(known.toolCalls ?? []), ...found.toolCalls])];
  const more = Math.max(
    known.moreToolCalls ?? 0,
    (found.moreToolCalls ?? 0) + Math.max(0, all.length - limits.toolCalls),
  );
  return { toolCalls: all.slice(0, limits.toolCalls), ...(more > 0 && { moreToolCalls: more }) };
}

/** The stored answer where it differs from what was told already, and the end. */
export function* stored(
  { connection }: Pick<Running, 'connection'>,
  message: WireMessage,
  received: Received = nothingYet(),
): Iterable<RunEvent> {
  if (received.messageId === undefined) yield { type: 'answer-stored', messageId: message.id };
  if (received.text === '') {
    if (message.content !== '') yield { type: 'text-delta', delta: message.content };
  } else if (message.content !== received.text) yield { type: 'text-replaced', text: message.content };
  const { sources, meta_data, tool_calls } = message;
  yield* newSources({ sources: readSources(sources.items, connection), moreSources: sources.more }, received);
  yield* newDetails(readDetails(meta_data, tool_calls), received);
  yield { type: 'run-end', reason: received.finish ?? 'complete' };
}
