import * as vscode from 'vscode';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import { maximumTitleLength } from '../../chat/model/questionText.ts';
import type { LocalData } from '../../chat/ports/storage.ts';
import type { ThreadCache, ThreadTitles } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { pickAssistant } from '../connections/pickAssistant.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';
import { threadFrom } from '../platform/threadArgument.ts';
import { t } from '../platform/words.ts';
import type { AssistantsTree } from './assistantsTree.ts';
import { threadFor } from './commandThread.ts';
import { deleteConversation } from './deleteThread.ts';
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
    // It may have to read the list first: the keyboard does not wait for that, and is not taken away later.
    await Promise.all([parts.views.focus('input'), parts.tree.unfold(node as AssistantNode)]);
    return;
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
  const manageFiles = () => vscode.commands.executeCommand('expertAssistants.manageFiles');
  if (thread) await deleteConversation({ ...parts, manageFiles }, thread);
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
