import * as vscode from 'vscode';
import type { ChatSession } from '../chat/session.ts';
import type { Parts } from './parts.ts';
import { pickLabel } from './pickLabel.ts';
import { threadFrom } from './threadArgument.ts';

const t = vscode.l10n.t;

type Needed = Pick<Parts, 'sessions'>;

/** Stops the answer of the conversation that the command is about, or the one that runs; among several it asks. */
export async function stop({ sessions }: Needed, argument: unknown): Promise<void> {
  const thread = threadFrom(argument)?.thread;
  const running = sessions.open.filter((session) => session.running);
  if (thread) sessions.find(thread)?.stop();
  else if (running.length > 1) (await pickRunning(running, sessions.shown))?.stop();
  else if (running[0]) running[0].stop();
  else void vscode.window.showInformationMessage(t('No answer is on its way.'));
}

/** Which of several; the one that is shown stands first. */
async function pickRunning(
  running: readonly ChatSession[],
  shown: ChatSession | undefined,
): Promise<ChatSession | undefined> {
  const sorted = [...running].sort((a, b) => Number(b === shown) - Number(a === shown));
  const items = sorted.map((session) => ({
    label: pickLabel(session.thread?.title ?? session.assistant.name),
    description: session.assistant.name,
    session,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Which answer do you want to stop?') });
  return picked?.session;
}
