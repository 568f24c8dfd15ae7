import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { FollowUpQueue } from '../../chat/composer/followUpQueue.ts';
import type { Assistant, Message } from '../../chat/model/model.ts';
import { titleOf } from '../../chat/model/questionText.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ThreadTitles } from '../../chat/ports/threads.ts';
import { besides, canForget } from '../../chat/session/removal/deleteTurn.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { hasChanged } from '../connections/settings/connectionChanges.ts';
import { inBackground } from '../platform/background.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { errorSentence } from '../platform/errorText.ts';
import { sentences, t } from '../platform/words.ts';
import { isRefused, maySend, type Outgoing, type Own, type SendingParts, sendNow } from './sendQuestion.ts';

type Needed = SendingParts & {
  readonly queue: FollowUpQueue;
  readonly titles: ThreadTitles;
  readonly tree: ConversationList;
  readonly log: Log;
};

interface Replacing {
  readonly own: readonly Own[];
  /** Returns whether the change still goes on: until the old question is deleted the person may give it up. */
  readonly isStillWanted: () => boolean;
  /** The old question is deleted, and the new one goes out at once. */
  readonly onSending: () => void;
}

/** The conversations in which a question is being replaced: a second press is the same one. */
const replacing = new WeakSet<ChatSession>();

/** Sends the changed question in the place of the one before, with the file of the composer or else its own. */
export async function sendEdited(
  parts: Needed,
  session: ChatSession,
  text: string,
  contextIds: readonly string[],
): Promise<void> {
  const composer = parts.composers.of(session);
  const { edit } = composer;
  const context = composer.contextOf(contextIds);
  const file = parts.attachments.ready(session);
  let sent = false;
  try {
    if (!edit || text.trim() === '' || file === 'waiting') return;
    const attachment = file ?? lastQuestion(session.transcript)?.attachment;
    const before = lastQuestion(session.transcript);
    // The question is on the disk already, as one that waits: what had given way comes back at once.
    const onSending = () => {
      updateAutoTitle(parts, session, before, text);
      composer.endEdit(text);
      if (file) parts.attachments.release(session);
    };
    const question = { text, context, ...(attachment && { attachment }) };
    const isStillWanted = () => composer.edit === edit && parts.attachments.ready(session) === file;
    sent = await replaceLastQuestion(parts, session, question, { own: ['edit'], isStillWanted, onSending });
  } finally {
    if (!sent) parts.views.tell({ type: 'send-rejected', sessionId: session.id });
  }
}

/** A conversation that was named after its only question is named after the one that took its place. */
function updateAutoTitle(
  { titles, tree, prompts, log }: Needed,
  session: ChatSession,
  before: Message | undefined,
  question: string,
): void {
  const { thread, transcript } = session;
  const title = titleOf(question);
  const namedByIt = before !== undefined && thread?.title === titleOf(before.text);
  if (!thread || !namedByIt || transcript.messages.length > 0 || transcript.hasOlder) return;
  session.rename(title);
  const refresh = () => tree.refreshThreads(thread.connectionId, thread.assistantId);
  inBackground({ log, prompts }, 'Title', titles.put(thread, title).then(refresh));
}

/** Has the last question answered once more, with its own file only: one in the composer is for the next question. */
export async function regenerate(parts: Needed, session: ChatSession): Promise<void> {
  const question = lastQuestion(session.transcript);
  if (!question || session.running) return;
  await replaceLastQuestion(parts, session, question, {
    own: ['file'],
    isStillWanted: () => true,
    onSending: () => undefined,
  });
}

/**
 * Asks the person everything first; then has the vendor forget the last turn, where it can, and sends `question` in its
 * place. False when it was not sent: either nothing has happened, or the question is put back ahead of what stands in
 * the composer, and that is said.
 */
async function replaceLastQuestion(
  parts: Needed,
  session: ChatSession,
  question: Outgoing,
  replacement: Replacing,
): Promise<boolean> {
  if (replacing.has(session)) return false;
  replacing.add(session);
  try {
    return await askAndReplace(parts, session, question, replacement);
  } finally {
    replacing.delete(session);
  }
}

