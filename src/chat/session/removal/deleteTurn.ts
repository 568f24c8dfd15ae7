import { ChatError } from '../../model/errors.ts';
import type { Assistant, Message, Thread } from '../../model/model.ts';
import type { Provider } from '../../ports/provider.ts';

/**
 * A question, the last one unless it is said which, and what came of it, newest first: the order in which it is taken
 * back. An answer that is left without its question makes the vendor refuse the next run.
 */
function turnOf(messages: readonly Message[], questionId: string | undefined): readonly Message[] {
  const isIt = ({ id, role }: Message) => role === 'user' && (questionId === undefined || id === questionId);
  const question = messages.findLastIndex(isIt);
  if (question < 0) return [];
  const next = messages.findIndex(({ role }, at) => at > question && role === 'user');
  return messages.slice(question, next < 0 ? undefined : next).reverse();
}

/**
 * Returns whether the vendor can be made to forget a turn, the last one unless it is said which: it knows how, and every part of
 * it that it may have is known by its id there.
 */
export function canForget({ features }: Assistant, messages: readonly Message[], questionId?: string): boolean {
  const turn = turnOf(messages, questionId);
  const question = turn.at(-1);
  if (question?.state !== 'sent') return false;
  const stored = turn.filter(({ role, text, state }) => role === 'user' || text !== '' || state === 'complete');
  return features?.includes('delete-message') === true && stored.every(({ storedId }) => storedId !== undefined);
}

/**
 * The question as it goes out where the last one stays at the vendor, because an answer without an id, for example, cannot
 * be deleted: the file that the vendor has with that one is not sent a second time, which would be refused.
 */
export function besides<Q extends Pick<Message, 'attachment'>>(question: Q, last: Message | undefined): Q {
  const has = last?.state === 'sent' ? last.attachment?.fileId : undefined;
  if (has === undefined || question.attachment?.fileId !== has) return question;
  const { attachment: _, ...rest } = question;
  return rest as Q;
}

interface Conversation {
  readonly assistant: Assistant;
  readonly transcript: { readonly messages: readonly Message[] };
}

interface Forgetting {
  /** The last one unless it is said which. */
  readonly questionId?: string | undefined;
  /** Called for each deleted message. */
  readonly onDeleted: (messageId: string) => void;
}

/** Deletes a turn at the vendor, newest first, and tells of each message that is gone. Fails with a ChatError. */
export async function forgetTurn(
  provider: Provider,
  thread: Thread,
  { assistant, transcript }: Conversation,
  { questionId, onDeleted: gone }: Forgetting,
  signal: AbortSignal,
): Promise<void> {
  if (!provider.deleteMessage || !canForget(assistant, transcript.messages, questionId))
    throw new ChatError('not-supported', { processed: 'no' });
  for (const { id, storedId, storedIds } of turnOf(transcript.messages, questionId)) {
    // A long question is stored as several messages.
    const ids = storedIds ?? (storedId === undefined ? [] : [storedId]);
    for (const part of ids.toReversed()) await provider.deleteMessage(thread, part, signal);
    gone(id);
  }
}
