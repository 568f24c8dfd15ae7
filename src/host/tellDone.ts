import * as vscode from 'vscode';
import { withNames } from '../chat/hiddenCharacters.ts';
import type { Message } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';
import type { Parts } from './parts.ts';
import { notifyWhenDone } from './settings.ts';

/** Marks the view and, where that is wanted, says that an answer is ready which nobody sees. */
export async function tellDone(
  { sessions, views }: Pick<Parts, 'sessions' | 'views'>,
  session: ChatSession,
  answer: Message | undefined,
): Promise<void> {
  const ready = vscode.l10n.t('{0} has answered.', withNames(session.assistant.name));
  const failed = vscode.l10n.t('{0} could not answer.', withNames(session.assistant.name));
  const text = answer?.state === 'complete' ? ready : failed;
  views.badge(text);
  const wanted = notifyWhenDone();
  if (wanted === 'off' || (wanted === 'windowNotFocused' && vscode.window.state.focused)) return;
  const open = vscode.l10n.t('Open Answer');
  const choice = await vscode.window.showInformationMessage(text, open);
  if (choice !== open) return;
  sessions.showAgain(session);
  await views.focus('last-answer');
}
