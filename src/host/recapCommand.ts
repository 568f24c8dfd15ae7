import * as vscode from 'vscode';
import { withNames } from '../chat/hiddenCharacters.ts';
import { titleOf } from '../chat/question.ts';
import { recap } from '../chat/recap.ts';
import type { ChatSession } from '../chat/session.ts';
import type { Parts } from './parts.ts';

const t = vscode.l10n.t;

/**
 * Asks the last question once more, with a recap of what the service has forgotten. The person sees every word of the
 * recap first; giving up sends nothing.
 */
export async function askWithRecap({ views }: Pick<Parts, 'views'>, session: ChatSession): Promise<void> {
  const { messages, contextLostBefore } = session.transcript;
  const question = messages.findLast(({ role }) => role === 'user');
  if (contextLostBefore === undefined || !question || session.running) return;
  const told = recap(messages, contextLostBefore, {
    heading: t('Earlier in this conversation, shortened:'),
    you: t('Question'),
    assistant: t('Answer'),
  });
  const send = t('Ask with Recap');
  const choice = await vscode.window.showInformationMessage(
    t('Ask “{0}” again, with a recap?', titleOf(question.text)),
    {
      modal: true,
      detail: `${t('{0} gets this ahead of your question:', withNames(session.assistant.name))}\n\n${told}`,
    },
    send,
  );
  if (choice !== send) return;
  await Promise.all([session.send(question.text, question.context, { recap: told }), views.focus('input')]);
}
