import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { ConnectionParts } from './connectionFrom.ts';

type Parts = ConnectionParts & {
  readonly recent: RecentAssistants;
  readonly chips: AttachedContext;
  readonly target: TextTarget;
};

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
