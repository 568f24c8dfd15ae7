import * as vscode from 'vscode';
import type { Connection } from '../../chat/model/connection.ts';
import { errorData } from '../../chat/model/errors.ts';
import { commandOf, noteAction } from '../platform/errors/noteActions.ts';
import { errorNote, errorSentence } from '../platform/errorText.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { listed, sentences, t, whole } from '../platform/words.ts';
import type { BoundKey } from './apiKeys.ts';
import type { ConnectionParts } from './connectionFrom.ts';
import { missingDetails } from './licenses.ts';
import { hasChanged, tellChanged, tellRemoved } from './settings/connectionChanges.ts';
import { leadsElsewhere } from './settings/connectionEntries.ts';
import { connectionSettings } from './settings/connectionSettings.ts';

/** Stores the key for the address that was shown, and says whether the connection works; both only while it is that address. */
export async function finish(
  parts: ConnectionParts,
  connectionId: string,
  entered: BoundKey | undefined,
): Promise<void> {
  parts.providers.update(connectionSettings().connections);
  const connection = parts.providers.connection(connectionId);
  if (!connection) return tellRemoved(parts);
  if (entered && leadsElsewhere(connection, entered.origin)) {
    return tellChanged(parts, 'address', connection.name, t('Nothing was saved or sent.'));
  }
  if (entered && entered.key !== '') await parts.keys.set(connectionId, entered.origin, entered.key);
  // The key store may have asked the person first.
  if (hasChanged(parts, connection, t('Nothing was sent.'))) return;
  await test(parts, connection);
  const shown = parts.pages.active;
  if (shown?.connectionId === connectionId && shown.loadError) await shown.load();
}

/** Tests the connection, and says what works or what helps. */
export async function test(parts: ConnectionParts, connection: Connection): Promise<void> {
  const { name } = connection;
  parts.tree.refreshConnection(connection.id);
  const error = await parts.prompts.progress(t('Testing the connection “{0}”…', name), async (signal) => {
    try {
      await (await parts.providers.of(connection.id)).test(signal);
      await parts.directory.list(connection.id);
      return undefined;
    } catch (failure) {
      return signal.aborted ? ('cancelled' as const) : errorData(failure);
    }
  });
  // What is said below is true of the address that was tested.
  if (error === 'cancelled' || hasChanged(parts, connection, t('Test the connection again.'))) return;
  if (error === undefined) {
    await tellWhatWorks(parts, connection);
    return;
  }
  parts.log.warn(`${connection.id}: test failed: ${error.code} ${error.status ?? ''} ${error.detail ?? ''}`.trimEnd());
  const special = errorNote(error, 'answer').actions.filter(
    ({ action }) => action === 'set-api-key' || action === 'edit-connection',
  );
  const offered = [...special.map(({ action }) => action), 'test-connection' as const, 'show-log' as const].map(
    noteAction,
  );
  const text = t('The connection “{0}” was saved but doesn’t work: {1}', name, whole(errorSentence(error)));
  const choice = await parts.prompts.tell('error', text, ...offered.map((action) => action.label));
  const chosen = offered.find((action) => action.label === choice);
  if (chosen) await vscode.commands.executeCommand(commandOf(chosen.action), { kind: 'connection', connection });
}

/** Tells that the connection works, which assistants it leads to, and which of them can’t be asked yet. */
async function tellWhatWorks({ directory, details, prompts }: ConnectionParts, connection: Connection): Promise<void> {
  const assistants = directory.known(connection.id).filter(({ former }) => !former);
  const missing = await missingDetails(details, connection, assistants);
  const found = t('Assistants: {0}', whole(listed(assistants.map(({ name }) => name))));
  const works = sentences(wordsOf(connection).works(connection), found);
  if (missing.length === 0) return void prompts.tell('info', works);
  const enter = t('Edit Required Details…');
  const text = sentences(works, t('Required details are missing for: {0}', whole(listed(missing))));
  const choice = await prompts.tell('warning', text, enter);
  if (choice === enter) await vscode.commands.executeCommand('expertAssistants.enterDetails');
}
