import * as vscode from 'vscode';
import type { Connection } from '../../chat/model/connection.ts';
import type { ErrorCode, ErrorData } from '../../chat/model/errorData.ts';
import type { Assistant } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { ConnectionProblem } from '../connections/settings/connectionSchema.ts';
import { commandOf } from '../platform/errors/noteActions.ts';
import { errorSentence, firstAction } from '../platform/errorText.ts';
import { localTitle, othersConversation } from '../platform/format.ts';
import { setTooltip } from '../platform/prompts.ts';
import { unknownProvider, wordsOf } from '../platform/vendorWords.ts';
import { language, lines, listed, plain, plainLines, type Sentence, t, whole } from '../platform/words.ts';
import type { AssistantNode, FolderNode, ThreadNode } from './treeNodes.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function connectionItem(connection: Connection, expanded: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(connection.name), expanded ? Expanded : Collapsed);
  const words = wordsOf(connection);
  const provider = words.name();
  if (provider !== connection.name) item.description = provider;
  item.id = connection.id;
  item.contextValue = `connection.${connection.provider}`;
  item.iconPath = new vscode.ThemeIcon(words.icon);
  setTooltip(item, words.tooltip(connection));
  return named(item);
}

/** A screen reader says what the row shows, its label first; without a name of its own it would read the tooltip instead. */
function named(item: vscode.TreeItem): vscode.TreeItem {
  const shown = [item.label, item.description].filter((part) => typeof part === 'string' && part !== '');
  item.accessibilityInformation = { label: shown.join(', ') };
  return item;
}

export function assistantItem({ connection, assistant }: AssistantNode): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(assistant.name), Collapsed);
  item.id = `${connection.id}/${assistant.id}`;
  item.contextValue = assistant.former ? 'assistant.former' : 'assistant';
  if (assistant.former) item.description = t('previous deployment');
  item.iconPath = new vscode.ThemeIcon('comment-discussion');
  const license = factsOf(connection).license(connection, assistant.id);
  setTooltip(item, lines(assistantTooltip(assistant), license !== undefined && licenseLine(license)));
  if (!assistant.former)
    item.command = {
      command: 'expertAssistants.newThread',
      title: t('New Conversation'),
      arguments: [{ kind: 'assistant', connection, assistant }],
    };
  return named(item);
}

/**
 * Returns the line about the connection's license. The assistant's own license goes before it: its question tells that.
 */
function licenseLine(license: string): Sentence {
  return t('License of the connection: {0}', license);
}

/** Returns the tooltip of an assistant: who it is and what it rests on, as far as its vendor tells. */
function assistantTooltip({ name, description, models = [], ownData, former }: Assistant): Sentence {
  const data = {
    also: t('Also answers from your organization’s documents.'),
    only: t('Answers only from your organization’s documents.'),
    none: t('Doesn’t use your organization’s documents.'),
  };
  const facts = [
    former && t('The connection now uses a different deployment. These conversations are read-only.'),
    models.length === 0 ? undefined : t('Language models: {0}', whole(listed(models))),
    ownData && data[ownData],
  ];
  return lines(plain(name), plainLines(description ?? '', 1_000), ...facts);
}

export function folderItem({ parent, folder }: FolderNode, expanded: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(folder.name), expanded ? Expanded : Collapsed);
  item.id = `${parent.connection.id}/${parent.assistant.id}/folder/${folder.id}`;
  item.contextValue = 'folder';
  item.iconPath = vscode.ThemeIcon.Folder;
  setTooltip(item, lines(plain(folder.name), t('Folders are stored on this computer for this workspace only.')));
  return named(item);
}

