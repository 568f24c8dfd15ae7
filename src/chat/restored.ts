import type { Doubt, ErrorData, Message } from './model.ts';
import type { OutboxEntry, OutboxPlace } from './outbox.ts';
import { composeQuestion } from './question.ts';

export interface Restored {
  readonly messages: readonly Message[];
  /** Entries that have come to an end: their answer is there, or a later question is. */
  readonly settled: readonly OutboxEntry[];
}

/**
 * The last question of a conversation that is shown, where it is not known to be answered: reading the conversation
 * anew must not lose it, whatever the disk knows.
 */
export function unsettled(
  messages: readonly Message[],
  { connectionId, assistantId, threadId }: OutboxPlace,
): OutboxEntry[] {
  const index = messages.findLastIndex(({ role }) => role === 'user');
  const question = messages[index];
  const answer = messages[index + 1];
  // Without an answer of ours a question that is sent is the vendor's own.
  if (!question || (!answer && question.state === 'sent')) return [];
  if (answer?.state === 'complete' || answer?.state === 'empty') return [];
  const { id, text, context, attachment, createdAt = '', state } = question;
  const place = { connectionId, assistantId, ...(threadId !== undefined && { threadId }) };
  const error = question.error ?? answer?.error;
  const after = newestStored(messages.slice(0, index)) ?? '';
  const entry = { id, ...place, text, context, createdAt, after, partial: answer?.text ?? '' };
  const known = state === 'failed' || state === 'unknown' ? state : 'sent';
  return [
    {
      ...entry,
      state: known,
      abandoned: true,
      own: true,
      ...(attachment && { attachment }),
      ...(error && { error }),
    },
  ];
}

/**
 * The vendor's id of the newest of `messages` that it surely holds: an answer that broke off has been given an id, and
 * may never be stored.
 */
export function newestStored(messages: readonly Message[]): string | undefined {
  const isHeld = ({ storedId, state }: Message) =>
    storedId !== undefined && (state === 'sent' || state === 'complete' || state === 'empty');
  return messages.findLast(isHeld)?.storedId;
}

/** Both lists, each question once; the disk counts more, since another window may have been at it. */
export function merged(own: readonly OutboxEntry[], written: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return [...written, ...own.filter(({ id }) => !written.some((entry) => entry.id === id))];
}

/**
 * A conversation as it was read, with what the disk knows beyond it: questions that may not have arrived, and answers
 * that were cut off. `doubt`: what is to be said of a question that is not in `messages`.
 */
export function restored(messages: readonly Message[], entries: readonly OutboxEntry[], doubt: Doubt): Restored {
  const settled: OutboxEntry[] = [];
  /** Two questions in the same words are two messages. */
  const claimed = new Set<Message>();
  let all = messages;
  for (const entry of entries) {
    const index = indexOf(all, entry, claimed);
    const question = all[index];
    if (question) claimed.add(question);
    // The vendor had it, and has it no more: it was deleted elsewhere.
    if (!question && entry.state === 'sent' && doubt === 'not-found') settled.push(entry);
    else if (!question)
      all = [...all, lostQuestion(entry, doubt), ...(entry.partial === '' ? [] : partialAnswer(entry))];
    else if (index < all.length - 1) {
      // What another window is at, that window settles.
      if (entry.abandoned) settled.push(entry);
    } else if (question.state === 'sent') all = [...all, ...partialAnswer(entry)];
    else all = [...all.slice(0, -1), { ...question, id: entry.id, ...doubtful(entry, doubt) }];
  }
  return { messages: all, settled };
}

function indexOf(messages: readonly Message[], entry: OutboxEntry, claimed: ReadonlySet<Message>): number {
  const text = composeQuestion(entry.text, entry.context);
  const after = messages.findLastIndex(({ id, storedId }) => (storedId ?? id) === entry.after);
  // Where it would begin is not known before the end of the conversation was read; and in a copy that was made before,
  // it is not.
  const mayBeThere = entry.after === '' || after >= 0;
  return messages.findIndex((message, index) => {
    if (message.role !== 'user' || claimed.has(message)) return false;
    if (message.id === entry.id) return true;
    // Without a vendor's id it was written on this computer, by the same clock.
    const isOlder = message.storedId === undefined && (message.createdAt ?? '') < entry.createdAt;
    // What surely did not go out is not among what did, even where the same words are; a journal of ours has it so.
    const isAnother = entry.state === 'failed' && message.state === 'sent';
    if (!mayBeThere || index <= after || isOlder || isAnother) return false;
    return composeQuestion(message.text, message.context).trim() === text.trim();
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
  const { doubt: earlier, ...error } = entry.error ?? { code: 'interrupted' };
  // Without a thread it had nowhere to go.
  if (entry.state === 'failed' || entry.threadId === undefined) return { state: 'failed', error };
  return { state: 'unknown', error: { ...error, doubt: earlier === 'cannot-look' ? earlier : doubt } };
}

function partialAnswer({ id, partial, createdAt, abandoned, error }: OutboxEntry): Message[] {
  if (!abandoned) return [];
  const common = { id: `${id}.answer`, role: 'assistant', createdAt, sources: [], context: [] } as const;
  return [{ ...common, text: partial, state: 'interrupted', error: withoutDoubt(error) }];
}

function withoutDoubt({ doubt: _, ...error }: ErrorData = { code: 'interrupted' }): ErrorData {
  return error;
}
