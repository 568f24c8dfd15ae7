import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { ThreadCache, ThreadFolders, ThreadStore, ThreadTitles } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import type { AssistantNode } from './treeNodes.ts';

interface Parts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly recent: RecentAssistants;
  readonly chips: AttachedContext;
  readonly target: TextTarget;
  readonly attachments: Attachments;
  readonly titles: ThreadTitles;
  readonly cache: ThreadCache;
  readonly folders: ThreadFolders;
  readonly localData: LocalData;
  readonly localThreads: Pick<ThreadStore, 'messages'>;
  readonly tree: AssistantsTree;
  readonly views: ChatPort;
  readonly prompts: Prompts;
  readonly log: Log;
}

const threadModule = () => import('./threadCommands.ts');
const folderModule = () => import('./folderCommands.ts');
const findModule = () => import('./findThread.ts');

/** The list of conversations, and what is done with one of them. */
export function threads(parts: Parts) {
  const of = lazyCommands(parts);
  return {
    commands: {
      newThread: of(threadModule, 'newThread'),
      openThread: of(threadModule, 'openThread'),
      renameThread: of(threadModule, 'renameThread'),
      deleteThread: of(threadModule, 'deleteThread'),
      moveToFolder: of(folderModule, 'moveToFolder'),
      renameFolder: of(folderModule, 'renameFolder'),
      deleteFolder: of(folderModule, 'deleteFolder'),
      filterThreads: of(findModule, 'filterThreads'),
      moreThreads: (argument) => parts.tree.more(argument as AssistantNode),
      refresh: () => parts.tree.refresh(),
    },
  } satisfies Feature;
}