async function askAndReplace(
  parts: Needed,
  session: ChatSession,
  wanted: Outgoing,
  { own, isStillWanted, onSending }: Replacing,
): Promise<boolean> {
  const { sessions, providers, queue, prompts } = parts;
  const { assistant, connectionId } = session;
  const last = lastQuestion(session.transcript);
  const hasGoneOn = async () => {
    await session.refresh();
    if (idOf(lastQuestion(session.transcript)) === idOf(last)) return false;
    void prompts.tell(
      'warning',
      t('This conversation was continued in another window or on another computer. Nothing was deleted or sent.'),
    );
    return true;
  };
  if (await hasGoneOn()) return false;
  if (!(await maySend(parts, session, wanted, own))) return false;
  const deletable = canForget(assistant, session.transcript.messages);
  const question = deletable ? wanted : besides(wanted, last);
  const connection = providers.connection(connectionId);
  const agreed = await confirmed(parts, deletable, assistant, connection?.name ?? '');
  // After its dialog VS Code gives the focus to the view, and to nothing in it: keys would go nowhere.
  inBackground(parts, 'Focus', parts.views.focus('input'));
  if (!agreed || (connection && hasChanged(parts, connection, t('Nothing was deleted or sent.')))) return false;
  // The person, another window or another computer may have gone on in the conversation meanwhile.
  if ((await isRefused(parts, session, question, own)) || (await hasGoneOn()) || !isStillWanted()) return false;
  if (canForget(assistant, session.transcript.messages) !== deletable) return false;
  // As soon as the old one is deleted it exists nowhere else.
  const messageId = crypto.randomUUID();
  const { text, context, attachment } = question;
  await queue.writeDown(session, { id: messageId, text, context, ...(attachment && { attachment }) });
  const failure = deletable ? await session.forgetTurn() : undefined;
  // Deleted or forgotten meanwhile: no title and no draft of it may be written any more.
  if (!sessions.open.includes(session)) {
    await restoreToComposer(parts, session, wanted);
    await queue.remove(session, { id: messageId });
    return false;
  }
  if (failure) {
    await queue.remove(session, { id: messageId });
    const half = idOf(session.transcript.messages.at(-1)) === idOf(last);
    const kept = half
      ? t('The answer was deleted, but the question wasn’t, and nothing was sent. Select Retry to get a new answer.')
      : t('Nothing was sent. The question and its answer stay.');
    void prompts.tell('error', sentences(errorSentence(failure), kept));
    return false;
  }
  onSending();
  const sent = await sendNow(parts, session, question, () => undefined, messageId);
  if (sent) return true;
  await restoreToComposer(parts, session, wanted);
  await queue.remove(session, { id: messageId });
  return false;
}

/** Read anew, a message has the vendor's id. */
function idOf(message: Message | undefined): string | undefined {
  return message?.storedId ?? message?.id;
}

/** The question exists nowhere else any more. Of a conversation that is closed, perhaps deleted, nothing is written down. */
async function restoreToComposer(parts: Needed, session: ChatSession, question: Outgoing): Promise<void> {
  if (parts.sessions.open.includes(session)) {
    const saved = parts.composers.of(session).add(question, 'before');
    parts.views.tell({ type: 'focus', target: 'input' });
    void parts.prompts.tell('warning', t('The question couldn’t be sent. It was moved back to the message field.'));
    return saved;
  }
  const copy = t('Copy Question');
  const closed = t('The conversation was closed. The question couldn’t be sent.');
  void parts.prompts.tell('warning', closed, copy).then((choice) => {
    if (choice === copy) return vscode.env.clipboard.writeText(question.text);
    return undefined;
  });
}

async function confirmed(
  { prompts }: Needed,
  deletable: boolean,
  { name, features }: Assistant,
  connection: string,
): Promise<boolean> {
  const ask = deletable ? t('Delete and Ask') : t('Ask');
  const message = deletable
    ? t('Replace the last question and its answer?')
    : t('Send the question again below the last answer?');
  const why = features?.includes('delete-message')
    ? t(
        'The last answer is incomplete, so it can’t be deleted at “{0}”. The question and its answer stay there.',
        connection,
      )
    : t(
        '{0} can’t delete messages. The last question and answer stay in the conversation and are still taken into account.',
        name,
      );
  const detail = deletable
    ? t('The question and its answer will be deleted at “{0}” first. This can’t be undone.', connection)
    : why;
  return (await prompts.confirm({ message, detail }, ask)) === ask;
}
