import * as vscode from 'vscode';
import { exportThread as exportMarkdown } from '../chat/exportThread.ts';
import type { Message, Thread } from '../chat/model.ts';
import { maximumTitleLength } from '../chat/question.ts';
import type { Labels } from '../protocol.ts';
import { openUntitled } from './answerDocuments.ts';
import { pickAssistant } from './assistantPick.ts';
import type { AssistantNode } from './assistantsTree.ts';
import { forgetThread } from './forget.ts';
import { labels } from './labels.ts';
import type { Parts } from './parts.ts';
import { sayNoThread, threadFor, threadFrom } from './threadArgument.ts';
import { filterThreads } from './threadSearch.ts';

const t = vscode.l10n.t;

type Needed = Pick<
  Parts,
  | 'providers'
  | 'directory'
  | 'sessions'
  | 'titles'
  | 'draftStore'
  | 'ratingStore'
  | 'outbox'
  | 'cache'
  | 'folders'
  | 'tree'
  | 'views'
  | 'recent'
  | 'chips'
  | 'target'
>;

export async function newThread(parts: Needed, argument: unknown): Promise<void> {
  const node = argument as Partial<AssistantNode> | undefined;
  const shown = parts.sessions.shown;
  if (node?.kind === 'assistant' && node.connection && node.assistant) {
    parts.sessions.start(node.connection.id, node.assistant);
  } else if (shown && argument === undefined && shown.transcript.messages.length > 0) {
    // From the conversation's own title bar: once more with the same assistant.
    parts.sessions.start(shown.connectionId, shown.assistant);
  } else {
    const picked = await pickAssistant(parts, t('With whom do you want a new conversation?'));
    if (!picked || picked === 'current') return;
    parts.sessions.start(picked.connectionId, picked.assistant);
  }
  await parts.views.focus('input');
}

export async function openThread(parts: Needed, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  if (!node) {
    await filterThreads(parts);
    return;
  }
  parts.sessions.show(node.thread, node.parent.assistant);
  // The focus stays in the list, as it does when one looks through files.
  await parts.views.show();
}

export async function renameThread(parts: Needed, argument: unknown): Promise<void> {
  const thread = threadFor(parts, argument);
  if (!thread) return void sayNoThread();
  const title = await vscode.window.showInputBox({
    title: t('Rename Conversation'),
    prompt: t('The title is kept on this computer; the service keeps its own.'),
    value: thread.title,
    validateInput: (text) => ([...text.trim()].length > maximumTitleLength ? t('The title is too long.') : undefined),
  });
  if (title === undefined || title.trim() === '') return;
  await parts.titles.put(thread, title.trim());
  parts.sessions.find(thread)?.rename(title.trim());
  parts.tree.refreshThreads(thread.connectionId, thread.assistantId);
}

export async function deleteThread(parts: Needed, argument: unknown): Promise<void> {
  const thread = threadFor(parts, argument);
  if (!thread) return void sayNoThread();
  const remove = t('Delete');
  const choice = await vscode.window.showWarningMessage(
    t('Delete the conversation “{0}”?', thread.title),
    { modal: true, detail: deletionDetail(parts, thread) },
    remove,
  );
  if (choice !== remove) return;
  parts.sessions.find(thread)?.stop();
  await parts.providers.of(thread.connectionId).deleteThread(thread, AbortSignal.timeout(60_000));
  parts.sessions.close((session) => isOf(thread, session));
  await forgetThread(parts, thread);
  parts.tree.refreshThreads(thread.connectionId, thread.assistantId);
}

/** What deleting means, which is not the same everywhere. */
function deletionDetail({ providers }: Needed, thread: Thread): string {
  switch (providers.connection(thread.connectionId)?.provider) {
    case 'haufe':
      return t('It is deleted at Haufe too. This cannot be undone.');
    case 'copilotBuilder':
      return t('It is deleted from this computer; what CopilotBuilder has stored stays there. This cannot be undone.');
    default:
      return t('It is deleted from this computer. This cannot be undone.');
  }
}

function isOf(thread: Thread, session: { connectionId: string; thread: Thread | undefined }): boolean {
  return session.connectionId === thread.connectionId && session.thread?.id === thread.id;
}

/** Opens the shown conversation as a Markdown document, with its sources. */
export async function exportThread(parts: Needed, argument: unknown): Promise<void> {
  const node = threadFrom(argument);
  const thread = node?.thread ?? parts.sessions.shown?.thread;
  if (!thread) return void sayNoThread();
  const open = parts.sessions.find(thread);
  const shown = open && !open.transcript.hasOlder && !open.loading ? open.transcript.messages : undefined;
  const messages = shown ?? (await readMessages(parts, thread));
  const assistant = await parts.directory.find(thread.connectionId, thread.assistantId);
  const words = labels();
  const isDemo = parts.providers.connection(thread.connectionId)?.provider === 'demo';
  const states: Partial<Record<Message['state'], string>> = {
    stopped: words.stateStopped,
    interrupted: words.stateInterrupted,
    failed: words.stateFailed,
    empty: words.stateEmpty,
    unknown: words.stateUnknown,
  };
  await openUntitled(
    exportMarkdown(isDemo ? messages.map(withoutOther) : messages, {
      title: thread.title,
      assistant: assistant.name,
      connection: parts.providers.connection(thread.connectionId)?.label ?? thread.connectionId,
      you: words.you,
      sources: words.sources,
      details: t('Appendix: further data of the service'),
      detailsAre: t('Sent with the answers; for your records and for questions to the service.'),
      notices: (message) => noticesOf(message, words),
      aiNotice: isDemo
        ? t('Answers in this document were found in the guide of Expert Assistants.')
        : t('Answers in this document were written by an AI assistant.'),
      state: (message) => states[message.state] ?? '',
      time: (iso) => new Date(iso).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }),
    }),
    'markdown',
  );
}

/** The demo's metadata are made up. */
function withoutOther({ details: { other: _, ...details } = {}, ...message }: Message): Message {
  return { ...message, details };
}

function noticesOf({ details }: Message, { legalAdvice, toolCalls }: Labels): readonly string[] {
  const tools = details?.toolCalls ?? [];
  return [
    ...(details?.legalAdvice === true ? [legalAdvice] : []),
    ...(tools.length > 0 ? [toolCalls.replace('{0}', tools.join(', '))] : []),
  ];
}

async function readMessages({ providers }: Needed, thread: Thread): Promise<readonly Message[]> {
  const provider = providers.of(thread.connectionId);
  const signal = AbortSignal.timeout(120_000);
  let messages: readonly Message[] = [];
  let cursor: string | undefined;
  do {
    const page = await provider.listMessages(thread, cursor, signal);
    messages = [...page.items, ...messages];
    cursor = page.cursor;
  } while (cursor !== undefined);
  return messages;
}
