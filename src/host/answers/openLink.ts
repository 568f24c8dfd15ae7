import * as vscode from 'vscode';
import type { Message } from '../../chat/model/model.ts';
import { isOpenable, standsIn } from '../../chat/text/links.ts';

/** Opens a web page in the browser, after a click only. Anything but plain https does nothing. */
async function openWebAddress(address: string): Promise<void> {
  if (!isOpenable(address)) return;
  // VS Code opens a text as it is (`ExtHostWindow.openUri`); a Uri it decodes, and `%26` in a query would part it.
  await vscode.env.openExternal(address as unknown as vscode.Uri);
}

export async function openSource(message: Message | undefined, sourceId: string): Promise<void> {
  const link = message?.sources.find((source) => source.id === sourceId)?.link;
  if (link !== undefined) await openWebAddress(link);
}

/** Opens a link of an answer: only one that stands in its text, or in one of its sources. */
export async function openLink(message: Message | undefined, address: string): Promise<void> {
  if (message?.role !== 'assistant') return;
  const { text, sources } = message;
  const texts = [text, ...sources.flatMap(({ passage, link }) => [passage, link ?? ''])];
  if (texts.some((each) => standsIn(address, each))) await openWebAddress(address);
}

/** Opens the web page of a source, from the list of sources. */
export async function openSourceLink(_: unknown, argument: unknown): Promise<void> {
  const link = (argument as { source?: { link?: unknown } } | undefined)?.source?.link;
  if (typeof link === 'string') await openWebAddress(link);
}
