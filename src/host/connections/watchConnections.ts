import type * as vscode from 'vscode';
import { debounce } from '../../base/debounce.ts';
import { all } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { setContextKey } from '../platform/manifest/contextKeys.ts';
import { onPageSettingsChanged } from '../platform/settings.ts';
import type { ApiKeys } from './apiKeys.ts';
import { problemLine } from './settings/connectionSchema.ts';
import {
  connectionSettings,
  forgetConnectionsUnset,
  hasConnectionsSetting,
  onConnectionsChanged,
} from './settings/connectionSettings.ts';

interface Needed {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly keys: ApiKeys;
  readonly tree: ConversationList;
  readonly views: ChatPort;
  readonly log: Log;
}

/**
 * The time without a change after which lists are read again: whoever types an address must not have half of it asked.
 */
const rest = 1_000;

/**
 * The time after which settings that are gone together were taken out, and are not gone because their file is broken
 * for a moment.
 */
const slip = 5_000;

/** Takes over what changes in settings and keys, in this window or another. */
export function watchConnections(parts: Needed): vscode.Disposable {
  const { keys, tree, views } = parts;
  const reading = debounce(rest, () => {
    tree.redraw();
    if (views.visible) void parts.directory.readAll();
  });
  const leave = () => {
    forgetConnectionsUnset();
    takeConnections(parts);
  };
  const leaving = debounce(slip, leave);
  const follow = (withOthers: boolean) => {
    leaving.cancel();
    reading.changed();
    if (hasConnectionsSetting()) return takeConnections(parts);
    if (!withOthers) return leave();
    leaving.changed();
  };
  tellContext(parts);
  return all(
    reading,
    leaving,
    onConnectionsChanged(follow),
    onPageSettingsChanged(() => views.showHead()),
    keys.onChange((id) => {
      tree.refreshConnection(id);
      if (views.visible) void parts.directory.readAll();
    }),
  );
}

/** Conversations close only when their connection is gone. */
function takeConnections(parts: Needed): void {
  const { providers, directory, sessions, tree, views } = parts;
  const changed = providers.update(connectionSettings().connections);
  for (const id of changed) directory.refresh(id);
  sessions.close((session) => providers.connection(session.connectionId) === undefined);
  tellContext(parts);
  views.showHead();
  // What is there and has changed would be read by it.
  if (changed.every((id) => providers.connection(id) === undefined)) tree.redraw();
}

/** The welcome is shown while nothing is connected; entries that cannot be used are shown in its place. */
function tellContext({ providers, log }: Needed): void {
  const { problems } = connectionSettings();
  const any = providers.connections.length + problems.length > 0;
  // Until then the list says that it loads, instead of what VS Code says of a list without a provider.
  void setContextKey('ready', true);
  void setContextKey('hasConnections', any);
  // A key of its own: before this runs nothing is known, and the list must not say that there is nothing.
  void setContextKey('hasNoConnections', !any);
  void setContextKey(
    'takesFiles',
    providers.connections.some((connection) => factsOf(connection).files !== undefined),
  );
  for (const problem of problems) log.warn(`Setting expertAssistants.connections: ${problemLine(problem)}`);
}
