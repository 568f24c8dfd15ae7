import type { Doubt, ErrorData, Message } from '../model/model.ts';
import type { OutboxEntry, OutboxPlace } from '../ports/outbox.ts';
import { isAtVendor, matchOutboxEntries } from './matching.ts';
import { indexOfPosition, positionBelow, positionOf } from './threadPosition.ts';

export interface Reconciled {
  readonly messages: readonly Message[];
  /** Entries that have come to an end: their answer is there, or a later question is and nothing of theirs is left. */
  readonly settled: readonly OutboxEntry[];
}

/**
 * What a conversation that is shown has beyond the vendor's own: questions that are not known to be there, and answers
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

/**
 * Lays outbox entries over the messages of a conversation as they were read: questions that may not have arrived, and
 * answers that were cut off. `doubt`: what is to be said of a question that is not in `messages`.
 */
export function reconcile(messages: readonly Message[], entries: readonly OutboxEntry[], doubt: Doubt): Reconciled {
  const settled: OutboxEntry[] = [];
  const found = matchOutboxEntries(messages, entries, doubt);
  let all = messages;
  for (const entry of entries) {
    const question = found.get(entry);
    const index = question ? all.indexOf(question) : -1;
    const next = all[index + 1];
    // The vendor had it, and has it no more: it was deleted elsewhere.
    if (!question && isAtVendor(entry) && doubt === 'not-found') settled.push(entry);
    else if (!question) {
      const answer = entry.partial === '' && !isAtVendor(entry) ? [] : partialAnswer(entry);
      all = all.toSpliced(insertionIndex(all, entry), 0, lostQuestion(entry, doubt), ...answer);
    } else if (next?.role === 'assistant' || (next && entry.partial === '')) {
      // What another window is at, that window settles; an answer in memory alone is lost with its window.
      if (entry.abandoned && next.error?.code !== 'answer-unsaved') settled.push(entry);
    } else all = all.toSpliced(index, 1, { ...question, id: entry.id }, ...partialAnswer(entry));
  }
  return { messages: all, settled };
}

/** Where a question stands that is not among `messages`: after what was there when it was asked. */
function insertionIndex(messages: readonly Message[], entry: OutboxEntry): number {
  const { absentBelow: _, ...asked } = entry;
  const anchor = positionOf(asked);
  const before = anchor ? indexOfPosition(messages, anchor) : -1;
  // In a list that does not reach back so far, or was read before, the clock has to do.
  const isOlder = (message: Message) => !(Date.parse(message.createdAt ?? '') > Date.parse(entry.createdAt));
  if (before < 0 && entry.after !== '') return messages.findLastIndex(isOlder) + 1;
  let place = before + 1;
  const belongsBefore = (message: Message | undefined) =>
    message?.role === 'assistant' || (message !== undefined && message.storedId === undefined && isOlder(message));
  while (belongsBefore(messages[place])) place++;
  return place;
}

function lostQuestion(entry: OutboxEntry, doubt: Doubt): Message {
  const { id, text, context, createdAt, attachment } = entry;
  const common = { id, role: 'user', text, context, createdAt, sources: [] } as const;
  return { ...common, ...(attachment && { attachment }), ...doubtful(entry, doubt) };
}

function doubtful(entry: OutboxEntry, doubt: Doubt): Pick<Message, 'state' | 'error'> {
  const state = openState(entry);
  if (state === 'sending' || state === 'sent') return { state };
  const { doubt: earlier, ...error } = entry.error ?? { code: 'interrupted' };
  return {
    state,
    error: state === 'failed' ? error : { ...error, doubt: earlier === 'cannot-look' ? earlier : doubt },
  };
}

/** How a question is shown that is not among what was read. */
export function openState(entry: OutboxEntry): 'sending' | 'sent' | 'failed' | 'unknown' {
  const { state, threadId } = entry;
  if (isInFlight(entry)) return 'sending';
  if (isAtVendor(entry)) return 'sent';
  // Without a thread it had nowhere to go.
  if (state === 'failed' || threadId === undefined) return 'failed';
  return 'unknown';
}

/** Another window of this computer is at it. What has come to an end there is only shown there as well. */
export function isInFlight({ abandoned, state, error }: OutboxEntry): boolean {
  return !abandoned && (state === 'pending' || (state === 'sent' && error === undefined));
}

function partialAnswer(entry: OutboxEntry): Message[] {
  if (isInFlight(entry)) return [];
  const { id, partial, createdAt, error, state } = entry;
  const common = { id: `${id}.answer`, role: 'assistant', createdAt, sources: [], context: [], text: partial } as const;
  return [
    state === 'stopped'
      ? { ...common, state: 'stopped' }
      : { ...common, state: 'interrupted', error: withoutDoubt(error) },
  ];
}

function withoutDoubt({ doubt: _, ...error }: ErrorData = { code: 'interrupted' }): ErrorData {
  return error;
}
