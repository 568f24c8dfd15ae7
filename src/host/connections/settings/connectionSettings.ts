import * as vscode from 'vscode';
import { section, setting } from '../../platform/settings.ts';
import type { ConnectionSettings } from './connectionSchema.ts';
import { LastGoodConnections } from './lastGoodConnections.ts';

const lastGood = new LastGoodConnections();

/** The connections that count, and what is wrong in the setting: an entry that somebody is typing in counts as before. */
export function connectionSettings(): ConnectionSettings {
  return lastGood.take(hasConnectionsSetting() ? setting<unknown>('connections') : undefined);
}

/**
 * Returns whether the setting is there at all. A settings file that is broken for a moment reads like one without it: VS Code then
 * gives the default.
 */
export function hasConnectionsSetting(): boolean {
  const value = setting<unknown>('connections');
  const isDefault = value === undefined || (Array.isArray(value) && value.length === 0);
  return !isDefault || vscode.workspace.getConfiguration(section).inspect('connections')?.globalValue !== undefined;
}

/**
 * Drops the last good connections where the setting is gone: its removal is meant, and no connection counts any more.
 */
export function forgetConnectionsUnset(): void {
  if (!hasConnectionsSetting()) lastGood.forget();
}

/** The setting as it stands, for adding, changing and removing entries without touching the others. */
export function rawConnections(): readonly unknown[] {
  const value = setting<unknown>('connections');
  // What is no list would be lost by writing: what it was before takes its place.
  return Array.isArray(value) ? value : connectionSettings().connections;
}

export async function saveConnections(value: readonly unknown[]): Promise<void> {
  await vscode.workspace.getConfiguration(section).update('connections', value, vscode.ConfigurationTarget.Global);
}

/** `withOthers`: settings of others changed with them, as all do when their file cannot be read. */
export function onConnectionsChanged(listener: (withOthers: boolean) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(`${section}.connections`)) return;
    const others = Object.keys(vscode.workspace.getConfiguration()).filter((name) => name !== section);
    listener(others.some((name) => event.affectsConfiguration(name)));
  });
}
