import * as vscode from 'vscode';
import { canForget } from '../chat/forgetTurn.ts';
import type { Message } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';
import type { Parts } from './parts.ts';
import { deliver, type SendingParts } from './sendQuestion.ts';

const t = vscode.l10n.t;

type Needed = SendingParts & Pick<Parts, 'queue' | 'edits' | 'providers'>;

function lastQuestion(session: ChatSession): Message | undefined {
  return session.transcript.messages.findLast(({ role }) => role === 'user');
}

/** Puts the last question back into the composer, to be changed. Nothing else happens until it is sent. */
export function editQuestion({ edits, queue, chips, views }: Needed, session: ChatSession, messageId: string): void {
  const question = lastQuestion(session);
  if (!question || question.id !== messageId || session.running || edits.of(session)) return;
  edits.begin(session, { messageId, draft: queue.draftOf(session), context: chips.of(session) });
  fill({ queue, views }, session, question.text);
  chips.set(session, question.context);
}

/** Gives the change up: the composer is as it was before. */
export function cancelEdit({ edits, queue, chips, views }: Needed, session: ChatSession): void {
  const edit = edits.end(session);
  if (!edit) return;
  fill({ queue, views }, session, edit.draft);
  chips.set(session, edit.context);
}

function fill({ queue, views }: Pick<Needed, 'queue' | 'views'>, session: ChatSession, text: string): void {
  queue.typed(session, text);
  views.tell({ type: 'draft', sessionId: session.id, text });
  views.tell({ type: 'focus', target: 'input' });
}

/** Sends the changed question in the place of the one before. */
export async function sendEdited(
  parts: Needed,
  session: ChatSession,
  text: string,
  contextIds: readonly string[],
): Promise<void> {
  const edit = parts.edits.of(session);
  const context = parts.chips.of(session).filter((item) => contextIds.includes(item.id));
  let sent = false;
  try {
    if (!edit || text.trim() === '' || !(await makeRoom(parts, session))) return;
    const leaving = () => {
      parts.edits.end(session);
      parts.chips.set(session, edit.context);
      parts.views.tell({ type: 'draft', sessionId: session.id, text: edit.draft });
    };
    const written = () => parts.queue.typed(session, edit.draft);
    sent = await deliver(parts, session, { text, context }, { leaving, written });
  } finally {
    if (!sent) parts.views.tell({ type: 'not-sent', sessionId: session.id });
  }
}

/** Has the last question answered once more. */
export async function regenerate(parts: Needed, session: ChatSession): Promise<void> {
  const question = lastQuestion(session);
  if (!question || session.running) return;
  const nothing = () => undefined;
  if (await makeRoom(parts, session)) await deliver(parts, session, question, { leaving: nothing, written: nothing });
}

/**
 * Asks once, then has the vendor forget the last turn where it can; where it cannot, says that the turn stays. False when
 * the person does not want it. Fails with a ChatError when the vendor did not delete, and nothing is sent then.
 */
async function makeRoom({ providers }: Needed, session: ChatSession): Promise<boolean> {
  const { assistant, connectionId } = session;
  const question = lastQuestion(session);
  const deletable = canForget(assistant, session.transcript.messages);
  if (!(await confirmed(deletable, assistant.name, providers.connection(connectionId)?.label ?? ''))) return false;
  if (session.running || lastQuestion(session) !== question) return false;
  if (deletable) await session.forgetTurn(AbortSignal.timeout(60_000));
  return true;
}

async function confirmed(deletable: boolean, name: string, connection: string): Promise<boolean> {
  const ask = deletable ? t('Delete and Ask') : t('Ask');
  const message = deletable ? t('Replace the last question and its answer?') : t('Ask again below the last answer?');
  const detail = deletable
    ? t('Both are deleted at “{0}” first. This cannot be undone.', connection)
    : t('{0} cannot forget: the last question and its answer stay in its memory and in the conversation.', name);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, ask)) === ask;
}
