import './host/platform/translated.ts';
import * as vscode from 'vscode';
import { AssistantDirectory } from './chat/catalog/assistantDirectory.ts';
import { Providers } from './chat/catalog/providerRegistry.ts';
import { RecentAssistants } from './chat/catalog/recentAssistants.ts';
import { storageConsent } from './chat/catalog/storageConsent.ts';
import { titledReadings } from './chat/catalog/titledProvider.ts';
import { AttachedContext } from './chat/composer/attachedContext.ts';
import { Attachments } from './chat/composer/attachments.ts';
import { Composers } from './chat/composer/composer.ts';
import { Drafts } from './chat/composer/drafts.ts';
import { FollowUpQueue } from './chat/composer/followUpQueue.ts';
import { QuestionEdits } from './chat/composer/questionEdits.ts';
import type { Quota } from './chat/model/model.ts';
import { factsOf } from './chat/model/vendors.ts';
import { followOpenConversation } from './chat/session/followOpenConversation.ts';
import { Pages } from './chat/session/pages.ts';
import { SessionRegistry } from './chat/session/sessionRegistry.ts';
import { UnseenAnswers } from './chat/session/unseenAnswers.ts';
import { answerCommands } from './host/answers/feature.ts';
import { Ratings } from './host/answers/ratings.ts';
import { SourcesTree } from './host/answers/sourcesTree.ts';
import { asking } from './host/asking/feature.ts';
import { offerProblems } from './host/asking/problemActions.ts';
import { askBeforeStorage, attachmentCommands } from './host/attachments/feature.ts';
import { ChatViews, panelType } from './host/chat/chatViews.ts';
import { chat } from './host/chat/feature.ts';
import { watchSessions } from './host/chat/watchSessions.ts';
import { registerCommands } from './host/commands.ts';
import { composing } from './host/composer/feature.ts';
import { followQueue } from './host/composer/queue/followQueue.ts';
import { connections } from './host/connections/feature.ts';
import { windowKeys } from './host/connections/keys/windowKeys.ts';
import { connectionSettings } from './host/connections/settings/connectionSettings.ts';
import { watchConnections } from './host/connections/watchConnections.ts';
import { AnswerDocuments } from './host/documents/answerDocuments.ts';
import { ReadOnlyTexts } from './host/documents/readOnlyDocuments.ts';
import { TextTarget } from './host/documents/targetEditor.ts';
import { exporting } from './host/export/feature.ts';
import { marginCommands, windowMargin } from './host/margin/feature.ts';
import { mcp, mcpServers } from './host/mcp/feature.ts';
import { WindowOrigins } from './host/origins/feature.ts';
import { participant } from './host/participant/feature.ts';
import { inBackground } from './host/platform/background.ts';
import { viewIds } from './host/platform/manifest/viewIds.ts';
import { prompts } from './host/platform/prompts.ts';
import { readText, workspaceId } from './host/platform/services/files.ts';
import { windowSendConsent } from './host/platform/services/sendConsent.ts';
import { WorkspaceConsent } from './host/platform/services/workspaceConsent.ts';
import { currentTimeouts, keepsHistory } from './host/platform/settings.ts';
import { status } from './host/status/feature.ts';
import { support } from './host/support/feature.ts';
import { AssistantsTree } from './host/threads/assistantsTree.ts';
import { threads } from './host/threads/feature.ts';
import { LastThread } from './host/threads/last/lastThread.ts';
import { tool } from './host/tool/feature.ts';
import { openStores } from './storage/openStores.ts';

type Log = vscode.LogOutputChannel;
type Services = ReturnType<typeof build>;

/** Writes down what a closing window still holds. */
let leave: (() => Promise<void>) | undefined;

/** Composition root. Registers commands first, so that each answers, and says why, when something fails to be built. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Expert Assistants', { log: true });
  // The others come below; a command asks for them when it runs.
  const services = { prompts, log, extension: context.extension } as Services;
  const features = [
    connections(services),
    threads(services),
    asking(services),
    support(services),
    attachmentCommands(services),
    answerCommands(services),
    composing(services),
    exporting(services),
    chat(services),
    mcp(services),
    marginCommands(services),
  ];
  context.subscriptions.push(registerCommands(services, vscode.commands.registerCommand, features));
  try {
    Object.assign(services, build(context, log));
  } catch (error) {
    inBackground(services, 'Start', Promise.reject(error));
  }
  // Last: what is disposed of before still logs.
  context.subscriptions.push(log);
}

/**
 * VS Code calls this when the window closes, disposes of everything right afterwards, and waits a few seconds at most.
 * Nothing of VS Code answers by then.
 */
export function deactivate(): Promise<void> | undefined {
  return leave?.();
}

