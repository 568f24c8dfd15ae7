import type { QuestionsInEdit } from '../../chat/composer/composer.ts';
import type { Message } from '../../chat/model/model.ts';
import { questionOf } from '../../chat/model/transcript.ts';
import { canForget } from '../../chat/session/removal/deleteTurn.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { cancellable, inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';
import { paragraphs, sentences, t } from '../platform/words.ts';

interface Needed {
  readonly composers: QuestionsInEdit;
  readonly providers: { connection(id: string): { readonly name: string } | undefined };
  readonly views: Pick<ChatPort, 'focus'>;
  readonly prompts: Prompts;
  readonly log: Parameters<typeof inBackground>[0]['log'];
}

/** Deletes a question at the vendor, and its answer with it: without its question the answer would stop the next one. */
export async function deleteQuestion(parts: Needed, session: ChatSession, messageId: string): Promise<void> {
  const { prompts } = parts;
  const question = questionNow(parts, session, messageId);
  if (!question) return;
  // The ids of what has just been answered may not be known yet.
  await session.refresh();
  const same = ({ id, storedId }: Message) =>
    id === messageId || (storedId !== undefined && storedId === question.storedId);
  const found = () => session.transcript.messages.find(same);
  const isAlone = answersOf(session, found()).length === 0;
  const name = parts.providers.connection(session.connectionId)?.name ?? '';
  const message = isAlone ? t('Delete this question?') : t('Delete this question and its answer?');
  const where = t(
    'It will be deleted at “{0}”, and later answers don’t take it into account. This can’t be undone.',
    name,
  );
  const file = question.attachment ? t('Its file stays at the service until you delete it there.') : undefined;
  const remove = t('Delete');
  const choice = await prompts.confirm({ message, detail: file ? paragraphs(where, file) : where }, remove);
  inBackground(parts, 'Focus', parts.views.focus('input'));
  const now = found();
  if (choice !== remove || !now || !questionNow(parts, session, now.id)) return;
  // What has been answered meanwhile was not agreed to.
  if ((answersOf(session, now).length === 0) !== isAlone) return;
  if (!canForget(session.assistant, session.transcript.messages, now.id)) {
    void prompts.tell(
      'info',
      t('The answer is incomplete, so it can’t be deleted at “{0}”. Nothing was deleted.', name),
    );
    return;
  }
  const deleting = { title: t('Deleting the question…') };
  const deleted = await cancellable(parts, deleting, (signal) => session.forgetTurn(now.id, signal));
  if (deleted === 'cancelled') {
    void session.refresh();
    return void prompts.tell('warning', t('It isn’t known whether the question was deleted at “{0}”.', name));
  }
  const failure = deleted.value;
  if (!failure) return;
  const isHalf = found() !== undefined && answersOf(session, found()).length === 0 && !isAlone;
  const kept = isHalf ? t('The answer was deleted, but the question wasn’t.') : t('Nothing was deleted.');
  void prompts.tell('error', sentences(errorSentence(failure), kept));
}

/** Returns the question as it can be deleted now: none while an answer comes or a question is being changed. */
function questionNow({ composers }: Needed, session: ChatSession, messageId: string): Message | undefined {
  const question = questionOf(session.transcript, messageId);
  const isBusy = session.running || composers.of(session).edit !== undefined;
  return isBusy || question?.id !== messageId || question.state !== 'sent' ? undefined : question;
}

function answersOf({ transcript: { messages } }: ChatSession, question: Message | undefined): readonly Message[] {
  const at = question ? messages.indexOf(question) : -1;
  if (at < 0) return [];
  const next = messages.findIndex(({ role }, index) => index > at && role === 'user');
  return messages.slice(at + 1, next < 0 ? undefined : next);
}
