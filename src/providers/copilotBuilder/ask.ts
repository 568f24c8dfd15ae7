import type { Log } from '../../base/log.ts';
import type { ErrorData } from '../../chat/model/errorData.ts';
import { amended, ChatError, errorData, isAbort } from '../../chat/model/errors.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { Message, MessageState, RunEvent, Thread } from '../../chat/model/model.ts';
import { longestQuestion, questionProblem } from '../../chat/model/questionText.ts';
import type { Question } from '../../chat/ports/provider.ts';
import type { ThreadStore, VendorSession } from '../../chat/ports/threads.ts';
import type { CopilotBuilderApi } from './api.ts';
import type { ReadAnswer, ReadMessage } from './reader.ts';
import { type OwnRecord, unsavedBy } from './record.ts';
import type { SessionKeeper } from './session.ts';

export interface Asking {
  readonly api: CopilotBuilderApi;
  readonly sessions: SessionKeeper;
  readonly threads: ThreadStore;
  readonly record: OwnRecord;
  readonly log: Log;
  /** Throws a ChatError for an assistant that the connection does not ask any more. */
  readonly isAsked: (assistantId: string) => void;
  readonly now: () => number;
}

/**
 * Statuses of a session that the service has forgotten, or will not have; where a new one cannot be opened either it is
 * the key. No error of the vendor's is documented: any other may come of a message that was acted on.
 */
const forgotten = new Set([401, 403, 404, 410]);

/** Whether the session may be gone: where the service names another cause, such as a used-up quota, it is that. */
function mayBeForgotten(error: unknown): boolean {
  if (!(error instanceof ChatError) || !forgotten.has(error.status ?? 0)) return false;
  return !['quota-used', 'question-filtered', 'context-too-long', 'rate-limited'].includes(error.code);
}

/**
 * `Provider.ask` for this vendor. The question is on disk before anything is sent, the answers before they are said to
 * be complete. The vendor lets nobody look what it has taken, so whether to send again is the person's to decide; what is
 * answered already is told once more, and kept where that has failed before.
 */
export async function* ask(
  asking: Asking,
  thread: Thread,
  { text, shown, recap, lookFor, newSession }: Question,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  // This vendor documents no length.
  const problem = questionProblem(text, longestQuestion);
  if (problem) throw new ChatError(problem, { processed: 'no' });
  const { threads, record, log } = asking;
  const answers = await record.answersTo(thread, shown?.id);
  if (answers.length > 0) return yield* tell(answers, await failureOf(record.save(thread)));
  if (lookFor) throw new ChatError('cannot-look', { processed: 'maybe' });
  asking.isAsked(thread.assistantId);
  await record.save(thread);
  const known = await record.messages(thread);
  const question = questionMessage(asking, known, shown ?? { id: crypto.randomUUID(), text, context: [] });
  await threads.putMessage(thread, question);
  let state: MessageState = 'unknown';
  let lost: Pick<Message, 'contextLost'> = {};
  try {
    const hadTurns = known.some(({ role }) => role === 'assistant');
    // The recap is for the vendor alone: what is kept and shown is the question.
    const message = recap ? `${recap}\n\n${text}` : text;
    const sent = send(asking, thread, { text: message, hadTurns, newSession: newSession === true }, signal);
    for await (const step of sent) {
      if (step.type === 'answer') {
        state = 'sent';
        yield* keep(asking, thread, { ...question, ...lost, state }, step);
      } else {
        lost = { contextLost: true };
        yield step;
      }
    }
  } catch (error) {
    if (error instanceof ChatError && state !== 'sent') state = error.processed === 'maybe' ? 'unknown' : 'failed';
    throw error;
  } finally {
    if (state !== 'sent') {
      await threads.putMessage(thread, { ...question, ...lost, state }).catch((error: unknown) => {
        log.error(`the state of a question could not be stored: ${failureLine(error)}`);
      });
    }
  }
}

/** A question that is asked again keeps its place; a new one is added. */
function questionMessage(
  { now }: Asking,
  known: readonly Message[],
  { id, text, context, createdAt = new Date(now()).toISOString() }: NonNullable<Question['shown']>,
): Message {
  const before = known.find((message) => message.role === 'user' && message.id === id);
  if (before) return { ...before, state: 'sending' };
  return { id, role: 'user', text, createdAt, sources: [], context, state: 'sending' };
}

interface Answered {
  readonly type: 'answer';
  readonly answer: ReadAnswer;
  readonly session: VendorSession;
}

type Step = Extract<RunEvent, { type: 'context-lost' }> | Answered;

interface Sending {
  readonly text: string;
  readonly hadTurns: boolean;
  readonly newSession: boolean;
}

