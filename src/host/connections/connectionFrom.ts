import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Connection } from '../../chat/model/connection.ts';
import type { LocalData, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import type { Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { asLabel, label, type Sentence } from '../platform/words.ts';
import type { ApiKeys } from './apiKeys.ts';
import { offerConnection } from './pickAssistant.ts';
import { tellRemoved } from './settings/connectionChanges.ts';

export interface ConnectionParts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly keys: ApiKeys;
  readonly ratings: { forget(connectionId?: string): void };
  readonly tree: ConversationList;
  readonly views: ChatPort;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly localData: LocalData;
  readonly details: RequestDetailsStore;
}

/** The connection that a tree node or nothing stands for; asks when there are several. Arguments are not trusted. */
export async function connectionFrom(
  { providers, prompts }: ConnectionParts,
  argument: unknown,
  placeholder: Sentence,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection | undefined> {
  const id = (argument as { connection?: { id?: unknown } } | undefined)?.connection?.id;
  const named = typeof id === 'string' ? providers.connection(id) : undefined;
  if (named) return named;
  if (id !== undefined) {
    // Never another one in its place: a key would be entered for the wrong service.
    tellRemoved({ prompts });
    return undefined;
  }
  const candidates = providers.connections.filter(fits);
  if (candidates.length === 0) {
    await offerConnection({ prompts }, providers.connections.length > 0);
    return undefined;
  }
  if (candidates.length === 1) return candidates[0];
  const items = candidates.map((connection) => ({
    label: label(connection.name),
    description: asLabel(wordsOf(connection).name()),
    connection,
  }));
  // It stays where VS Code gives the focus back to the page behind it, or a key is fetched from another window.
  const options = { placeholder, ignoreFocusOut: true };
  return (await prompts.pick(items, options))?.connection;
}
