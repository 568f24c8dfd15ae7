import type { Log } from '../../../base/log.ts';
import type { FollowUpQueue } from '../../../chat/composer/followUpQueue.ts';
import { composeQuestion, questionProblem } from '../../../chat/model/questionText.ts';
import type { Pages } from '../../../chat/session/pages.ts';
import type { ChatSession } from '../../../chat/session/session.ts';
import type { SessionRegistry } from '../../../chat/session/sessionRegistry.ts';
import type { QueueAction } from '../../../protocol.ts';
import { inBackground } from '../../platform/background.ts';
import { errorSentence } from '../../platform/errorText.ts';
import { warnEditInProgress } from '../conflictNotices.ts';
import { deliver, type SendingParts } from '../sendQuestion.ts';

export type QueueParts = SendingParts & {
  readonly queue: FollowUpQueue;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly log: Log;
};

/** Keeps what was sent while an answer runs, until that answer is complete. */
export function queueQuestion(
  parts: QueueParts,
  target: ChatSession,
  text: string,
  contextIds: readonly string[],
): void {
  const composer = parts.composers.of(target);
  const context = composer.contextOf(contextIds);
  const problem = questionProblem(composeQuestion(text, context));
  // A text that is too long may still go out in parts: that is asked when its turn comes.
  const refused = problem !== undefined && problem !== 'message-too-long';
  if (refused && problem !== 'message-empty') void parts.prompts.tell('warning', errorSentence({ code: problem }));
  if (refused || parts.queue.of(target)) {
    parts.views.tell({ type: 'send-rejected', sessionId: target.id });
    return;
  }
  const writing = parts.queue.put(target, { text: text.trim(), context });
  const id = parts.queue.of(target)?.id ?? '';
  composer.take();
  inBackground(
    parts,
    'Queued question',
    writing.then(() => composer.persisted(text, id)),
  );
}

/** Sends what waits now; when it cannot go out it waits on, until the person says so. */
export async function sendQueued(parts: QueueParts, session: ChatSession): Promise<void> {
  const question = parts.queue.of(session);
  if (!question || session.running) return;
  const onSending = () => void parts.queue.take(session);
  const outgoing = { text: question.text, context: question.context, messageId: question.id };
  let sent = false;
  try {
    // Else what is written now could come after what is written of its run.
    await parts.queue.written();
    if (parts.queue.of(session)?.id !== question.id) return;
    sent = await deliver(parts, session, outgoing, { onSending, onPersisted: () => undefined });
  } finally {
    if (!sent) parts.queue.hold(session);
  }
}

/** Carries out an action on the waiting question. */
export async function useQueued(parts: QueueParts, action: QueueAction, target: ChatSession): Promise<void> {
  switch (action) {
    case 'send':
      return sendQueued(parts, target);
    case 'edit':
      // What stands in the composer takes the place of the last question: nothing else may come in between.
      if (parts.composers.of(target).edit) warnEditInProgress(parts);
      else if (await parts.composers.of(target).editQueued()) parts.views.tell({ type: 'focus', target: 'input' });
      return;
    case 'remove':
      return removeQueued(parts, target);
    default:
      return action satisfies never;
  }
}

/** The person does not want it any more. */
async function removeQueued({ queue }: Pick<QueueParts, 'queue'>, session: ChatSession): Promise<void> {
  const question = queue.take(session);
  if (question) await queue.remove(session, question);
}
