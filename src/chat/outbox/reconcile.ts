import type { Doubt, ErrorData } from '../model/errorData.ts';
import type { Message } from '../model/model.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import { matchOutboxEntries } from './matching.ts';
import { isAtVendor, isInFlight, openState } from './openQuestions.ts';
import { indexOfPosition, positionOf } from './threadPosition.ts';

export interface Reconciled {
  readonly messages: readonly Message[];
  /** Entries that have come to an end: their answer is there, or a later question is and nothing of theirs is left. */
  readonly settled: readonly OutboxEntry[];
}

export type Reconcile = typeof reconcile;

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

/** Returns the index of a question that is not among `messages`: after those that were there when it was asked. */
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
