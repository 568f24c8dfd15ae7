import type { Doubt, Message } from './model.ts';
import type { OutboxEntry } from './outbox.ts';
import { composeQuestion } from './question.ts';

export interface Restored {
  readonly messages: readonly Message[];
  /** Entries that have come to an end: their answer is there, or a later question is. */
  readonly settled: readonly OutboxEntry[];
}

/**
 * A conversation as it was read, with what the disk knows beyond it: questions that may not have arrived, and answers
 * that were cut off. `doubt`: what is to be said of a question that is not in `messages`.
 */
export function restored(messages: readonly Message[], entries: readonly OutboxEntry[], doubt: Doubt): Restored {
  const settled: OutboxEntry[] = [];
  let all = messages;
  for (const entry of entries) {
    const index = indexOf(all, entry);
    const question = all[index];
    if (!question) all = [...all, lostQuestion(entry, doubt), ...(entry.partial === '' ? [] : partialAnswer(entry))];
    else if (index < all.length - 1) settled.push(entry);
    else if (question.state === 'sent') all = [...all, ...partialAnswer(entry)];
    else all = [...all.slice(0, -1), { ...question, ...doubtful(entry, doubt) }];
  }
  return { messages: all, settled };
}

function indexOf(messages: readonly Message[], entry: OutboxEntry): number {
  const text = composeQuestion(entry.text, entry.context);
  const after = messages.findLastIndex(({ id, storedId }) => (storedId ?? id) === entry.after);
  return messages.findIndex((message, index) => {
    if (message.role !== 'user' || index <= after) return false;
    // What was said before the question is known, but is no longer among the messages: all of them are newer.
    return message.id === entry.id || composeQuestion(message.text, message.context).trim() === text.trim();
  });
}

function lostQuestion(entry: OutboxEntry, doubt: Doubt): Message {
  const { id, text, context, createdAt, attachment } = entry;
  const common = { id, role: 'user', text, context, createdAt, sources: [] } as const;
  return { ...common, ...(attachment && { attachment }), ...doubtful(entry, doubt) };
}

function doubtful(entry: OutboxEntry, doubt: Doubt): Pick<Message, 'state' | 'error'> {
  // Another window of this computer is at it.
  if (!entry.abandoned) return { state: 'sending' };
  const error = entry.error ?? { code: 'interrupted' };
  if (entry.state === 'failed') return { state: 'failed', error };
  return { state: 'unknown', error: { ...error, doubt } };
}

function partialAnswer({ id, partial, createdAt, abandoned, error }: OutboxEntry): Message[] {
  if (!abandoned) return [];
  const common = { id: `${id}.answer`, role: 'assistant', createdAt, sources: [], context: [] } as const;
  return [{ ...common, text: partial, state: 'interrupted', error: error ?? { code: 'interrupted' } }];
}
