import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import type { FollowUpQueue } from '../../chat/composer/followUpQueue.ts';
import type { QuestionEdits } from '../../chat/composer/questionEdits.ts';
import type { Message } from '../../chat/model/model.ts';
import { lastQuestion, questionOf } from '../../chat/model/transcript.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { Prompts } from '../platform/prompts.ts';
import { warnWithdrawnInOtherWindow } from './conflictNotices.ts';
import type { ComposerViews } from './sendQuestion.ts';

interface Composing {
  readonly composers: Composers;
  readonly views: ComposerViews;
  readonly prompts: Prompts;
}
type Needed = Composing &
  Unsent & {
    readonly sessions: Pick<SessionRegistry, 'open'>;
    readonly pages: Pick<Pages, 'activePage' | 'use' | 'startEmpty'>;
    readonly edits: QuestionEdits;
    readonly directory: Pick<AssistantDirectory, 'current'>;
    readonly localData: Pick<LocalData, 'forgetThread'>;
    readonly prompts: Prompts;
  };

/**
 * A new conversation with the same assistant; the question that found no home becomes its draft, and is nowhere else.
 * Of a conversation that is gone all goes along that did not go out: nobody gets to it any more.
 */
export async function moveToNewThread(parts: Needed, from: ChatSession): Promise<void> {
  const { pages, composers, drafts, chips, views } = parts;
  const gone = from.isGone;
  const page = pages.activePage;
  try {
    if (gone) await collectUnsent(parts, from);
  } finally {
    // Another page may be in use by now, with a conversation of its own.
    pages.use(page);
    const session = pages.startEmpty(from.connectionId, parts.directory.current(from.connectionId, from.assistant));
    if (gone) chips.set(session, drafts.passages(session));
    else {
      const last = lastQuestion(from.transcript);
      if (last && last.state !== 'sent') {
        await from.takeBack((question, leave) => composers.of(session).add(question, 'before', leave));
      }
    }
    views.showState();
    views.tell({ type: 'draft', sessionId: session.id, text: drafts.get(session) });
  }
  if (gone && from.thread) await parts.localData.forgetThread(from.thread);
}

/** All that did not go out stands in the draft of the next conversation, and nowhere else, when this resolves. */
async function collectUnsent(parts: Needed, from: ChatSession): Promise<void> {
  const { composers, edits, outbox } = parts;
  const composer = composers.of(from);
  await saveUnsent(parts, from);
  const edit = edits.end(from);
  if (edit) composer.keepEdit(edit);
  await composer.editQueued();
  // Each comes ahead of what stands there, so the newest goes first.
  for (const question of unsentQuestionsIn(from).toReversed()) {
    const { id } = question;
    await composer.add(question, 'before', () => outbox.remove({ connectionId: from.connectionId, id }));
  }
}

/** The question that found no home goes back to where it was typed, ahead of what stands there. */
export async function takeBack(parts: Composing, session: ChatSession, messageId: string | undefined): Promise<void> {
  const question = questionOf(session.transcript, messageId);
  const composer = parts.composers.of(session);
  const taken = await session.takeBack((question, leave) => composer.add(question, 'before', leave), messageId);
  if (!taken) warnWithdrawnInOtherWindow(parts, session, question);
  parts.views.showState();
}

interface Unsent {
  readonly drafts: Drafts;
  readonly chips: AttachedContext;
  readonly queue: FollowUpQueue;
  readonly outbox: Outbox;
  readonly views: ComposerViews;
}

/**
 * Moves the unsent questions of a deleted conversation to the next one with its assistant: after a reload nobody gets
 * to the old one. They are on the disk when this resolves; called again after each question that fails there.
 */
export async function saveUnsent(parts: Unsent, session: ChatSession): Promise<void> {
  const { drafts, outbox, queue } = parts;
  // A change that a window has left: nobody gets to its question any more.
  if (!drafts.isEditing(session)) for (const id of await drafts.edits(session)) drafts.joinEdit(session, id);
  keepDraft(parts, session);
  const { connectionId, assistant } = session;
  const place = { connectionId, assistantId: assistant.id };
  for (const { id, text, context, attachment, createdAt = '' } of unsentQuestionsIn(session)) {
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
function unsentQuestionsIn({ transcript }: ChatSession): readonly Message[] {
  return transcript.messages.filter(
    ({ role, state }) => role === 'user' && (state === 'failed' || state === 'unknown'),
  );
}

function keepDraft({ drafts, chips, views }: Unsent, session: ChatSession): void {
  const typed = drafts.get(session);
  if (!drafts.leave(session)) return;
  chips.set(session, drafts.passages(session));
  const text = drafts.get(session);
  // Something was typed for the next conversation already.
  if (text !== typed) views.tell({ type: 'draft', sessionId: session.id, text });
}
