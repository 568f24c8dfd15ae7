import { isAskedMeanwhile, questionIds } from '../../chat/outbox/matching.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { t } from '../platform/words.ts';
import { type SendingParts, sendQuestion } from './sendQuestion.ts';

/**
 * Sends a draft that another window has touched, which `left` something else in its place: unless that window has sent
 * it. Then the question is shown and the words stay where they are; sent once more, they are the person's decision.
 */
export async function sendOvertaken(
  parts: SendingParts,
  session: ChatSession,
  text: string,
  contextIds: readonly string[],
  left: string,
): Promise<void> {
  const { composers, views, prompts } = parts;
  const context = composers.of(session).contextOf(contextIds);
  const known = questionIds(session.transcript.messages);
  await session.refresh();
  // Of a conversation that has not begun nothing can be read: the other window's has a thread of its own.
  const isAsked = session.thread
    ? isAskedMeanwhile(known, session.transcript.messages, { text, context })
    : left === '';
  if (!isAsked) return sendQuestion(parts, session, text, contextIds);
  composers.of(session).keep(text);
  views.draftSet(session, text);
  views.tell({ type: 'send-rejected', sessionId: session.id });
  void prompts.tell(
    'warning',
    session.thread
      ? t(
          'This question was already sent in another window. Nothing was sent from here. To ask it twice, select Send again.',
        )
      : t(
          'This draft was already sent or deleted in another window. Nothing was sent from here. To send it anyway, select Send again.',
        ),
  );
}
