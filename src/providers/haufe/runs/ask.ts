import { ChatError } from '../../../chat/model/errors.ts';
import type { RunEvent, Thread } from '../../../chat/model/model.ts';
import { questionProblem } from '../../../chat/model/questionText.ts';
import type { Question } from '../../../chat/ports/provider.ts';
import type { WireAttachment } from '../api.ts';
import { findQuestion } from './findStoredQuestion.ts';
import type { LastKnownMessage } from './lastKnownMessage.ts';
import { addParts } from './longQuestion.ts';
import { type Running, run, stored } from './run.ts';

export interface Asking extends Running {
  readonly seen: LastKnownMessage;
  /** A file as the vendor wants it named. */
  readonly attachmentOf: (fileId: string) => Promise<WireAttachment>;
  /** Settles once the vendor is done with a file; fails when it cannot be used. */
  readonly fileReady: (fileId: string, signal: AbortSignal) => Promise<void>;
}

/** `Provider.ask` for this vendor: add the question, in parts where it is long, run the thread, tell what comes. */
export async function* ask(
  asking: Asking,
  thread: Thread,
  question: Question,
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const { api, seen, assistants } = asking;
  const texts = question.parts ?? [question.text];
  for (const text of texts) {
    const problem = questionProblem(text);
    if (problem) throw new ChatError(problem, { processed: 'no' });
  }
  // Before anything is sent: what the vendor wants to know as well.
  const metaData = await assistants.metaData(thread.assistantId, signal);
  const answering = { ...asking, thread, metaData };
  let added: readonly string[] = [];
  if (question.mayBeStored) {
    const { after = seen.positionOf(thread.id, question.text), earlier } = question;
    const found = await findQuestion(api, thread.id, texts, { after, earlier }, signal);
    added = found.added;
    if (added.length === texts.length) {
      yield* told(added);
      if (question.isOnlyAdded) yield { type: 'run-end', reason: 'added' };
      else if (found.answer) yield* stored(asking, found.answer);
      else if (question.lookFor !== 'answer') {
        yield* withFile(asking, question, signal, () => run({ ...answering, questionId: newest(added) }, signal));
      }
      return;
    }
    if (question.lookFor || question.isStored) throw new ChatError('not-arrived', { processed: 'maybe' });
  } else {
    seen.beforeSend(thread.id, question.text);
  }
  const attachment = question.attachment && (await asking.attachmentOf(question.attachment.fileId));
  const send = () => addParts(asking, thread.id, texts, added, attachment, signal);
  const ids = attachment ? await onceReady(asking, attachment.file_id, signal, send) : await send();
  seen.update(thread.id, newest(ids));
  yield* told(ids);
  if (question.isOnlyAdded) {
    yield { type: 'run-end', reason: 'added' };
    return;
  }
  yield* withFile(asking, question, signal, () => run({ ...answering, questionId: newest(ids) }, signal));
}

/** A long question goes by the id of its first part. */
function* told([messageId]: readonly string[]): Iterable<RunEvent> {
  yield { type: 'question-stored', ...(messageId !== undefined && { messageId }) };
}

function newest(ids: readonly string[]): string {
  return ids.at(-1) ?? '';
}

/** A run that the vendor refuses because it is not done with the file yet is begun once more, when it is. */
async function* withFile(
  asking: Asking,
  { attachment }: Question,
  signal: AbortSignal,
  begin: () => AsyncIterable<RunEvent>,
): AsyncIterable<RunEvent> {
  try {
    yield* begin();
  } catch (error) {
    if (!attachment || !isBusyWithFile(error)) throw error;
    await asking.fileReady(attachment.fileId, signal);
    yield* begin();
  }
}

async function onceReady<T>(
  asking: Asking,
  fileId: string,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isBusyWithFile(error)) throw error;
    await asking.fileReady(fileId, signal);
    return attempt();
  }
}

/** `conflict` says that the file is infected or still being processed; its status tells which. */
function isBusyWithFile(error: unknown): boolean {
  return error instanceof ChatError && error.status === 409 && /^conflict(?: |$)/.test(error.detail ?? '');
}
