import * as vscode from 'vscode';
import type { Message } from '../chat/model.ts';
import type { ChatSession } from '../chat/session.ts';
import { lastQuestion } from '../chat/transcript.ts';

/** After this window wanted to go on with `question`: says what another one has done to it meanwhile, if it has. */
export function tellWhatHappenedElsewhere(session: ChatSession, question: Message | undefined): void {
  const { messages } = session.transcript;
  if (!question || session.running || session.loadError) return;
  const last = lastQuestion(session.transcript);
  if (!messages.some(({ role, text }) => role === 'user' && text === question.text)) {
    tell(
      vscode.l10n.t('Another window took this question back; it stands in the message field there. Nothing was sent.'),
    );
  } else if (last?.state === 'sending' || (last?.state === 'sent' && messages.at(-1) === last)) {
    tell(vscode.l10n.t('Another window waits for an answer in this conversation. Nothing was sent from here.'));
  }
}

/**
 * Whether another window waits for an answer in the conversation of `session`: then what it has asked is shown, and that
 * nothing can be sent now is said. What has come of a question of another window is read before anything is sent.
 */
export async function isBusyElsewhere(session: ChatSession): Promise<boolean> {
  const last = session.transcript.messages.at(-1);
  const isBusy = await session.isBusyElsewhere();
  const awaits = last?.role === 'user' && (last.state === 'sending' || last.state === 'sent');
  if (isBusy || awaits) await session.refresh();
  if (isBusy)
    tell(vscode.l10n.t('Another window waits for an answer in this conversation. Nothing was sent from here.'));
  return isBusy;
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(text);
}