/** Sends the message in the thread's session; once more in a new one when the first looks forgotten, unless that is new. */
async function* send(
  { api, sessions }: Asking,
  thread: Thread,
  { text, hadTurns, newSession }: Sending,
  signal: AbortSignal,
): AsyncIterable<Step> {
  if (newSession) sessions.dropSpare();
  const current = newSession ? undefined : await sessions.current(thread);
  let session = current ?? (await renewed(sessions, thread, signal));
  if (!current && hadTurns) yield { type: 'context-lost' };
  let answer: ReadAnswer;
  try {
    answer = await api.sendMessage(session.id, text, signal);
  } catch (error) {
    if (isAbort(error, signal) || !mayBeForgotten(error) || newSession) throw error;
    sessions.dropSpare();
    session = await renewed(sessions, thread, signal);
    if (current && hadTurns) yield { type: 'context-lost' };
    answer = await api.sendMessage(session.id, text, signal);
  }
  yield { type: 'answer', answer, session };
}

/** A new session for the thread. That none can be opened leaves no doubt about the message, which is in none. */
async function renewed(sessions: SessionKeeper, thread: Thread, signal: AbortSignal): Promise<VendorSession> {
  try {
    return await sessions.renew(thread, signal);
  } catch (error) {
    throw error instanceof ChatError ? amended(error, { processed: 'no' }) : error;
  }
}

/**
 * Stores the answers. From here on the vendor has the question and we have its answer, whatever this computer's disk
 * says.
 */
async function* keep(
  asking: Asking,
  thread: Thread,
  question: Message,
  { answer, session }: Answered,
): AsyncIterable<RunEvent> {
  const { record, sessions, log } = asking;
  const messages = answer.messages.length > 0 ? answer.messages : [{ text: '', sources: [] }];
  const end = endOf(answer);
  const answers = messages.map((message, index) => {
    const made = answerMessage(asking, question.id, message);
    return end && index === messages.length - 1 ? { ...made, state: end.state, error: end.error } : made;
  });
  const failure = await failureOf(record.add(thread, [...answers, question]));
  // Without it the vendor's session is taken for an older one, and opened anew earlier.
  const renewing = await failureOf(sessions.extend(thread, session, answer.expires));
  if (renewing) log.warn(`the vendor's session could not be noted: ${failureLine(renewing.error)}`);
  yield* tell(answers, failure);
}

/** Returns the state in which the last of the messages ends where it is not whole. */
function endOf({ reason, failure, messages }: ReadAnswer): (Pick<Message, 'state'> & { error: ErrorData }) | undefined {
  if (failure) return { state: 'interrupted', error: errorData(failure) };
  if (reason === 'length' && messages.length > 0) return { state: 'interrupted', error: { code: 'answer-length' } };
  return reason === 'filtered' ? { state: 'failed', error: { code: 'answer-filtered' } } : undefined;
}

/**
 * Yields the answers. They are shown, and complete, even when they could not be stored (`failure`); the end of the run
 * says so.
 */
async function* tell(
  answers: readonly Message[],
  failure: { readonly error: unknown } | undefined,
): AsyncIterable<RunEvent> {
  yield { type: 'question-stored' };
  for (const [index, { id, text, author, sources, moreSources, details }] of answers.entries()) {
    if (index > 0 || author !== undefined) {
      yield { type: 'answer-start', messageId: id, ...(author !== undefined && { author }) };
    }
    if (text !== '') yield { type: 'text-delta', delta: text };
    if (sources.length > 0 || moreSources !== undefined)
      yield { type: 'sources-found', sources, ...(moreSources !== undefined && { moreSources }) };
    if (details) yield { type: 'details-found', details };
  }
  const last = answers.at(-1);
  const error = last?.state === 'interrupted' || last?.state === 'failed' ? last.error : undefined;
  if (error?.code === 'answer-length') return yield { type: 'run-end', reason: 'length' };
  if (error?.code === 'answer-filtered') return yield { type: 'run-end', reason: 'filtered' };
  if (error) return yield { type: 'run-end', reason: 'broken', error };
  yield { type: 'run-end', reason: 'complete', ...(failure && { error: unsavedBy(failure.error) }) };
}

function answerMessage(
  { now }: Asking,
  answerTo: string,
  { text, author, sources, moreSources, details }: ReadMessage,
): Message {
  return {
    id: crypto.randomUUID(),
    role: 'assistant',
    answerTo,
    ...(author !== undefined && { author }),
    text,
    createdAt: new Date(now()).toISOString(),
    sources,
    ...(moreSources !== undefined && { moreSources }),
    ...(details && { details }),
    context: [],
    state: text.trim() === '' ? 'empty' : 'complete',
  };
}

async function failureOf(work: Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return { error };
  }
}
