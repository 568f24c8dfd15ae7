import { titleOf } from '../chat/question.ts';
import { recap } from '../chat/recap.ts';
import type { ChatSession } from '../chat/session.ts';
import type { Parts } from './parts.ts';
import { paragraphs, plainLines, t } from './platform/words.ts';

/**
 * Asks the last question once more, with a recap of what the service has forgotten. The person sees every word of the
 * recap first; giving up sends nothing.
 */
export async function askWithRecap(
  { views, prompts }: Pick<Parts, 'views' | 'prompts'>,
  session: ChatSession,
): Promise<void> {
  const { messages, contextLostBefore } = session.transcript;
  const question = messages.findLast(({ role }) => role === 'user');
  if (contextLostBefore === undefined || !question || session.running) return;
  const told = recap(messages, contextLostBefore, {
    heading: t('Earlier in this conversation, shortened:'),
    you: t('Question'),
    assistant: t('Answer'),
  });
  const send = t('Ask with Recap');
  const message = t('Ask “{0}” again, with a recap?', titleOf(question.text));
  const gets = t('{0} gets this ahead of your question:', session.assistant.name);
  const detail = paragraphs(gets, plainLines(told));
  const choice = await prompts.confirm({ severity: 'info', message, detail }, send);
  if (choice !== send) return;
  await Promise.all([session.send(question.text, question.context, { recap: told }), views.focus('input')]);
}
