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

/** What the vendor has of a question that may have been sent before: its first messages, or all and perhaps an answer. */
export interface StoredQuestion {
  /** Ids of its messages, in order. */
  readonly added: readonly string[];
  readonly answer?: WireMessage;
}

/**
 * Looks for the messages `texts` of one question as the newest of the thread, after the message `after` when that is
 * known. Fails as `Http` does: then nothing may be sent either.
 */
export async function findQuestion(
  api: HaufeApi,
  threadId: string,
  texts: readonly string[],
  after: string | undefined,
  signal: AbortSignal,
): Promise<StoredQuestion> {
  const page = await api.messages(threadId, signal);
  const known = after === undefined ? -1 : page.items.findIndex(({ id }) => id === after);
  const items = known < 0 ? page.items : page.items.slice(0, known);
  const answer = newestAnswer(items);
  const newest = items.findIndex(isQuestion);
  if (newest < 0) return { added: [] };
  const said = items.slice(newest).filter(({ role }) => role === 'user' || role === 'assistant');
  const end = said.findIndex((message) => !isQuestion(message));
  const questions = said.slice(0, end < 0 ? said.length : end).reverse();
  // An answered question is there as a whole; of one that is not, the last parts may be missing.
  for (let count = texts.length; count > 0 && (count === texts.length || !answer); count--) {
    const last = questions.slice(-count);
    if (last.length < count || !last.every(({ content }, index) => sameText(content, texts[index] ?? ''))) continue;
    return { added: last.map(({ id }) => id), ...(answer && { answer }) };
  }
  return { added: [] };
}

function isQuestion({ role }: WireMessage): boolean {
  return role === 'user';
}

/** The newest assistant message with text, or with tool calls, that no question follows. `items`: newest first. */
function newestAnswer(items: readonly WireMessage[]): WireMessage | undefined {
  const question = items.findIndex(isQuestion);
  const fresh = question < 0 ? items : items.slice(0, question);
  return fresh.find(
    ({ role, content, tool_calls }) => role === 'assistant' && (content.trim() !== '' || tool_calls.length > 0),
  );
}

/** Whether both are one message: vendors may trim what they store, or change its line ends. */
export function sameText(left: string, right: string): boolean {
  return normalised(left) === normalised(right);
}

function normalised(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
