import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { addressOf, type Connection, isSafeBaseUrl } from '../../chat/model/connection.ts';
import { errorData } from '../../chat/model/errors.ts';
import { vendors } from '../../chat/model/vendors.ts';
import type { LocalData, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { commandOf, noteAction } from '../platform/errors/noteActions.ts';
import { errorNote, errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { textStep } from '../platform/wizard.ts';
import { asLabel, label, listed, type Sentence, sentences, t, whole } from '../platform/words.ts';
import { type ApiKeys, type BoundKey, isKeyShaped } from './apiKeys.ts';
import { askForConnection, type ConnectionDraft, keyStep } from './connectionWizard.ts';
import { dropTypedLicenses, licenseOf, missingDetails } from './licenses.ts';
import { offerConnection } from './pickAssistant.ts';
import { hasChanged, tellChanged, tellRemoved } from './settings/connectionChanges.ts';
import { leadsElsewhere, withFields } from './settings/connectionEntries.ts';
import { connectionSettings, rawConnections, saveConnections } from './settings/connectionSettings.ts';
import { demoEntry, fieldsOf } from './vendorForms.ts';

export interface ConnectionParts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly keys: ApiKeys;
  readonly ratings: { forget(connectionId?: string): void };
  readonly tree: ConversationList;
  readonly views: ChatPort;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly localData: LocalData;
  readonly details: RequestDetailsStore;
}

export async function addConnection(parts: ConnectionParts): Promise<void> {
  const draft = await askForConnection(parts, t('Add Connection'));
  if (draft) await add(parts, draft);
}

async function add(parts: ConnectionParts, draft: ConnectionDraft): Promise<void> {
  if (!draft.provider || draft.name === undefined) return;
  const entry = { id: freeId(draft.name), ...entryOf(draft) };
  await saveConnections([...rawConnections(), entry]);
  await finish(parts, entry.id, draft.key);
}

/** From what a vendor hands out: a cURL command or lines of an `.env` file. The clipboard is not read by itself. */
export async function addConnectionFromCurl(parts: ConnectionParts): Promise<void> {
  const title = t('Add Connection');
  const { connectionText } = await import('../../chat/text/connectionText.ts');
  const pasted = await textStep(
    parts,
    { title, step: 1 },
    {
      prompt: t('Paste a cURL command or .env lines. The text is hidden because it can contain an API key.'),
      password: true,
      problem: (text) =>
        connectionText(text) ? undefined : t('This isn’t a cURL command or .env line of Haufe or CopilotBuilder.'),
    },
  );
  const read = typeof pasted === 'string' ? undefined : connectionText(pasted.value);
  if (!read) return;
  const { provider, key, baseUrl, deploymentId, license, userId } = read;
  const usual = vendors[provider].defaultBaseUrl;
  const address = baseUrl ?? usual;
  if (!isSafeBaseUrl(address)) {
    return void parts.prompts.tell('error', errorSentence({ code: 'insecure-url' }));
  }
  if (new URL(address).origin !== new URL(usual).origin) {
    const use = t('Use This Address');
    const message = t('Connect to {0}?', address);
    const detail = t(
      'This isn’t the usual address of the service ({0}). Your API key and questions will be sent there.',
      usual,
    );
    if ((await parts.prompts.confirm({ message, detail }, use)) !== use) return;
  }
  const given = Object.entries({ deploymentId, license, userId }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  const draft = await askForConnection(parts, title, undefined, {
    provider,
    ...(address !== usual && { baseUrl: address }),
    fields: Object.fromEntries(given),
    ...(key !== undefined && isKeyShaped(key) && { key: { origin: new URL(address).origin, key } }),
  });
  if (draft) await add(parts, draft);
}

export async function editConnection(parts: ConnectionParts, argument: unknown): Promise<void> {
  const connection = await connectionFrom(parts, argument, t('Select a connection to edit'));
  if (!connection) return;
  const draft = await askForConnection(parts, t('Edit Connection'), connection);
  if (!draft || hasChanged(parts, connection, t('Nothing was saved or sent.'))) return;
  await saveConnections(withFields(rawConnections(), connection.id, entryOf(draft)));
  await dropOtherLicenses(parts, connection);
  await finish(parts, connection.id, draft.key);
}

/** A license that was changed is the one that is wanted: those that were entered for single assistants go. */
async function dropOtherLicenses({ details, directory, prompts }: ConnectionParts, before: Connection): Promise<void> {
  const now = connectionSettings().connections.find(({ id }) => id === before.id);
  if (!now || licenseOf(now) === licenseOf(before)) return;
  const dropped = await dropTypedLicenses(details, before.id, directory.known(before.id));
  if (dropped.length === 0) return;
  const names = whole(listed(dropped));
  void prompts.tell('info', t('The licenses entered for these assistants were deleted: {0}', names));
}

export async function removeConnection(parts: ConnectionParts, argument: unknown): Promise<void> {
  const connection = await connectionFrom(parts, argument, t('Select a connection to remove'));
  if (!connection) return;
  const remove = t('Remove');
  const message = t('Remove the connection “{0}”?', connection.name);
  const choice = await parts.prompts.confirm(
    { message, detail: wordsOf(connection).whatRemovingDeletes(connection) },
    remove,
  );
  if (choice !== remove || hasChanged(parts, connection, t('Nothing was removed.'))) return;
  const clearing = parts.keys.clear(connection.id);
  // Whatever still runs must not write anything down behind what follows.
  parts.sessions.close(({ connectionId }) => connectionId === connection.id);
  await saveConnections(rawConnections().filter((entry) => !hasId(entry, connection.id)));
  parts.ratings.forget(connection.id);
  await parts.localData.forgetConnection(connection.id);
  if (!(await clearing)) tellKeysLeft(parts, 1);
}

export async function setApiKey(parts: ConnectionParts, argument: unknown): Promise<void> {
  const connection = await connectionFrom(
    parts,
    argument,
    t('Select a connection'),
    (each) => addressOf(each) !== undefined,
  );
  if (connection) await askForKey(parts, connection);
}

/** Asks for the key of `connection` and tests it with that. False when the person gave up. */
export async function askForKey(parts: ConnectionParts, connection: Connection): Promise<boolean> {
  const address = addressOf(connection);
  if (address === undefined) return true;
  const title = t('API Key for {0}', connection.name);
  const result = await keyStep(parts, { title, step: 1 }, address, false);
  if (typeof result === 'string') return false;
  await finish(parts, connection.id, result.value);
  return true;
}

export async function clearApiKeys(parts: ConnectionParts): Promise<void> {
  const clear = t('Delete');
  const message = t('Delete all API keys of this extension from this computer?');
  const choice = await parts.prompts.confirm({ message }, clear);
  if (choice !== clear) return;
  const { deleted, left } = await parts.keys.clearAll();
  parts.tree.refresh();
  if (left > 0) tellKeysLeft(parts, left);
  else void parts.prompts.tell('info', t('API keys deleted: {0}', deleted));
}

function tellKeysLeft({ prompts }: ConnectionParts, count: number): void {
  void prompts.tell('warning', t('The secret storage didn’t respond. API keys that may still be stored: {0}', count));
}

export async function testConnection(parts: ConnectionParts, argument: unknown): Promise<void> {
  const connection = await connectionFrom(parts, argument, t('Select a connection to test'));
  if (connection && !hasChanged(parts, connection, t('Nothing was sent.'))) await test(parts, connection);
}

/** Adds the demo where there is none, and opens a conversation with its first assistant. */
export async function tryDemo(parts: ConnectionParts): Promise<void> {
  const known = connectionSettings().connections.find((connection) => connection.provider === demoEntry.provider);
  const id = known?.id ?? freeId(demoEntry.name);
  parts.tree.expand(id);
  if (!known) await saveConnections([...rawConnections(), { id, ...demoEntry }]);
  parts.providers.update(connectionSettings().connections);
  const [assistant] = await parts.directory.list(id);
  if (!assistant) return;
  parts.pages.start(id, assistant);
  await parts.views.focus('input');
}

/** Stores the key for the address that was shown, and says whether the connection works; both only while it is that address. */
async function finish(parts: ConnectionParts, connectionId: string, entered: BoundKey | undefined): Promise<void> {
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

async function test(parts: ConnectionParts, connection: Connection): Promise<void> {
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

/** That the connection works, whom it leads to, and who of them can’t be asked yet. */
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

/** The connection that a tree node or nothing stands for; asks when there are several. Arguments are not trusted. */
export async function connectionFrom(
  { providers, prompts }: ConnectionParts,
  argument: unknown,
  placeholder: Sentence,
  fits: (connection: Connection) => boolean = () => true,
): Promise<Connection | undefined> {
  const id = (argument as { connection?: { id?: unknown } } | undefined)?.connection?.id;
  const named = typeof id === 'string' ? providers.connection(id) : undefined;
  if (named) return named;
  if (id !== undefined) {
    // Never another one in its place: a key would be entered for the wrong service.
    tellRemoved({ prompts });
    return undefined;
  }
  const candidates = providers.connections.filter(fits);
  if (candidates.length === 0) {
    await offerConnection({ prompts }, providers.connections.length > 0);
    return undefined;
  }
  if (candidates.length === 1) return candidates[0];
  const items = candidates.map((connection) => ({
    label: label(connection.name),
    description: asLabel(wordsOf(connection).name()),
    connection,
  }));
  // It stays where VS Code gives the focus back to the page behind it, or a key is fetched from another window.
  const options = { placeholder, ignoreFocusOut: true };
  return (await prompts.pick(items, options))?.connection;
}

/** The setting's entry: fields left empty are left out. */
function entryOf({ key: _, fields = {}, ...draft }: ConnectionDraft): Readonly<Record<string, string | undefined>> {
  const own = fieldsOf(draft.provider).flatMap(({ name }) => (name in fields ? [[name, fields[name]] as const] : []));
  return Object.fromEntries(
    [...Object.entries(draft), ...own].map(([name, value]) => [name, value === '' ? undefined : value]),
  );
}

function hasId(entry: unknown, id: string): entry is object {
  return typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === id;
}

/** A slug of the name that no entry uses yet. */
function freeId(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const stem = slug === '' ? 'connection' : slug;
  const used = (id: string) => rawConnections().some((entry) => hasId(entry, id));
  let id = stem;
  for (let count = 2; used(id); count++) id = `${stem}-${count}`;
  return id;
}
