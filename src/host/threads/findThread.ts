import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { chosenItem } from '../platform/chosenItem.ts';
import type { Prompts } from '../platform/prompts.ts';
import { t } from '../platform/words.ts';
import { type FoundParts, FoundThreads, type ThreadItem } from './foundThreads.ts';

interface Needed extends FoundParts {
  readonly providers: Providers;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly views: Pick<ChatPort, 'focus'>;
  readonly prompts: Prompts;
}

/** Finds a conversation by its title, or by words that this computer has read in it, among those of all assistants. */
export async function filterThreads(parts: Needed): Promise<void> {
  const controller = new AbortController();
  const pick = parts.prompts.livePick<ThreadItem>();
  pick.placeholder = t('Find a conversation by its title or its words');
  const list = new FoundThreads(parts, pick, new vscode.ThemeIcon('history'), controller.signal);
  pick.onDidChangeValue(() => list.show('from the first'));
  pick.onDidChangeActive(() => list.sayWhetherFound());
  const chosen = chosenItem(pick, ({ readOn }) => {
    if (readOn) inBackground(parts, 'Search', readOn());
    return readOn === undefined;
  });
  for (const connection of parts.providers.connections) inBackground(parts, 'Search', list.readConnection(connection));
  const item = await chosen;
  controller.abort(new DOMException('Closed', 'AbortError'));
  item?.open?.();
  if (item?.open) await parts.views.focus('input');
}
