import type { Message } from '../../chat/model/model.ts';
import type { ChatSession } from '../../chat/session/session.ts';

export function lastAnswer(session: ChatSession | undefined): Message | undefined {
  return session?.transcript.messages.findLast((message) => message.role === 'assistant');
}
