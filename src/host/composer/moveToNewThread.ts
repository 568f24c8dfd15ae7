import type { Message } from '../../chat/model/model.ts';
import { lastQuestion, questionOf } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { isGone } from '../chat/goneThread.ts';
import type { Parts } from '../platform/services.ts';
import { forgetThread } from '../threads/eraseThread.ts';
import { keepBoth } from './editQuestion.ts';
import { keepUnsent, unsentQuestions } from './keepUnsent.ts';
import { editQueued } from './queuedQuestion.ts';
import { tellWhatHappenedElsewhere } from './seenToElsewhere.ts';

type Composing = Pick<Parts, 'drafts' | 'chips' | 'views' | 'prompts'>;
type Needed = Parameters<typeof editQueued>[0] &
  Parameters<typeof forgetThread>[0] &
  Pick<Parts, 'sessions' | 'edits' | 'directory' | 'prompts'>;

/**
 * A new conversation with the same assistant; the question that found no home becomes its draft, and is nowhere else.
 * Of a conversation that is gone all goes along that did not go out: nobody gets to it any more.
 */
export async function startAnew(parts: Needed, from: ChatSession): Promise<void> {
  const { sessions, drafts, chips, views } = parts;
  const gone = isGone(from);
  try {
    if (gone) await gather(parts, from);
  } finally {
    const session = sessions.startEmpty(from.connectionId, parts.directory.current(from.connectionId, from.assistant));
    if (gone) chips.set(session, drafts.passages(session));
    else {
      const last = lastQuestion(from.transcript);
      if (last && last.state !== 'sent') await from.takeBack((question) => intoComposer(parts, session, question));
    }
    views.showState();
    views.tell({ type: 'draft', sessionId: session.id, text: drafts.get(session) });
  }
  if (gone && from.thread) await forgetThread(parts, from.thread);
}

/** All that did not go out stands in the draft of the next conversation, and nowhere else, when this resolves. */
async function gather(parts: Needed, from: ChatSession): Promise<void> {
  const { edits, outbox } = parts;
  await keepUnsent(parts, from);
  const edit = edits.end(from);
  if (edit) keepBoth(parts, from, edit);
  await editQueued(parts, from);
  // Each comes ahead of what stands there, so the newest goes first.
  for (const question of unsentQuestions(from).toReversed()) {
    await intoComposer(parts, from, question);
    await outbox.remove({ connectionId: from.connectionId, id: question.id });
  }
}

/** The question that found no home goes back to where it was typed, ahead of what stands there. */
export async function takeBack(parts: Composing, session: ChatSession, messageId: string | undefined): Promise<void> {
  const question = questionOf(session.transcript, messageId);
  const taken = await session.takeBack((taken) => intoComposer(parts, session, taken), messageId);
  if (!taken) tellWhatHappenedElsewhere(parts, session, question);
  parts.views.showState();
}

/** On the disk when this resolves. */
async function intoComposer(
  { drafts, chips, views }: Composing,
  session: ChatSession,
  question: Pick<Message, 'text' | 'context'>,
): Promise<void> {
  const draft = [question.text, drafts.get(session)].filter((text) => text !== '').join('\n\n');
  drafts.set(session, draft);
  // As a message of its own: of a state, a page in which something is being typed leaves the draft out.
  views.tell({ type: 'draft', sessionId: session.id, text: draft });
  chips.set(session, [...question.context, ...chips.of(session)]);
  await drafts.saved();
}
