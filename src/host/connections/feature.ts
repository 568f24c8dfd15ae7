import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { LocalData, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { ApiKeys } from './apiKeys.ts';

interface Parts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly keys: ApiKeys;
  readonly ratings: { forget(connectionId?: string): void };
  readonly tree: ConversationList;
  readonly views: ChatPort;
  readonly localData: LocalData;
  readonly recent: RecentAssistants;
  readonly details: RequestDetailsStore;
  readonly chips: AttachedContext;
  readonly target: TextTarget;
  readonly prompts: Prompts;
  readonly log: Log;
}

const commandModule = () => import('./connectionCommands.ts');
const manageModule = () => import('./manage/manageConnections.ts');
const importModule = () => import('./manage/importConnections.ts');
const detailsModule = () => import('./requestDetails.ts');
const localDataModule = () => import('./deleteAllLocalData.ts');

/** Connections with their keys, required details, and all that lies on this computer. */
export function connections(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      addConnection: of(commandModule, 'addConnection'),
      addConnectionFromCurl: of(commandModule, 'addConnectionFromCurl'),
      editConnection: of(commandModule, 'editConnection'),
      removeConnection: of(commandModule, 'removeConnection'),
      setApiKey: of(commandModule, 'setApiKey'),
      clearApiKeys: of(commandModule, 'clearApiKeys'),
      testConnection: of(commandModule, 'testConnection'),
      tryDemo: of(commandModule, 'tryDemo'),
      manageConnections: of(manageModule, 'manageConnections'),
      moveConnectionUp: of(manageModule, 'moveConnectionUp'),
      moveConnectionDown: of(manageModule, 'moveConnectionDown'),
      importConnections: of(importModule, 'importConnections'),
      enterDetails: of(detailsModule, 'enterDetails'),
      deleteAllLocalData: of(localDataModule, 'deleteAllLocalData'),
    },
  } satisfies Feature;
}
