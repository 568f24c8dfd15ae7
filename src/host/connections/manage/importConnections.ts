import * as vscode from 'vscode';
import { t } from '../../platform/words.ts';
import { askForKeys } from '../connectionCommands.ts';
import type { ConnectionParts } from '../connectionFrom.ts';
import { connectionSettings, rawConnections, saveConnections } from '../settings/connectionSettings.ts';
import { agreedImport } from './agreedImport.ts';
import { needKeys, withImported } from './importPlan.ts';

/** Larger than any list of connections, in bytes. */
const largest = 1_000_000;

/** Adds the connections of a file that an administrator hands out, after showing them, and asks for their keys. */
export async function importConnections(parts: ConnectionParts): Promise<void> {
  const uri = await parts.prompts.chooseFile({
    title: t('Import Connections'),
    openLabel: t('Import'),
    filterName: t('Connections (JSON)'),
    extensions: ['json'],
  });
  if (!uri) return;
  const file = { name: uri.path.split('/').at(-1) ?? '', text: await textOf(uri) };
  const known = () => connectionSettings().connections;
  const plan = await agreedImport(parts, file, known);
  if (plan === 'again') return importConnections(parts);
  if (!plan) return;
  // Before the address is there: what is stored under the id was entered for something else.
  for (const { id } of needKeys(plan)) await parts.keys.clear(id);
  await saveConnections(withImported(rawConnections(), plan));
  parts.providers.update(known());
  const imported = needKeys(plan).map(({ id }) => parts.providers.connection(id));
  await askForKeys(
    parts,
    imported.filter((connection) => connection !== undefined),
  );
}

/** What the file system says of a failure names the path: none of it is passed on. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > largest ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
