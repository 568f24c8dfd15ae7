import type { Log } from '../../../base/log.ts';
import { failureLine } from '../../../chat/model/failureReport.ts';
import type { HaufeApi } from '../api.ts';
import type { WireMessage } from '../schemas.ts';

/** The limit for the messages list when it is only asked to confirm an answer, in milliseconds. */
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
    log.warn(`the stored answer could not be read: ${failureLine(error)}`);
    return undefined;
  }
}

/** The vendor's messages of a question that may have been sent before: its first ones, or all and perhaps an answer. */
export interface StoredQuestion {
  /** Ids of its messages, in order. */
  readonly added: readonly string[];
  readonly answer?: WireMessage;
}

/**
 * Looks for the messages `texts` of one question as the newest of the thread, after the message `after` when that is
 * known, or after one of those `earlier` when it was deleted; empty, it began the thread. Fails as `Http` does: then
 * nothing may be sent either.
 */
export async function findQuestion(
  api: HaufeApi,
  threadId: string,
  texts: readonly string[],
  { after, earlier }: { readonly after: string | undefined; readonly earlier: readonly string[] | undefined },
  signal: AbortSignal,
): Promise<StoredQuestion> {
  const page = await api.messages(threadId, signal);
  const isAbove = ({ id }: WireMessage) => id === after || earlier?.includes(id) === true;
  const above = page.items.findIndex(isAbove);
  // Where none of them is left, all that is there came later.
  const known = above < 0 && (after === '' || earlier !== undefined) ? page.items.length : above;
  const items = known < 0 ? page.items : page.items.slice(0, known);
  const turns = turnsOf(items);
  // Without a known beginning only the newest turn can be ours: the same words may stand further back.
  for (const [index, { questions, answer }] of (known < 0 ? turns.slice(0, 1) : turns).entries()) {
    // An answered question is there as a whole; of one that is not, the last parts may be missing.
    const least = answer || index > 0 ? texts.length : 1;
    for (let count = texts.length; count >= least; count--) {
      const last = questions.slice(-count);
      if (last.length < count || !last.every(({ content }, part) => sameText(content, texts[part] ?? ''))) continue;
      return { added: last.map(({ id }) => id), ...(answer && { answer }) };
    }
  }
  return { added: [] };
}

interface Turn {
  /** The questions in the order in which they were asked. */
  readonly questions: readonly WireMessage[];
  readonly answer: WireMessage | undefined;
}

/** Questions in a row with the answer that follows them, newest first like `items`. */
function turnsOf(items: readonly WireMessage[]): Turn[] {
  const said = items.filter(({ role }) => role === 'user' || role === 'assistant');
  const turns: Turn[] = [];
  for (let start = 0; start < said.length; ) {
    const first = said.findIndex((message, index) => index >= start && isQuestion(message));
    if (first < 0) break;
    const after = said.findIndex((message, index) => index > first && !isQuestion(message));
    const end = after < 0 ? said.length : after;
    turns.push({ questions: said.slice(first, end).reverse(), answer: newestAnswer(said.slice(start, first)) });
    start = end;
  }
  return turns;
}

function isQuestion({ role }: WireMessage): boolean {
  return role === 'user';
}

/** The newest assistant message with text, or with tool calls, that no question follows. `items`: newest first. */
function newestAnswer(items: readonly WireMessage[]): WireMessage | undefined {
  const question = items.findIndex(isQuestion);
  const fresh = question < 0 ? items : items.slice(0, question);
  return fresh.find(
    ({ role, content, tool_calls }) => role === 'assistant' && (content.trim() !== '' || tool_calls.items.length > 0),
  );
}

/** Returns whether both are one message: vendors may trim what they store, or change its line ends. */
export function sameText(left: string, right: string): boolean {
  return normalised(left) === normalised(right);
}

function normalised(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
