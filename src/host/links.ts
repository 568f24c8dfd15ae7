import * as vscode from 'vscode';
import type { Message } from '../chat/model.ts';

/** Whether a click may open `address`: https, a host, no credentials that make one host look like another. */
export function isOpenable(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.hostname !== '' && url.username === '' && url.password === '';
}

/** Opens a web page in the browser, after a click only. Anything but plain https does nothing. */
export async function openWebAddress(address: string): Promise<void> {
  if (isOpenable(address)) await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

export async function openSource(message: Message | undefined, sourceId: string): Promise<void> {
  const link = message?.sources.find((source) => source.id === sourceId)?.link;
  if (link !== undefined) await openWebAddress(link);
}
