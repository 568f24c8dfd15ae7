import { ChatError, isAbort } from '../../chat/errors.ts';
import type { Log } from '../../chat/log.ts';
import type { Message, MessageState, RunEvent, Thread } from '../../chat/model.ts';
import type { Question } from '../../chat/provider.ts';
import { questionProblem } from '../../chat/question.ts';
import type { ThreadStore, VendorSession } from '../../chat/threadStore.ts';
import type { CopilotBuilderApi } from './api.ts';
import type { ReadAnswer, ReadMessage } from './reader.ts';
import type { SessionKeeper } from './session.ts';

export interface Asking {
  readonly api: CopilotBuilderApi;
  readonly sessions: SessionKeeper;
  readonly threads: ThreadStore;
  readonly log: Log;
  readonly now: () => number;
}

/** Statuses that may mean an expired session: no error of the vendor's is documented. */
const suspicious = new Set([400, 401, 403, 404, 410]);

/**
 * `Provider.ask` for this vendor. The question is on disk before anything is sent, the answers before they are said to
 * be complete. The vendor lets nobody look what it has taken, so whether to send again is the person's to decide.
 */
export async function* ask(
  asking: Asking,
  thread: Thread,
  { text, recap }: Pick<Question, 'text' | 'recap'>,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const problem = questionProblem(text);
  // This vendor documents no length.
  if (problem && problem !== 'message-too-long') throw new ChatError(problem, { processed: 'no' });
  const { threads, log } = asking;
  const known = await threads.messages(thread);
  const question = questionMessage(asking, known, text);
  await threads.putMessage(thread, question);
  let state: MessageState = 'unknown';
  try {
    const hadTurns = known.some(({ role }) => role === 'assistant');
    // The recap is for the vendor alone: what is kept and shown is the question.
    const message = recap ? `${recap}\n\n${text}` : text;
    const sent = send(asking, thread, message, hadTurns, signal);
    for await (const step of sent) {
      if (step.type === 'answer') {
        state = 'sent';
        yield* tell(asking, thread, step);
      } else yield step;
    }
  } catch (error) {
    if (error instanceof ChatError && state !== 'sent') state = error.processed === 'maybe' ? 'unknown' : 'failed';
    throw error;
  } finally {
    await threads.putMessage(thread, { ...question, state }).catch((error: unknown) => {
      log.error(`the state of a question could not be stored: ${String(error)}`);
    });
  }
}

/** A question that is asked again keeps its place; a new one is added. */
function questionMessage(asking: Asking, known: readonly Message[], text: string): Message {
  const last = known.at(-1);
  if (last?.role === 'user' && last.text === text) return { ...last, state: 'sending' };
  const createdAt = new Date(asking.now()).toISOString();
  return { id: crypto.randomUUID(), role: 'user', text, createdAt, sources: [], context: [], state: 'sending' };
}

interface Answered {
  readonly type: 'answer';
  readonly answer: ReadAnswer;
  readonly session: VendorSession;
}

type Step = Extract<RunEvent, { type: 'context-lost' }> | Answered;

/** Sends the message in the thread's session; once more in a new one when the first looks forgotten. */
async function* send(
  { api, sessions }: Asking,
  thread: Thread,
  text: string,
  hadTurns: boolean,
  signal: AbortSignal,
): AsyncIterable<Step> {
  const current = await sessions.current(thread);
  let session = current ?? (await sessions.renew(thread, signal));
  if (!current && hadTurns) yield { type: 'context-lost' };
  let answer: ReadAnswer;
  try {
    answer = await api.sendMessage(session.id, text, signal);
  } catch (error) {
    if (isAbort(error, signal) || !(error instanceof ChatError && suspicious.has(error.status ?? 0))) throw error;
    sessions.dropSpare();
    session = await sessions.renew(thread, signal);
    if (current && hadTurns) yield { type: 'context-lost' };
    answer = await api.sendMessage(session.id, text, signal);
  }
  yield { type: 'answer', answer, session };
}

/** From here on the vendor has the question and we have its answer, whatever this computer's disk says. */
async function* tell(asking: Asking, thread: Thread, answered: Answered): AsyncIterable<RunEvent> {
  const { answer } = answered;
  const messages = answer.messages.length > 0 ? answer.messages : [{ text: '', sources: [] }];
  const stored = messages.map((message) => answerMessage(asking, message));
  const failure = await put(asking, thread, answered, stored);
  yield { type: 'question-stored' };
  for (const [index, { id, text, author, sources }] of stored.entries()) {
    if (index > 0 || author !== undefined) {
      yield { type: 'answer-start', messageId: id, ...(author !== undefined && { author }) };
    }
    if (text !== '') yield { type: 'text-delta', delta: text };
    if (sources.length > 0) yield { type: 'sources-found', sources };
  }
  // What came is shown even when it could not be kept; that it was not kept is said.
  if (failure) throw failure.error;
  yield { type: 'run-end', reason: 'complete' };
}

function answerMessage({ now }: Asking, { text, author, sources }: ReadMessage): Message {
  return {
    id: crypto.randomUUID(),
    role: 'assistant',
    ...(author !== undefined && { author }),
    text,
    createdAt: new Date(now()).toISOString(),
    sources,
    context: [],
    state: text.trim() === '' ? 'empty' : 'complete',
  };
}

async function put(
  { threads, sessions }: Asking,
  thread: Thread,
  { session, answer }: Answered,
  messages: readonly Message[],
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await sessions.extend(thread, session, answer.expires);
    for (const message of messages) await threads.putMessage(thread, message);
    return undefined;
  } catch (error) {
    return { error };
  }
}
