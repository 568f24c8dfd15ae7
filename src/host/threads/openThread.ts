import * as vscode from 'vscode';
import type { Parts } from '../platform/services.ts';
import { threadFrom } from './threadArgument.ts';

export async function openThread(parts: Pick<Parts, 'sessions' | 'views'>, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  if (!node) {
    await vscode.commands.executeCommand('expertAssistants.filterThreads');
    return;
  }
  parts.sessions.show(node.thread, node.parent.assistant);
  // The focus stays in the list, as it does when one looks through files.
  await parts.views.show();
}
