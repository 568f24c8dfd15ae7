import * as vscode from 'vscode';
import { all } from './disposable.ts';
import type { Parts } from './parts.ts';
import { readAssistants } from './readAssistants.ts';
import { connectionSettings, onConnectionsChanged, onPageSettingsChanged } from './settings.ts';

type Needed = Pick<Parts, 'providers' | 'directory' | 'sessions' | 'keys' | 'tree' | 'views' | 'log'>;

/** Takes over what changes in settings and keys, in this window or another. */
export function followConnections(parts: Needed): vscode.Disposable {
  const { providers, directory, sessions, keys, tree, views } = parts;
  tellContext(parts);
  return all(
    onConnectionsChanged(() => {
      const changed = providers.update(connectionSettings().connections);
      for (const id of changed) directory.refresh(id);
      sessions.close((session) => providers.connection(session.connectionId) === undefined);
      tellContext(parts);
      tree.redraw();
      views.showHead();
      if (views.visible) void readAssistants(parts);
    }),
    onPageSettingsChanged(() => views.showHead()),
    keys.onChange((id) => {
      tree.refreshConnection(id);
      if (views.visible) void readAssistants(parts);
    }),
  );
}

/** The welcome is shown while nothing is connected; entries that cannot be used are shown in its place. */
function tellContext({ providers, log }: Needed): void {
  const { problems } = connectionSettings();
  const any = providers.connections.length + problems.length > 0;
  const set = (key: string, value: boolean) =>
    void vscode.commands.executeCommand('setContext', `expertAssistants.${key}`, value);
  set('hasConnections', any);
  // A key of its own: before this runs nothing is known, and the list must not say that there is nothing.
  set('hasNoConnections', !any);
  // CopilotBuilder has no way to take a file.
  set(
    'takesFiles',
    providers.connections.some(({ provider }) => provider !== 'copilotBuilder'),
  );
  for (const { name, reason, field } of problems) {
    log.warn(`Setting expertAssistants.connections: ${name}: ${reason}${field ? ` (${field})` : ''}`);
  }
}
