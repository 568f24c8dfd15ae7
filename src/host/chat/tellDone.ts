import * as vscode from 'vscode';
import type { Message } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { notifyWhenDone } from '../platform/settings.ts';
import { t } from '../platform/words.ts';

/** Marks the view and, where that is wanted, says that an answer is ready which nobody sees. */
export async function tellDone(
  {
    pages,
    unseen,
    views,
    prompts,
  }: {
    readonly sessions: SessionRegistry;
    readonly pages: Pages;
    readonly unseen: UnseenAnswers;
    readonly views: ChatPort;
    readonly prompts: Prompts;
  },
  session: ChatSession,
  answer: Message | undefined,
): Promise<void> {
  const ready = t('{0} has answered.', session.assistant.name);
  const failed = t('{0} couldn’t answer.', session.assistant.name);
  const text = answer?.state === 'complete' ? ready : failed;
  unseen.add(session);
  const wanted = notifyWhenDone();
  if (wanted === 'off' || (wanted === 'windowNotFocused' && vscode.window.state.focused)) return;
  const open = t('Open Answer');
  const choice = await prompts.tell('info', text, open);
  if (choice !== open) return;
  pages.showAgain(session);
  await views.focus('last-answer');
}
