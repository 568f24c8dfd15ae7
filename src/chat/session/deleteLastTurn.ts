import { ChatError } from '../model/errors.ts';
import type { Assistant, Message, Thread } from '../model/model.ts';
import type { Provider } from '../ports/provider.ts';

/** The last question and what came of it, newest first: the order in which it is taken back. */
function lastTurn(messages: readonly Message[]): readonly Message[] {
  const question = messages.findLastIndex((message) => message.role === 'user');
  return question < 0 ? [] : messages.slice(question).reverse();
}

/**
 * Whether the vendor can be made to forget the last turn: it knows how, and every part of it that it may have is known
 * by its id there.
 */
export function canForget({ features }: Assistant, messages: readonly Message[]): boolean {
  const turn = lastTurn(messages);
  const question = turn.at(-1);
  if (question?.state !== 'sent') return false;
  const stored = turn.filter(({ role, text, state }) => role === 'user' || text !== '' || state === 'complete');
  return features?.includes('delete-message') === true && stored.every(({ storedId }) => storedId !== undefined);
}

interface Conversation {
  readonly assistant: Assistant;
  readonly transcript: { readonly messages: readonly Message[] };
}

/** Deletes the last turn at the vendor, newest first, and tells of each message that is gone. Fails with a ChatError. */
export async function forgetTurn(
  provider: Provider,
  thread: Thread,
  { assistant, transcript }: Conversation,
  gone: (messageId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (!provider.deleteMessage || !canForget(assistant, transcript.messages))
    throw new ChatError('not-supported', { processed: 'no' });
  for (const { id, storedId } of lastTurn(transcript.messages)) {
    if (storedId !== undefined) await provider.deleteMessage(thread, storedId, signal);
    gone(id);
  }
}
