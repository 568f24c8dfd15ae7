import * as vscode from 'vscode';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { ChatError, errorData } from '../../chat/model/errors.ts';
import type { AttachedFile, Thread } from '../../chat/model/model.ts';
import { maximumTitleLength } from '../../chat/model/questionText.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { ThreadCache, ThreadTitles } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { pickAssistant } from '../connections/pickAssistant.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';
import { threadFrom } from '../platform/threadArgument.ts';
import { wordsOf } from '../platform/vendorWords.ts';
import { listed, paragraphs, type Sentence, t, whole } from '../platform/words.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import { threadFor } from './commandThread.ts';
import { deleteFiles, filesOf } from './threadFiles.ts';
import type { AssistantNode } from './treeNodes.ts';

interface Needed {
  readonly titles: ThreadTitles;
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly cache: ThreadCache;
  readonly tree: AssistantsTree;
  readonly views: ChatPort;
  readonly recent: RecentAssistants;
  readonly attachments: Attachments;
  readonly prompts: Prompts;
  readonly localData: LocalData;
}

export async function newThread(parts: Needed, argument: unknown): Promise<void> {
  const node = argument as Partial<AssistantNode> | undefined;
  const shown = parts.pages.active;
  if (node?.kind === 'assistant' && node.connection && node.assistant) {
    parts.pages.start(node.connection.id, node.assistant);
  } else if (shown && argument === undefined && shown.transcript.messages.length > 0) {
    // From the conversation's own title bar: once more with the same assistant.
    parts.pages.start(shown.connectionId, parts.directory.current(shown.connectionId, shown.assistant));
  } else {
    const picked = await pickAssistant(parts, t('Select an assistant for the new conversation'));
    if (!picked || picked === 'current') return;
    parts.pages.start(picked.connectionId, picked.assistant);
  }
  await parts.views.focus('input');
}

export async function renameThread(parts: Needed, argument: unknown): Promise<void> {
  const thread = await threadFor(parts, argument);
  if (!thread) return;
  const title = await parts.prompts.input({
    title: t('Rename Conversation'),
    prompt: t('The title is stored on this computer. The service keeps its own title.'),
    value: thread.title,
    problem: (text) => ([...text.trim()].length > maximumTitleLength ? t('The title is too long.') : undefined),
  });
  if (title === undefined || title.trim() === '' || !parts.providers.connection(thread.connectionId)) return;
  await parts.titles.put(thread, title.trim());
  parts.sessions.find(thread)?.rename(title.trim());
  parts.tree.refreshThreads(thread.connectionId, thread.assistantId);
}

export async function deleteThread(parts: Needed, argument: unknown): Promise<void> {
  const thread = await threadFor(parts, argument);
  if (!thread) return;
  // Deleted where it was when the person was asked, whatever its connection has become.
  const provider = await parts.providers.of(thread.connectionId);
  const connection = parts.providers.connection(thread.connectionId);
  if (!connection) throw new ChatError('connection-missing', { processed: 'no' });
  const attached = await filesOf(parts, thread);
  const names = listed(attached.files.map(nameOf));
  const remove = t('Delete');
  const message = t('Delete the conversation “{0}”?', thread.title);
  const detail = deletionDetail(connection, thread, names, attached.mayBeUnread);
  const choice = await parts.prompts.confirm(
    { message, detail },
    remove,
    ...(names === '' ? [] : [t('Delete Conversation Only')]),
  );
  if (choice === undefined) return;
  parts.sessions.find(thread)?.stop();
  await provider.deleteThread(thread, AbortSignal.timeout(60_000));
  const left = choice === remove ? deleteFiles(attached) : [];
  parts.sessions.close((session) => isOf(thread, session));
  await parts.localData.forgetThread(thread);
  parts.tree.refreshThreads(thread.connectionId, thread.assistantId);
  const [failed] = await left;
  if (failed) await tellFileLeft(parts, ...failed);
}

function nameOf({ name, fileId }: AttachedFile): string {
  return name || fileId;
}

async function tellFileLeft({ prompts }: Needed, file: AttachedFile, error: unknown): Promise<void> {
  const manage = t('Manage Uploaded Files…');
  const why = errorSentence(errorData(error));
  const choice = await prompts.tell(
    'error',
    t('The conversation was deleted, but its file “{0}” wasn’t. {1}', nameOf(file), whole(why)),
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand('expertAssistants.manageFiles');
}

/** What deleting means, which is not the same everywhere. */
function deletionDetail(connection: Connection, thread: Thread, files: Sentence, mayBeUnread: boolean): Sentence {
  const means = wordsOf(connection).whatDeletingAConversationMeans(connection);
  const others = t('This conversation belongs to another user of this API key.');
  const conversation = thread.isOthers ? paragraphs(others, means) : means;
  const unread = t(
    'The start of this conversation couldn’t be loaded. If a file was attached there, it stays on the service.',
  );
  if (mayBeUnread) return paragraphs(conversation, unread);
  if (files === '') return conversation;
  const together = t(
    'The attached file will be deleted, too: {0}. To keep it, select “Delete Conversation Only”.',
    whole(files),
  );
  return paragraphs(conversation, together);
}

function isOf(thread: Thread, session: { connectionId: string; thread: Thread | undefined }): boolean {
  return session.connectionId === thread.connectionId && session.thread?.id === thread.id;
}

export async function openThread(
  parts: { readonly sessions: SessionRegistry; readonly pages: Pages; readonly views: ChatPort },
  argument: unknown,
): Promise<void> {
  const node = threadFrom(argument);
  if (!node) {
    await vscode.commands.executeCommand('expertAssistants.filterThreads');
    return;
  }
  parts.pages.show(node.thread, node.parent.assistant);
  // The focus stays in the list, as it does when one looks through files.
  await parts.views.show();
}
