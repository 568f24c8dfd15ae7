import { addressOf, type Connection, isSafeBaseUrl } from '../../chat/model/connection.ts';
import { vendors } from '../../chat/model/vendors.ts';
import { errorSentence } from '../platform/errorText.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { textStep } from '../platform/wizard.ts';
import { listed, t, whole } from '../platform/words.ts';
import { type BoundKey, isKeyShaped } from './apiKeys.ts';
import { type ConnectionParts, connectionFrom } from './connectionFrom.ts';
import { finish, test } from './connectionTest.ts';
import { askForConnection, type ConnectionDraft, keyStep } from './connectionWizard.ts';
import { dropTypedLicenses, licenseOf } from './licenses.ts';
import { hasChanged } from './settings/connectionChanges.ts';
import { withFields } from './settings/connectionEntries.ts';
import { connectionSettings, rawConnections, saveConnections } from './settings/connectionSettings.ts';
import { demoEntry, fieldsOf } from './vendorForms.ts';

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

/**
 * Adds a connection from a vendor's cURL command or from lines of an `.env` file. The clipboard is not read by itself.
 */
export async function addConnectionFromCurl(parts: ConnectionParts): Promise<void> {
  const title = t('Add Connection');
  const { connectionText } = await import('../../chat/text/curl/connectionText.ts');
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
  if (connection) await askForKeys(parts, [connection]);
}

/** Asks for the key of each connection in turn, until the person gives up, and then tests those with a key. */
export async function askForKeys(parts: ConnectionParts, connections: readonly Connection[]): Promise<void> {
  const entered: { readonly id: string; readonly key: BoundKey | undefined }[] = [];
  for (const connection of connections) {
    const address = addressOf(connection);
    if (address === undefined) continue;
    const title = t('API Key for {0}', connection.name);
    const result = await keyStep(parts, { title, step: 1 }, { ...connection, address }, false);
    if (typeof result === 'string') break;
    entered.push({ id: connection.id, key: result.value });
  }
  // Each may say something that waits to be closed: none of them waits for that.
  await Promise.all(entered.map(({ id, key }) => finish(parts, id, key)));
}

export async function clearApiKeys(parts: ConnectionParts): Promise<void> {
  const clear = t('Delete');
  const message = t('Delete all API keys of this extension from this computer?');
  const choice = await parts.prompts.confirm({ message }, clear);
  if (choice !== clear) return;
  const { deleted, remaining: left } = await parts.keys.clearAll();
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
