import * as vscode from 'vscode';
import { withNames } from '../chat/hiddenCharacters.ts';
import type { Thread } from '../chat/model.ts';
import type { Parts } from './parts.ts';

/** A question of an earlier window did not go out, and what is shown is another conversation: a way there. */
export async function tellLeft(
  { directory, sessions, views }: Pick<Parts, 'directory' | 'sessions' | 'views'>,
  { connectionId = '', assistantId, title = '' }: Partial<Thread>,
): Promise<void> {
  const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
  const assistant = assistants.find(({ id }) => id === assistantId);
  if (!assistant) return;
  const show = vscode.l10n.t('Show');
  const words = vscode.l10n.t(
    'A question to {0} was left without an answer: “{1}”',
    withNames(assistant.name),
    withNames(title),
  );
  if ((await vscode.window.showInformationMessage(words, show)) !== show) return;
  sessions.start(connectionId, assistant);
  await views.focus('input');
}
