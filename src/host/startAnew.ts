import type { Message } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';
import { lastQuestion, questionOf } from '../chat/transcript.ts';
import { keepBoth } from './editQuestion.ts';
import { tellWhatHappenedElsewhere } from './elsewhere.ts';
import { forgetThread } from './forget.ts';
import type { Parts } from './parts.ts';
import { editQueued } from './queueCommands.ts';
import { lastAnswer } from './sessionEffects.ts';

type Composing = Pick<Parts, 'drafts' | 'chips' | 'views'>;
type Needed = Parameters<typeof editQueued>[0] & Parameters<typeof forgetThread>[0] & Pick<Parts, 'sessions' | 'edits'>;

/**
 * A new conversation with the same assistant; the question that found no home becomes its draft, and is nowhere else.
 * Of a conversation that is gone all goes along that did not go out: nobody gets to it any more.
 */
export async function startAnew(parts: Needed, from: ChatSession): Promise<void> {
  const session = parts.sessions.start(from.connectionId, from.assistant);
  const isGone = from.loadError?.code === 'thread-gone' || lastAnswer(from)?.error?.code === 'thread-gone';
  const open = from.transcript.messages.filter(({ role, state }) => role === 'user' && state !== 'sent');
  const last = lastQuestion(from.transcript);
  if (isGone) await moveDraft(parts, from, session);
  // Each comes ahead of what stands there, so the newest goes first.
  for (const { id } of isGone ? open.toReversed() : open.filter((question) => question === last)) {
    await from.takeBack((question) => intoComposer(parts, session, question), id);
  }
  parts.views.showState();
  if (isGone && from.thread) await forgetThread(parts, from.thread);
}

/** What stands in the composer of `from`, waits there, or gave way to a change. On the disk when this resolves. */
async function moveDraft(parts: Needed, from: ChatSession, session: ChatSession): Promise<void> {
  const { drafts, chips, edits } = parts;
  const edit = edits.end(from);
  if (edit) keepBoth(parts, from, edit);
  await editQueued(parts, from);
  await intoComposer(parts, session, { text: drafts.get(from), context: chips.of(from) });
  drafts.set(from, '');
  chips.set(from, []);
}

/** The question that found no home goes back to where it was typed, ahead of what stands there. */
export async function takeBack(parts: Composing, session: ChatSession, messageId: string | undefined): Promise<void> {
  const question = questionOf(session.transcript, messageId);
  const taken = await session.takeBack((taken) => intoComposer(parts, session, taken), messageId);
  if (!taken) tellWhatHappenedElsewhere(session, question);
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
