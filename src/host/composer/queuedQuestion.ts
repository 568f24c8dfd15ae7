import type { ChatSession } from '../../chat/session/session.ts';
import type { QueueAction } from '../../protocol.ts';
import type { Parts } from '../platform/services.ts';
import { type QueueParts, sendQueued } from './queueCommands.ts';
import { tellChange } from './tellChange.ts';

type Needed = Pick<Parts, 'queue' | 'drafts' | 'chips' | 'views'>;

/** What the person wants done with the question that waits. */
export async function useQueued(
  parts: QueueParts & Pick<Parts, 'edits'>,
  action: QueueAction,
  target: ChatSession,
): Promise<void> {
  switch (action) {
    case 'send':
      return sendQueued(parts, target);
    case 'edit':
      // What stands in the composer takes the place of the last question: nothing else may come in between.
      return parts.edits.of(target) ? tellChange(parts) : editQueued(parts, target);
    case 'remove':
      return removeQueued(parts, target);
    default:
      return action satisfies never;
  }
}

/** Back into the composer, ahead of what was typed since, with its passages. */
export async function editQueued({ queue, drafts, chips, views }: Needed, session: ChatSession): Promise<void> {
  const question = queue.take(session);
  if (!question) return;
  // Where the disk is slower than the person the words are a draft still, and would stand there twice.
  drafts.sent(session, question.text, question.id);
  const text = [question.text, drafts.get(session)].filter((part) => part.trim() !== '').join('\n\n');
  drafts.set(session, text);
  chips.set(session, [...question.context, ...chips.of(session)]);
  views.tell({ type: 'draft', sessionId: session.id, text });
  views.tell({ type: 'focus', target: 'input' });
  // Where the draft cannot be saved it stays written down as it was.
  await drafts.saved();
  await queue.remove(session, question);
}

/** The person does not want it any more. */
async function removeQueued({ queue }: Pick<Needed, 'queue'>, session: ChatSession): Promise<void> {
  const question = queue.take(session);
  if (question) await queue.remove(session, question);
}
