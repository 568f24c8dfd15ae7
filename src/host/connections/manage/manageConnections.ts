import * as vscode from 'vscode';
import type { Connection } from '../../../chat/model/connection.ts';
import { chosenItem } from '../../platform/chosenItem.ts';
import type { Item, Prompts } from '../../platform/prompts.ts';
import { wordsOf } from '../../platform/vendorWords.ts';
import { asLabel, label, listed, type Sentence, t } from '../../platform/words.ts';
import { type ConnectionParts, connectionFrom } from '../connectionFrom.ts';
import { connectionSettings, rawConnections, saveConnections } from '../settings/connectionSettings.ts';
import { moved } from './connectionOrder.ts';

type Action =
  | 'moveConnectionUp'
  | 'moveConnectionDown'
  | 'testConnection'
  | 'setApiKey'
  | 'editConnection'
  | 'removeConnection';

interface Row extends Item {
  readonly connection?: Connection;
  /** The action of the row, where it is no connection. */
  readonly run?: () => Thenable<unknown>;
}

interface ActionButton extends vscode.QuickInputButton {
  readonly action: Action;
}

/** All connections in their order, with what can be done with each: as buttons, and on Enter as a list for the keyboard. */
export async function manageConnections(parts: ConnectionParts): Promise<void> {
  const pick = parts.prompts.livePick<Row>();
  pick.title = t('Connections');
  pick.placeholder = t('Select a connection to change, test, or remove');
  pick.matchOnDescription = true;
  const show = (activeId?: string) => {
    pick.items = rows(parts);
    pick.activeItems = pick.items.filter(({ connection }) => connection !== undefined && connection.id === activeId);
  };
  show(parts.pages.active?.connectionId);
  const chosen = await new Promise<{ readonly row: Row; readonly action?: Action } | undefined>((resolve) => {
    pick.onDidTriggerItemButton(({ item, button }) => {
      const { action } = button as ActionButton;
      const by = { moveConnectionUp: 'up', moveConnectionDown: 'down' }[action as string] as 'up' | 'down' | undefined;
      if (by && item.connection) void move(parts, item.connection.id, by).then(() => show(item.connection?.id));
      else resolve({ row: item, action });
    });
    void chosenItem(pick).then((row) => resolve(row && { row }));
  });
  pick.dispose();
  if (!chosen) return;
  const { row, action } = chosen;
  await row.run?.();
  const wanted = action ?? (row.connection && (await pickAction(parts, row.connection)));
  if (wanted && row.connection) await runAction(wanted, row.connection);
}

export async function moveConnectionUp(parts: ConnectionParts, argument: unknown): Promise<void> {
  await moveFrom(parts, argument, 'up');
}

export async function moveConnectionDown(parts: ConnectionParts, argument: unknown): Promise<void> {
  await moveFrom(parts, argument, 'down');
}

async function moveFrom(parts: ConnectionParts, argument: unknown, by: 'up' | 'down'): Promise<void> {
  const connection = await connectionFrom(parts, argument, t('Which connection do you want to move?'));
  if (connection) await move(parts, connection.id, by);
}

async function move(parts: ConnectionParts, id: string, by: 'up' | 'down'): Promise<void> {
  const before = rawConnections();
  const after = moved(before, id, by);
  if (after === before) return;
  await saveConnections(after);
  parts.providers.update(connectionSettings().connections);
  parts.tree.redraw();
}

function rows(parts: ConnectionParts): readonly Row[] {
  const { connections, problems } = connectionSettings();
  const shown = parts.pages.active?.connectionId;
  return [
    ...connections.map((connection, index): Row => {
      const about = [wordsOf(connection).name(), ...(connection.id === shown ? [t('active')] : [])];
      return {
        label: label(connection.name),
        description: asLabel(listed(about, ' · ')),
        iconPath: new vscode.ThemeIcon(wordsOf(connection).icon),
        buttons: buttons(connection, index, connections.length),
        connection,
      };
    }),
    ...problems.map(
      ({ name }): Row => ({
        label: label(name),
        description: asLabel(t('can’t be used; select to open the settings')),
        iconPath: new vscode.ThemeIcon('warning'),
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'expertAssistants.connections'),
      }),
    ),
    {
      label: asLabel(t('Add Connection…')),
      iconPath: new vscode.ThemeIcon('add'),
      alwaysShow: true,
      run: () => vscode.commands.executeCommand('expertAssistants.addConnection'),
    },
    {
      label: asLabel(t('Import Connections…')),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      alwaysShow: true,
      run: () => vscode.commands.executeCommand('expertAssistants.importConnections'),
    },
  ];
}

function buttons(connection: Connection, index: number, count: number): readonly ActionButton[] {
  return actions(connection, index, count).map(({ action, icon, name }) => ({
    action,
    iconPath: new vscode.ThemeIcon(icon),
    tooltip: name,
  }));
}

interface ActionRow {
  readonly action: Action;
  readonly icon: string;
  readonly name: Sentence;
}

function actions(connection: Connection, index: number, count: number): readonly ActionRow[] {
  return [
    ...(index > 0 ? [{ action: 'moveConnectionUp', icon: 'arrow-up', name: t('Move Up') } as const] : []),
    ...(index < count - 1 ? [{ action: 'moveConnectionDown', icon: 'arrow-down', name: t('Move Down') } as const] : []),
    { action: 'testConnection', icon: 'plug', name: t('Test Connection') },
    ...('baseUrl' in connection ? [{ action: 'setApiKey', icon: 'key', name: t('Set API Key…') } as const] : []),
    { action: 'editConnection', icon: 'edit', name: t('Edit Connection…') },
    { action: 'removeConnection', icon: 'trash', name: t('Remove Connection') },
  ];
}

async function pickAction(
  { prompts }: { readonly prompts: Prompts },
  connection: Connection,
): Promise<Action | undefined> {
  const { connections } = connectionSettings();
  const index = connections.findIndex(({ id }) => id === connection.id);
  const items = actions(connection, index, connections.length).map(({ action, icon, name }) => ({
    label: asLabel(name),
    iconPath: new vscode.ThemeIcon(icon),
    action,
  }));
  return (await prompts.pick(items, { placeholder: t('What do you want to do with “{0}”?', connection.name) }))?.action;
}

async function runAction(action: Action, connection: Connection): Promise<void> {
  await vscode.commands.executeCommand(`expertAssistants.${action}`, { kind: 'connection', connection });
}
