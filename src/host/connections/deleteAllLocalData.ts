import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import type { Prompts } from '../platform/prompts.ts';
import { whatStaysElsewhere } from '../platform/vendorWords.ts';
import { bullet, lines, listed, paragraphs, t, whole } from '../platform/words.ts';
import type { ApiKeys } from './apiKeys.ts';
import { rawConnections, saveConnections } from './settings/connectionSettings.ts';

interface Needed {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly keys: ApiKeys;
  readonly ratings: { forget(connectionId?: string): void };
  readonly tree: ConversationList;
  readonly views: ChatPort;
  readonly localData: LocalData;
  readonly prompts: Prompts;
}

/** Deletes everything this extension keeps on this computer but the settings, after saying what that is. */
export async function deleteAllLocalData(parts: Needed): Promise<void> {
  const { prompts } = parts;
  const names = (await withConversations(parts)).map(({ name }) => t('“{0}”', name));
  const list = [
    t('all API keys'),
    t('drafts and unanswered questions in all workspaces'),
    t('conversation titles you gave, and conversation folders'),
    t('ratings, required details (for example, licenses), and the random ID for files'),
    t('the conversation and assistants used last in each workspace'),
    t('offline copies of conversations, and conversations in the margin'),
    names.length === 0
      ? t('conversations stored only on this computer, including those of removed connections')
      : t(
          'conversations stored only on this computer, including those of removed connections: {0}',
          whole(listed(names)),
        ),
  ];
  const remove = t('Delete Everything');
  const message = t('Delete all local data of Expert Assistants?');
  const detail = paragraphs(lines(...list.map((line) => bullet(line))), whatStaysElsewhere());
  const removeAlso = t('Delete Everything and Remove Connections');
  const hasConnections = rawConnections().length > 0;
  const choice = await prompts.confirm({ message, detail }, remove, ...(hasConnections ? [removeAlso] : []));
  if (choice === undefined) return;
  parts.sessions.close(() => true);
  // Whatever becomes of the keys, and however long it takes, the rest goes.
  const clearing = parts.keys.clearAll().catch(() => undefined);
  // First: one that is on its way must not be written behind what follows.
  parts.ratings.forget();
  await parts.localData.clear();
  parts.providers.forget();
  if (choice === removeAlso) await saveConnections([]);
  // With a key that is still there lists would be read again.
  const keys = await clearing;
  parts.tree.refresh();
  if (parts.views.visible) void parts.directory.readAll();
  if (keys?.remaining === 0) void prompts.tell('info', t('All local data was deleted.'));
  else
    void prompts.tell('warning', t('All local data was deleted, except API keys: the secret storage didn’t respond.'));
}

/** Connections whose conversations are nowhere else, as far as there are any; what cannot be read may hold some. */
async function withConversations({ providers, localData }: Needed): Promise<readonly Connection[]> {
  const local = providers.connections.filter((connection) => !factsOf(connection).keepsThreads);
  const holds = await Promise.all(local.map(({ id }) => localData.hasThreads(id).catch(() => true)));
  return local.filter((_, index) => holds[index]);
}
