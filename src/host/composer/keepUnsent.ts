import type { Message } from '../../chat/model/model.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { Parts } from '../platform/services.ts';

type Needed = Pick<Parts, 'drafts' | 'chips' | 'queue' | 'outbox' | 'views'>;

/**
 * What did not go out in a conversation that is gone belongs to the next one with its assistant from now on: nobody who
 * loads the window anew gets to the old one. On the disk when this resolves; done again after each question that fails there.
 */
export async function keepUnsent(parts: Needed, session: ChatSession): Promise<void> {
  keepDraft(parts, session);
  const { outbox, queue } = parts;
  const { connectionId, assistant } = session;
  const place = { connectionId, assistantId: assistant.id };
  for (const { id, text, context, attachment, createdAt = '' } of unsentQuestions(session)) {
    await outbox.add({ id, ...place, text, context, createdAt, ...(attachment && { attachment }) });
    await outbox.change({ id, connectionId }, { state: 'failed', error: { code: 'thread-gone' } });
  }
  const waiting = queue.of(session);
  if (!waiting) return;
  const { id, text, context } = waiting;
  await queue.written();
  await outbox.add({ id, ...place, text, context, createdAt: new Date().toISOString(), isWaiting: true });
}

/** Questions that the vendor does not have, or has no more; what another window is at is its own to keep. */
export function unsentQuestions({ transcript }: ChatSession): readonly Message[] {
  return transcript.messages.filter(
    ({ role, state }) => role === 'user' && (state === 'failed' || state === 'unknown'),
  );
}

function keepDraft({ drafts, chips, views }: Needed, session: ChatSession): void {
  const typed = drafts.get(session);
  if (!drafts.leave(session)) return;
  chips.set(session, drafts.passages(session));
  const text = drafts.get(session);
  // Something was typed for the next conversation already.
  if (text !== typed) views.tell({ type: 'draft', sessionId: session.id, text });
}
