import type { AssistantKey } from '../../chat/model/model.ts';
import type { ChatSession } from '../../chat/session/session.ts';

/** Whether `session` is with the assistant that the page showed as chosen: only then may what was sent there go out. */
export function isWith(
  { connectionId, assistant }: Pick<ChatSession, 'connectionId' | 'assistant'>,
  to: AssistantKey,
): boolean {
  return connectionId === to.connectionId && assistant.id === to.assistantId;
}
