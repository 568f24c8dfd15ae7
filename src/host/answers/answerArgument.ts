import { ChatError } from '../../chat/model/errors.ts';
import type { Assistant, Message, Thread } from '../../chat/model/model.ts';
import { lastAnswer } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { threadFrom } from '../platform/threadArgument.ts';

interface Needed {
  readonly providers: { connection(id: string): object | undefined };
  readonly sessions: {
    unshown(connectionId: string, assistant: Assistant, thread: Thread): Pick<ChatSession, 'transcript' | 'load'>;
  };
  readonly pages: { readonly active: Pick<ChatSession, 'transcript'> | undefined };
}

/**
 * The answer that a command is for: the one that its argument names, by the ids of a menu of the page or of a button in
 * VS Code's chat, else the last one of the shown conversation. An answer that is named and gone is never replaced by another.
 */
export async function answerFrom(
  { providers, sessions, pages }: Needed,
  argument: unknown,
): Promise<Message | undefined> {
  const { messageId, storedId } = Object(argument) as { messageId?: unknown; storedId?: unknown };
  if (typeof messageId !== 'string') return lastAnswer(pages.active?.transcript);
  const node = threadFrom(argument);
  if (!node) return find(pages.active?.transcript.messages, messageId, undefined);
  if (!providers.connection(node.thread.connectionId)) throw new ChatError('connection-missing', { processed: 'no' });
  const session = sessions.unshown(node.thread.connectionId, node.parent.assistant, node.thread);
  const known = find(session.transcript.messages, messageId, storedId);
  if (known) return known;
  await session.load();
  return find(session.transcript.messages, messageId, storedId);
}

function find(messages: readonly Message[] = [], messageId: string, storedId: unknown): Message | undefined {
  return messages.find(
    (message) =>
      message.role === 'assistant' &&
      (message.id === messageId || (message.storedId !== undefined && message.storedId === storedId)),
  );
}
