import { ChatError } from '../../../chat/model/errors.ts';
import type { RunEvent } from '../../../chat/model/model.ts';
import { questionProblem } from '../../../chat/model/questionText.ts';
import type { ThreadKept } from '../../../chat/ports/provider.ts';
import { answer, complete, nothingYet, type Running } from './run.ts';

/**
 * `Provider.askOnce`: an answer by Chat Completions. The vendor's overview calls that free of state, yet its answers
 * name a thread, in which no message can be added: it is told, so that it can be deleted. There is no list that could
 * confirm the answer: the end of the body is its end, where the body marks one.
 */
export async function* askOnce(
  running: Running,
  assistantId: string,
  text: string,
  userId: string | undefined,
  signal: AbortSignal,
): AsyncIterable<RunEvent | ThreadKept> {
  const problem = questionProblem(text);
  if (problem) throw new ChatError(problem, { processed: 'no' });
  const metaData = await running.assistants.metaData(assistantId, signal);
  const calls = running.answers.complete(assistantId, text, userId, metaData);
  const received = nothingYet();
  let told = false;
  function* kept(): Iterable<ThreadKept> {
    if (told || received.threadId === undefined) return;
    told = true;
    yield { type: 'thread-kept', threadId: received.threadId };
  }
  try {
    for await (const event of answer(running, assistantId, calls, received, signal)) {
      yield* kept();
      yield event;
    }
  } catch (error) {
    yield* kept();
    throw error;
  }
  yield* kept();
  yield complete(received);
}
