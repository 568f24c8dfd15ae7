import * as vscode from 'vscode';

/** A command by VS Code's ways: its argument comes from a view, a menu or anywhere, so only a shape of our own counts. */
export type Command = (argument: unknown) => Promise<void> | void;

/** What a feature room gives: its commands, by their names without the common prefix. Checked by `satisfies`. */
export interface Feature {
  readonly commands: Readonly<Record<string, Command>>;
}

type CommandOf<Parts> = (parts: Parts, argument: unknown) => Promise<void> | void;

/** Makes commands of functions that take `parts`; their modules are read when a command is first used. */
export function lazyCommands<Parts>(parts: Parts) {
  return <Name extends string>(
    load: () => Promise<{ readonly [Own in NoInfer<Name>]: CommandOf<Parts> }>,
    name: Name,
  ): Command =>
    async (argument) =>
      (await load())[name](parts, argument);
}

/** What menus, views and key bindings of the manifest ask for. */
type ContextKey =
  | 'ready'
  | 'running'
  | 'hasAnswer'
  | 'hasSources'
  | 'hasConnections'
  | 'hasNoConnections'
  | 'takesFiles'
  | 'sourcesShown';

/** Resolves when VS Code knows the value. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', `expertAssistants.${key}`, value);
}
