import type * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { Page, Pages } from '../../chat/session/pages.ts';
import type { FromWebview } from '../../protocol.ts';
import type { Prompts } from '../platform/prompts.ts';
import { type ChatHeadSources, chatHead } from './chatHead.ts';
import { chatPage } from './pageHtml.ts';
import { refusedSentence } from './refusedSentence.ts';
import { WebviewConnection, type WebviewConnectionOptions } from './webviewConnection.ts';

/** Messages that a page also sends when nobody uses it. */
const sentUnasked: ReadonlySet<FromWebview['type']> = new Set(['ready', 'draft', 'draft-rests']);

interface Needed extends ChatHeadSources {
  readonly pages: Pages;
  readonly prompts: Prompts;
  readonly log: Log;
}

/** Writes the chat page into a webview, and connects it with the conversation that `page` shows. */
export function connectPage(
  shown: { readonly webview: vscode.Webview; readonly visible: boolean },
  page: Page,
  root: vscode.Uri,
  parts: Needed,
  { receive, ...options }: Pick<WebviewConnectionOptions, 'draft' | 'silentMilliseconds' | 'receive'>,
): WebviewConnection {
  const { pages, prompts, log } = parts;
  const connection = new WebviewConnection({
    ...options,
    webview: shown.webview,
    visible: () => shown.visible,
    head: () => chatHead(page.session, parts),
    shown: () => page.session,
    onShown: page.onShown,
    receive: (message) => {
      if (!sentUnasked.has(message.type)) pages.use(page);
      receive(message);
    },
    refused: (type) => void prompts.tell('warning', refusedSentence(type)),
    log,
  });
  shown.webview.html = chatPage(shown.webview, root);
  return connection;
}
