import * as vscode from 'vscode';
import type { WindowParts } from './participant.ts';

const module = () => import('./participant.ts');

/** `@expert` in VS Code's own chat. Absent where an editor that is built on VS Code has no chat. */
export function participant(parts: WindowParts, icon: vscode.Uri): { dispose(): unknown } {
  const chat: Partial<typeof vscode.chat> | undefined = vscode.chat;
  const made = chat?.createChatParticipant?.('expertAssistants.expert', async (...request) =>
    (await module()).handleRequest(parts, ...request),
  );
  if (!made) return { dispose: () => undefined };
  made.iconPath = icon;
  made.followupProvider = { provideFollowups: async (result) => [...(await module()).followups(parts, result)] };
  return made;
}
