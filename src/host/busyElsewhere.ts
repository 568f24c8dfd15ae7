import * as vscode from 'vscode';
import type { ChatSession } from '../chat/session.ts';

/**
 * Whether another window waits for an answer in the conversation of `session`: then what it has asked is shown, and that
 * nothing can be sent now is said. What has come of a question of another window is read before anything is sent.
 */
export async function isBusyElsewhere(session: ChatSession): Promise<boolean> {
  const last = session.transcript.messages.at(-1);
  const isBusy = await session.isBusyElsewhere();
  const awaits = last?.role === 'user' && (last.state === 'sending' || last.state === 'sent');
  if (isBusy || awaits) await session.refresh();
  if (isBusy) tellBusyElsewhere();
  return isBusy;
}

export function tellBusyElsewhere(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Another window waits for an answer in this conversation. Nothing was sent from here.'),
  );
}