/** Makes every object once. Does no I/O; files and services are first touched on use. */
function build(context: vscode.ExtensionContext, log: Log) {
  const { extensionUri, globalStorageUri } = context;
  const stores = openStores(globalStorageUri.fsPath, workspaceId(), {
    keeps: keepsHistory,
    longestAnswer: () => currentTimeouts.total,
    report: (trouble) => {
      const reported = import('./host/platform/storageProblem.ts').then(({ reportStorageProblem }) =>
        reportStorageProblem({ log, prompts }, trouble),
      );
      inBackground({ log, prompts }, 'Local storage', reported);
    },
  });
  const { titles, details, outbox, cache, folders, drafts: draftStore } = stores;
  const keys = windowKeys(context, stores.remotes, { prompts, log });
  const language = vscode.env.language.startsWith('de') ? 'de' : 'en';
  const quotas = new Map<string, Quota>();
  const vendors = {
    getKey: keys.get.bind(keys),
    threads: stores.threads,
    titles,
    details,
    userIds: stores.userIds,
    agreeToStorage: storageConsent(
      stores.storages,
      (id) => providers.connection(id),
      (...file) => askBeforeStorage({ prompts, log, views }, ...file),
      log,
    ),
    cache,
    timeouts: currentTimeouts,
    log,
    quotas,
    language,
    readGuide: () => readText(extensionUri, 'media', `guide.${language}.md`),
    readHandbook: () => readText(extensionUri, 'media', `handbook.${language}.md`),
  } as const;
  const providers = new Providers(async (connection) =>
    (await import('./vendors.ts')).providerFor(connection, vendors),
  );
  providers.update(connectionSettings().connections);
  const directory = new AssistantDirectory(
    providers,
    async (id) => (await import('./vendors.ts')).knownAssistants(providers.connection(id), vendors),
    log,
  );
  const sessions = new SessionRegistry({
    providerOf: (id) => providers.of(id),
    cacheOf: (id) => {
      const connection = providers.connection(id);
      return connection && factsOf(connection).keepsThreads ? cache : undefined;
    },
    isNeeded: (session) => attachments.of(session) !== undefined || unseen.sessions.includes(session),
    log,
    outbox,
  });
  const pages = new Pages(sessions, log);
  const readings = titledReadings(cache, titles, log);
  const tree = new AssistantsTree(
    providers,
    directory,
    { cache: readings, folders },
    (thread) => sessions.find(thread)?.running === true,
  );
  const unseen = new UnseenAnswers(log);
  const sources = new SourcesTree();
  const drafts = new Drafts({ store: draftStore, outbox, log });
  const chips = new AttachedContext(drafts, log);
  const queue = new FollowUpQueue(outbox, log);
  const edits = new QuestionEdits(log);
  const composers = new Composers({ drafts, chips, edits, queue, log });
  const attachments = new Attachments(providers, log);
  const ratings = new Ratings(providers, stores.ratings, log);
  const texts = new ReadOnlyTexts();
  const recent = new RecentAssistants(stores.recent);
  const last = new LastThread(stores.last);
  const consent = new WorkspaceConsent(stores.consent, prompts, () => vscode.workspace.isTrusted);
  const showText = (name: string, text: string) => texts.show(`${name}.txt`, text);
  const sendConsent = windowSendConsent({ providers, prompts, show: showText });
  const target = new TextTarget();
  const origins = new WindowOrigins({ origins: stores.origins, prompts, log });
  const answers = new AnswerDocuments({ target, texts, prompts, origins, providers }, (text) => views.say(text));
  const head = { pages, providers, directory, recent, chips, attachments, ratings, target, queue, edits, sources };
  const views = new ChatViews({
    ...head,
    extensionUri,
    sessions,
    unseen,
    readings,
    drafts,
    composers,
    handleMessages: async () => {
      const { handleMessages } = await import('./host/chat/messageHandlers.ts');
      context.subscriptions.push(handleMessages(parts));
    },
    prompts,
    log,
  });
  const margins = windowMargin({
    ...{ providers, directory, sessions, composers, recent, unseen, details, consent, sendConsent, prompts, log },
    margins: stores.margins,
  });
  const parts = {
    margin: margins.load,
    loadAskPort: async () => (await import('./host/composer/askElsewhere.ts')).askElsewhere(parts),
    providers,
    directory,
    sessions,
    pages,
    unseen,
    quotas,
    titles,
    keys,
    drafts,
    draftStore,
    ratingStore: stores.ratings,
    outbox,
    cache,
    folders,
    localData: stores,
    localThreads: stores.threads,
    storages: stores.storages,
    queue,
    edits,
    composers,
    chips,
    attachments,
    ratings,
    details,
    texts,
    recent,
    consent,
    sendConsent,
    last,
    target,
    tree,
    sources,
    views,
    answers,
    prompts,
    log,
    extension: context.extension,
    extensionUri,
  };
  const treeView = vscode.window.createTreeView(viewIds.threads, { treeDataProvider: tree });
  const sourcesView = vscode.window.createTreeView(viewIds.sources, { treeDataProvider: sources });
  tree.attach(treeView);
  sources.attach(sourcesView);

  context.subscriptions.push(
    keys,
    directory,
    sessions,
    pages,
    tree,
    sources,
    chips,
    attachments,
    ratings,
    texts,
    answers,
    target,
    views,
    offerProblems(),
    treeView,
    sourcesView,
    vscode.window.registerWebviewViewProvider(viewIds.chat, views),
    vscode.window.registerWebviewPanelSerializer(panelType, views),
    watchSessions(parts),
    followOpenConversation(parts),
    followQueue(parts),
    queue,
    edits,
    composers,
    last.follow(parts),
    watchConnections(parts),
    unseen,
    status(parts),
    participant(parts, vscode.Uri.joinPath(extensionUri, 'media', 'icon.png')),
    tool(parts),
    mcpServers(parts),
    margins,
    origins,
    { dispose: () => draftStore.saveNow() },
  );
  leave = async () => {
    // At once: VS Code may not wait.
    draftStore.saveNow();
    await Promise.all([
      queue.written(),
      margins.leave(),
      origins.leave(),
      ...sessions.open.map((session) => session.leave()),
    ]);
  };
  return parts;
}
