import * as vscode from 'vscode';
import type { ChatSession } from '../chat/session.ts';
import { lastQuestion } from '../chat/transcript.ts';
import type { Parts } from './parts.ts';
import { tellWhatHappenedElsewhere } from './seenToElsewhere.ts';
import { tellChange } from './tellChange.ts';

export async function retry({ sessions, edits }: Pick<Parts, 'sessions' | 'edits'>): Promise<void> {
  if (edits.of(sessions.shown)) return tellChange();
  const answered = sessions.shown && (await askAgain(sessions.shown));
  if (!answered) void vscode.window.showInformationMessage(vscode.l10n.t('There is no question to ask again.'));
}

/** Whether there was a question to ask again. */
export async function askAgain(session: ChatSession): Promise<boolean> {
  const question = lastQuestion(session.transcript);
  const answered = await session.retry();
  tellWhatHappenedElsewhere(session, question);
  return answered;
}
