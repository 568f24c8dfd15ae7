import * as vscode from 'vscode';
import type { Message } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';

/** Says it where `question` is not shown any more, though this window did nothing to it: another one has taken it back. */
export function tellIfTaken(session: ChatSession, question: Message | undefined): void {
  const isHere = session.transcript.messages.some(({ role, text }) => role === 'user' && text === question?.text);
  if (!question || isHere) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Another window took this question back; it stands in the message field there. Nothing was sent.'),
  );
}
