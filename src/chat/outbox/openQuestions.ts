import type { Message } from '../model/model.ts';
import type { OutboxEntry, OutboxPlace } from '../ports/outbox.ts';
import { positionBelow } from './threadPosition.ts';

/**
 * Outbox entries of what `messages` show beyond the vendor's own: questions that are not known to be there, and answers
 * that came to no end. Reading the conversation anew must not lose them, whatever the disk knows.
 */
export function openQuestionsIn(messages: readonly Message[], place: OutboxPlace): OutboxEntry[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.flatMap((message, index) =>
    message.role === 'user' ? openTurn(messages, index, place, index === last) : [],
  );
}

function openTurn(
  messages: readonly Message[],
  index: number,
  { connectionId, assistantId, threadId }: OutboxPlace,
  isLast: boolean,
): OutboxEntry[] {
  const question = messages[index];
  const next = messages[index + 1];
  const answer = next?.role === 'assistant' ? next : undefined;
  const { text: partial = '' } = answer ?? {};
  const hasEnded = answer?.state === 'complete' || answer?.state === 'empty';
  if (!question || (hasEnded && !answer.error)) return [];
  const isThere = question.state !== 'failed' && question.state !== 'unknown';
  // Without an answer of ours a question that is sent is the vendor's own.
  if (isThere && (!answer || (partial === '' && (answer.state === 'stopped' || !isLast)))) return [];
  const { id, text, context, attachment, createdAt = '', state } = question;
  const error = question.error ?? answer?.error;
  return [
    {
      id,
      connectionId,
      assistantId,
      ...(threadId !== undefined && { threadId }),
      text,
      context,
      createdAt,
      ...positionBelow(messages.slice(0, index)),
      partial,
      state: state === 'failed' || state === 'unknown' ? state : answer?.state === 'stopped' ? 'stopped' : 'sent',
      abandoned: true,
      own: true,
      ...(attachment && { attachment }),
      ...(error && { error }),
    },
  ];
}

/** Merges both lists, each question once. The disk counts more: another window may have changed the entry. */
export function mergeById(own: readonly OutboxEntry[], written: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return [...written, ...own.filter(({ id }) => !written.some((entry) => entry.id === id))];
}

/** The state in which a question is shown that is not among the messages that were read. */
export function openState(entry: OutboxEntry): 'sending' | 'sent' | 'failed' | 'unknown' {
  const { state, threadId } = entry;
  if (isInFlight(entry)) return 'sending';
  if (isAtVendor(entry)) return 'sent';
  // Without a thread it had nowhere to go.
  if (state === 'failed' || threadId === undefined) return 'failed';
  return 'unknown';
}

/** Returns whether another window of this computer waits for its answer. What has ended there is only shown there as well. */
export function isInFlight({ abandoned, state, error }: OutboxEntry): boolean {
  return !abandoned && (state === 'pending' || (state === 'sent' && error === undefined));
}

/** Returns whether the vendor surely has, or had, the question. */
export function isAtVendor({ state }: OutboxEntry): boolean {
  return state === 'sent' || state === 'stopped';
}
