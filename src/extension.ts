import * as vscode from 'vscode';
import { AssistantDirectory } from './chat/directory.ts';
import { Providers } from './chat/providers.ts';
import { ChatSessions } from './chat/sessions.ts';
import { AnswerDocuments } from './host/answerDocuments.ts';
import { ApiKeys } from './host/apiKeys.ts';
import { AssistantsTree } from './host/assistantsTree.ts';
import { Attachments } from './host/attachments.ts';
import { receiveChatIntents } from './host/chatIntents.ts';
import { ChatViews } from './host/chatViews.ts';
import { registerCommands } from './host/commands.ts';
import { ContextChips } from './host/contextChips.ts';
import { Drafts } from './host/drafts.ts';
import { FileTexts } from './host/fileTexts.ts';
import { followConnections } from './host/followConnections.ts';
import { LastThread } from './host/lastThread.ts';
import { Ratings } from './host/ratings.ts';
import { RecentAssistants } from './host/recentAssistants.ts';
import { followSessions } from './host/sessionEffects.ts';
import { connectionSettings, currentTimeouts } from './host/settings.ts';
import { SourcesTree } from './host/sourcesTree.ts';
import { TextTarget } from './host/textTarget.ts';
import { LocalDetails } from './storage/localDetails.ts';
import { LocalRatings } from './storage/localRatings.ts';
import { LocalThreads } from './storage/localThreads.ts';
import { LocalTitles } from './storage/localTitles.ts';
import { LocalUserIds } from './storage/localUserIds.ts';
import { providerFor } from './vendors.ts';

/** Makes every object once and wires it. Asks nobody and reads no file: that waits for the first use. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, globalStorageUri: storage, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Expert Assistants', { log: true });
  const keys = new ApiKeys(context.secrets, log);
  const titles = new LocalTitles(vscode.Uri.joinPath(storage, 'titles.jsonl').fsPath);
  const details = new LocalDetails(vscode.Uri.joinPath(storage, 'details.jsonl').fsPath);
  const language = vscode.env.language.startsWith('de') ? 'de' : 'en';
  const vendors = {
    getKey: keys.get.bind(keys),
    threads: new LocalThreads(vscode.Uri.joinPath(storage, 'threads').fsPath),
    titles,
    details,
    userIds: new LocalUserIds(vscode.Uri.joinPath(storage, 'user.jsonl').fsPath),
    timeouts: currentTimeouts,
    log,
    language,
    readGuide: () => readText(vscode.Uri.joinPath(extensionUri, 'media', `guide.${language}.md`)),
  } as const;
  const providers = new Providers((connection) => providerFor(connection, vendors));
  providers.update(connectionSettings().connections);
  const directory = new AssistantDirectory(providers);
  const sessions = new ChatSessions((id) => providers.of(id), log);
  const tree = new AssistantsTree(providers, directory);
  const sources = new SourcesTree();
  const drafts = new Drafts(workspaceState);
  const chips = new ContextChips();
  const attachments = new Attachments(providers, log);
  const ratings = new Ratings(providers, new LocalRatings(vscode.Uri.joinPath(storage, 'ratings.jsonl').fsPath), log);
  const fileTexts = new FileTexts();
  const recent = new RecentAssistants(workspaceState);
  const last = new LastThread(workspaceState);
  const target = new TextTarget();
  const answers = new AnswerDocuments(target);
  const head = { providers, directory, recent, chips, attachments, ratings, target };
  const views = new ChatViews({ ...head, extensionUri, sessions, drafts, log });
  const parts = {
    providers,
    directory,
    sessions,
    titles,
    keys,
    drafts,
    chips,
    attachments,
    ratings,
    details,
    fileTexts,
    recent,
    last,
    target,
    tree,
    sources,
    views,
    answers,
    storage,
    log,
  };
  const treeView = vscode.window.createTreeView('expertAssistants.threads', { treeDataProvider: tree });
  const sourcesView = vscode.window.createTreeView('expertAssistants.sources', { treeDataProvider: sources });
  tree.attach(treeView);
  sources.attach(sourcesView);

  context.subscriptions.push(
    // First, so that every command answers whatever else fails.
    registerCommands(parts),
    log,
    keys,
    directory,
    sessions,
    tree,
    sources,
    chips,
    attachments,
    ratings,
    fileTexts,
    target,
    answers,
    views,
    treeView,
    sourcesView,
    vscode.window.registerWebviewViewProvider('expertAssistants.chat', views),
    receiveChatIntents(parts),
    followSessions(parts),
    last.follow(parts),
    followConnections(parts),
  );
}

async function readText(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
