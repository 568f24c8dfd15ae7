import * as vscode from 'vscode';
import { isOpenable } from '../chat/link.ts';
import type { Message } from '../chat/model.ts';

/** Opens a web page in the browser, after a click only. Anything but plain https does nothing. */
export async function openWebAddress(address: string): Promise<void> {
  if (isOpenable(address)) await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

export async function openSource(message: Message | undefined, sourceId: string): Promise<void> {
  const link = message?.sources.find((source) => source.id === sourceId)?.link;
  if (link !== undefined) await openWebAddress(link);
}
