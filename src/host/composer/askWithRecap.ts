import { titleOf } from '../../chat/model/questionText.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { recap } from '../../chat/text/recap.ts';
import { paragraphs, plainLines, t } from '../platform/words.ts';
import { isRefused, maySend, type SendingParts, sendNow } from './sendQuestion.ts';

/**
 * Asks the last question once more, with a recap of what the service has forgotten. The person sees every word of the
 * recap first; giving up sends nothing. Goes through the gate of every question, before the dialog and after it.
 */
export async function askWithRecap(parts: SendingParts, session: ChatSession): Promise<void> {
  const asked = askedWithRecap(session);
  if (!asked || !(await maySend(parts, session, asked))) return;
  const send = t('Resend with Recap');
  const message = t('Resend “{0}” with a recap?', titleOf(asked.text));
  const gets = t('This recap is sent to {0} before your question:', session.assistant.name);
  const detail = paragraphs(gets, plainLines(asked.recap));
  const choice = await parts.prompts.confirm({ severity: 'info', message, detail }, send);
  if (choice !== send || (await isRefused(parts, session, asked))) return;
  const now = askedWithRecap(session);
  if (now?.text !== asked.text || now.recap !== asked.recap) {
    void parts.prompts.tell('warning', t('This conversation has continued in the meantime. Nothing was sent.'));
    return;
  }
  await Promise.all([sendNow(parts, session, asked, () => undefined), parts.views.focus('input')]);
}

/** The last question with its recap; undefined where nothing was forgotten. */
function askedWithRecap({ transcript }: ChatSession) {
  const { messages, contextLostBefore } = transcript;
  const question = lastQuestion(transcript);
  if (contextLostBefore === undefined || !question) return undefined;
  const { text, context, attachment } = question;
  const words = {
    heading: t('Earlier in this conversation (shortened):'),
    you: t('Question'),
    assistant: t('Answer'),
  };
  return { text, context, recap: recap(messages, contextLostBefore, words), ...(attachment && { attachment }) };
}
