import type { HaufeConnection } from '../../chat/connection.ts';
import { ChatError } from '../../chat/errors.ts';
import type { Log } from '../../chat/log.ts';
import type { RunEvent, Source, Thread } from '../../chat/model.ts';
import type { Question } from '../../chat/provider.ts';
import { questionProblem } from '../../chat/question.ts';
import { mergeSources } from '../../chat/transcript.ts';
import { answerParts, type Part, readPart } from './answerStream.ts';
import type { HaufeApi } from './api.ts';
import type { Seen } from './seen.ts';
import { readSources } from './sources.ts';
import { findQuestion, storedAnswer } from './stored.ts';
import type { WireMessage } from './wire.ts';

export interface Asking {
  readonly api: HaufeApi;
  readonly connection: HaufeConnection;
  readonly log: Log;
  readonly seen: Seen;
  /** Whether the assistant can stream; `learn` records that it cannot. */
  readonly streaming: (assistantId: string, signal: AbortSignal) => Promise<boolean>;
  readonly learn: (assistantId: string) => void;
}

/** `Provider.ask` for this vendor: add the question, run the thread, tell what comes. */
export async function* ask(
  asking: Asking,
  thread: Thread,
  question: Question,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const problem = questionProblem(question.text);
  if (problem) throw new ChatError(problem, { processed: 'no' });
  const { api, seen } = asking;
  if (question.mayBeStored) {
    const before = seen.before(thread.id, question.text);
    const found = await findQuestion(api, thread.id, question.text, before, signal);
    if (found.type !== 'absent') {
      yield { type: 'question-stored', messageId: found.id };
      if (found.type === 'answered') yield* stored(asking, found.answer, '', []);
      else yield* run(asking, thread, found.id, signal);
      return;
    }
  }
  if (!question.mayBeStored) seen.sending(thread.id, question.text);
  const messageId = await api.addQuestion(thread.id, question.text, signal);
  seen.saw(thread.id, messageId);
  yield { type: 'question-stored', messageId };
  yield* run(asking, thread, messageId, signal);
}

/** What has come of an answer so far. */
interface Received {
  text: string;
  messageId: string | undefined;
  sources: readonly Source[];
  /** It came as one whole object, which has an end of its own. */
  whole: boolean;
}

async function* run(asking: Asking, thread: Thread, questionId: string, signal: AbortSignal): AsyncIterable<RunEvent> {
  const received: Received = { text: '', messageId: undefined, sources: [], whole: false };
  let failure: unknown;
  try {
    yield* parts(asking, thread, received, signal);
  } catch (error) {
    if (!leavesAnswerStored(error)) throw error;
    failure = error;
  }
  if (received.whole && failure === undefined) return yield { type: 'run-end', reason: 'complete' };
  // The vendor marks no end: its own list says what the answer is, also where the connection broke off.
  const answer = await storedAnswer(asking, thread.id, questionId, received.messageId, signal);
  if (failure !== undefined && !(answer && answer.content.length >= received.text.length)) throw failure;
  if (answer) yield* stored(asking, answer, received.text, received.sources);
  else yield { type: 'run-end', reason: 'complete' };
}

/** Whether the vendor may hold the whole answer although it did not reach us. */
function leavesAnswerStored(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false;
  // The thread ends on an answer already: an earlier run has done the work.
  if (error.detail?.startsWith('incorrect_stack_ending')) return true;
  return error.status === undefined && (error.code === 'interrupted' || error.code === 'bad-response');
}

async function* parts(
  asking: Asking,
  thread: Thread,
  received: Received,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const { api, connection, streaming, learn } = asking;
  const { id, assistantId } = thread;
  if (await streaming(assistantId, signal)) {
    const answer = await api.runStream(id, assistantId, signal).catch((error: unknown) => {
      if (!(error instanceof ChatError && error.code === 'not-streaming')) throw error;
      learn(assistantId);
    });
    if (answer) {
      for await (const part of answerParts(answer, connection)) yield* tell(part, received);
      return;
    }
  }
  yield* tell(readPart(await api.run(id, assistantId, signal), connection), received);
}

function* tell(part: Part, received: Received): Iterable<RunEvent> {
  received.messageId ??= part.messageId;
  received.whole = part.whole;
  if (part.whole && received.text !== '') {
    if (part.text !== received.text) yield { type: 'text-replaced', text: part.text };
    received.text = part.text;
  } else if (part.text !== '') {
    received.text += part.text;
    yield { type: 'text-delta', delta: part.text };
  }
  yield* newSources(part.sources, received);
}

/** Sources repeat from chunk to chunk; only what is new is told. */
function* newSources(found: readonly Source[], received: Pick<Received, 'sources'>): Iterable<RunEvent> {
  const known = received.sources.length;
  received.sources = mergeSources(received.sources, found);
  if (received.sources.length > known) yield { type: 'sources-found', sources: received.sources.slice(known) };
}

/** The stored answer where it differs from what was told already, and the end. */
function* stored(
  { connection }: Asking,
  answer: WireMessage,
  text: string,
  sources: readonly Source[],
): Iterable<RunEvent> {
  if (text === '') yield { type: 'text-delta', delta: answer.content };
  else if (answer.content !== text) yield { type: 'text-replaced', text: answer.content };
  yield* newSources(readSources(answer.sources, connection), { sources });
  yield { type: 'run-end', reason: 'complete' };
}