/** Returns the row of a conversation; `running`: an answer is on its way there. */
export function threadItem(node: ThreadNode, running: boolean): vscode.TreeItem {
  const { thread, parent } = node;
  const item = new vscode.TreeItem(plain(oneLine(thread.title)) || t('Untitled'), None);
  item.id = `${thread.connectionId}/${thread.assistantId}/${thread.id}`;
  item.contextValue = running ? 'thread.running' : 'thread';
  item.iconPath = new vscode.ThemeIcon(running ? 'loading~spin' : 'comment');
  const when = thread.updatedAt ?? thread.createdAt;
  if (running) item.description = t('Answering…');
  else if (when !== undefined) item.description = day(when);
  if (thread.isOthers) {
    item.iconPath = new vscode.ThemeIcon(running ? 'loading~spin' : 'person');
    item.description = [t('Another user'), item.description].filter(Boolean).join(' · ');
  }
  const local = lines(thread.isTitleLocal && localTitle(), thread.isOthers && othersConversation());
  setTooltip(item, lines(plain(thread.title), local, plain(parent.assistant.name), when && plain(moment(when))));
  item.command = { command: 'expertAssistants.openThread', title: t('Open Conversation'), arguments: [node] };
  return named(item);
}

export function problemItem(problem: ConnectionProblem): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(problem.name), None);
  item.description = problemText(problem);
  setTooltip(item, t('{0}: {1}', problem.name, whole(problemText(problem))));
  item.contextValue = 'problem';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.command = {
    command: 'workbench.action.openSettings',
    title: t('Open Settings'),
    arguments: ['expertAssistants.connections'],
  };
  return named(item);
}

/** Returns what is wrong with an entry of the `connections` setting, and what would be right. */
function problemText({ reason, field }: ConnectionProblem): Sentence {
  switch (reason) {
    case 'not-a-list':
      return t('The setting must be a list of connections.');
    case 'provider':
      return unknownProvider();
    case 'id':
      return t('The ID can contain only lowercase letters, digits, and hyphens.');
    case 'duplicate':
      return t('Another connection has the same ID.');
    case 'address':
      return t('“baseUrl” must start with https. http is allowed only for this computer.');
    case 'shape':
      return field ? t('“{0}” is missing or invalid.', field) : t('This entry isn’t a connection.');
    default:
      return reason satisfies never;
  }
}

export function failureItem(error: ErrorData, connection: Connection): vscode.TreeItem {
  const item = new vscode.TreeItem(shortly(error.code), None);
  // A narrow view cuts it off; the tooltip, which is also what is read aloud, has it whole.
  item.description = errorSentence(error);
  setTooltip(item, errorSentence(error));
  item.contextValue = 'failure';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const action = firstAction(error);
  // The test tries again, and says with its buttons what helps.
  const command = action === undefined || action === 'retry' ? 'test-connection' : action;
  item.command = { command: commandOf(command), title: '', arguments: [{ kind: 'connection', connection }] };
  return named(item);
}

/** Returns an error in so few words that a narrow view shows them. */
function shortly(code: ErrorCode): string {
  switch (code) {
    case 'key-missing':
      return t('No API key');
    case 'key-other-origin':
      return t('API key required');
    case 'key-rejected':
      return t('API key rejected');
    case 'forbidden':
      return t('Access denied');
    case 'secrets-unavailable':
      return t('Secret storage unavailable');
    default:
      return notReached.has(code) ? t('Unreachable') : t('Couldn’t load');
  }
}

const notReached: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'host-not-found',
  'refused',
  'tls',
  'proxy',
  'network',
  'timeout-headers',
  'timeout-idle',
  'timeout-total',
  'paused',
]);

export function moreItem({ parent }: { readonly parent: AssistantNode }): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Older Conversations…'), None);
  item.contextValue = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'expertAssistants.moreThreads', title: t('Older Conversations…'), arguments: [parent] };
  return item;
}

export function hintItem(text: string): vscode.TreeItem {
  const item = new vscode.TreeItem('', None);
  item.description = text;
  item.contextValue = 'hint';
  return item;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function moment(iso: string): string {
  return new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

function day(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const today = new Date().toDateString() === date.toDateString();
  return date.toLocaleString(language(), today ? { timeStyle: 'short' } : { dateStyle: 'short' });
}
