import type * as vscode from 'vscode';
import { all } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { logFailure, tellFailure } from './platform/background.ts';
import type { Command, Feature } from './platform/feature.ts';
import type { Prompts } from './platform/prompts.ts';
import { t } from './platform/words.ts';

interface Parts {
  /** Absent until the window's objects are built. */
  readonly providers?: { insist(): void };
  readonly prompts: Prompts;
  readonly log: Log & { show(): void };
}

/**
 * Registers the commands of all features: every command of the manifest, and no other (a test compares both ways). What one
 * of them throws is logged and said in a sentence. VS Code throws for a name that two features give.
 */
export function registerCommands(
  parts: Parts,
  register: (id: string, run: (argument: unknown, all?: unknown) => Promise<void>) => vscode.Disposable,
  features: readonly Feature[],
): vscode.Disposable {
  const commands = features.flatMap((feature) => Object.entries(feature.commands));
  return all(
    ...commands.map(([name, command]) => register(`expertAssistants.${name}`, reporting(parts, name, command))),
  );
}

function reporting(parts: Parts, name: string, command: Command) {
  return async (argument: unknown, all?: unknown): Promise<void> => {
    try {
      // A person asks: services that have failed of late are asked all the same.
      parts.providers?.insist();
      // The explorer gives the row that was clicked, and all that are selected.
      await command(Array.isArray(all) && all.length > 1 ? all : argument);
    } catch (error) {
      report(parts, name, error);
    }
  };
}

function report({ log, prompts }: Parts, name: string, error: unknown): void {
  logFailure(log, `Command ${name}`, error);
  const show = t('Show Log');
  void tellFailure(prompts, error, show).then((choice) => {
    if (choice === show) log.show();
  });
}
