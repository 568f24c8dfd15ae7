import { ChatError } from '../../chat/errors.ts';
import type { Log } from '../../chat/log.ts';
import type { HaufeApi } from './api.ts';
import type { WireMessage } from './wire.ts';

/** How long the messages list may take when it is only asked to confirm an answer, in milliseconds. */
const confirmLimit = 5_000;

const confirmCount = 5;

/**
 * The answer that the vendor has stored after the question `questionId`, or undefined. `messageId` is the id the stream
 * gave, when it gave one. A failure is logged only: the answer itself has been seen. The signal's reason is thrown.
 */
export async function storedAnswer(
  { api, log }: { readonly api: HaufeApi; readonly log: Log },
  threadId: string,
  questionId: string,
  messageId: string | undefined,
  signal: AbortSignal,
): Promise<WireMessage | undefined> {
  try {
    const { items } = await api.messages(threadId, signal, { limit: confirmCount, waitLimit: confirmLimit });
    // Where another question is the newest, its answer is not ours.
    const newest = items.find(({ role }) => role === 'user');
    const answer = newest && newest.id !== questionId ? undefined : newestAnswer(items);
    return messageId === undefined || answer?.id === messageId ? answer : undefined;
  } catch (error) {
    signal.throwIfAborted();
    log.warn(`the stored answer could not be read: ${error instanceof ChatError ? error.message : String(error)}`);
    return undefined;
  }
}

/** What the vendor has of a question that may have been sent before. */
export type StoredQuestion =
  | { readonly type: 'absent' }
  | { readonly type: 'unanswered'; readonly id: string }
  | { readonly type: 'answered'; readonly id: string; readonly answer: WireMessage };

/**
 * Looks for `text` as the newest question of the thread, after the message `before` when that is known. Fails as `Http`
 * does: then nothing may be sent either.
 */
export async function findQuestion(
  api: HaufeApi,
  threadId: string,
  text: string,
  before: string | undefined,
  signal: AbortSignal,
): Promise<StoredQuestion> {
  const page = await api.messages(threadId, signal);
  const known = before === undefined ? -1 : page.items.findIndex(({ id }) => id === before);
  const items = known < 0 ? page.items : page.items.slice(0, known);
  const question = items.find(({ role }) => role === 'user');
  if (!question || normalised(question.content) !== normalised(text)) return { type: 'absent' };
  const answer = newestAnswer(items);
  return answer ? { type: 'answered', id: question.id, answer } : { type: 'unanswered', id: question.id };
}

/** The newest assistant message with text that no question follows. `items`: newest first. */
function newestAnswer(items: readonly WireMessage[]): WireMessage | undefined {
  const question = items.findIndex(({ role }) => role === 'user');
  const fresh = question < 0 ? items : items.slice(0, question);
  return fresh.find(({ role, content }) => role === 'assistant' && content.trim() !== '');
}

/** Vendors may trim what they store, or change its line ends. */
function normalised(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
