import type { DraftKey } from '../ports/drafts.ts';
import type { ChatSession } from '../session/session.ts';

/** Returns the key under which the unsent things of a conversation are stored. */
export function threadKeyOf({ connectionId, assistant, thread }: ChatSession): DraftKey {
  return { connectionId, assistantId: assistant.id, ...(thread && { threadId: thread.id }) };
}

/**
 * Returns the key of the unsent things of `session`; `begun` is the id of the question that has begun it in this window. A
 * conversation that has been asked, and has no thread yet, has a key of its own: the one without a thread is for the next.
 */
export function draftKey(session: ChatSession, begun: string | undefined): DraftKey {
  const first = session.transcript.messages[0];
  return session.thread || !first || first.id !== begun ? threadKeyOf(session) : unbegunKey(session, first.id);
}

/** Returns the key of a conversation that has been asked and has no thread yet: no vendor's id holds a line end. */
export function unbegunKey(session: ChatSession, questionId: string): DraftKey {
  return { ...threadKeyOf(session), threadId: `question\n${questionId}` };
}
