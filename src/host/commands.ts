import * as vscode from 'vscode';
import { all } from '../base/disposable.ts';
import { errorData } from '../chat/model/errors.ts';
import { logFailure } from './platform/background.ts';
import { errorSentence } from './platform/errorText.ts';
import type { Parts } from './platform/services.ts';
import { t } from './platform/words.ts';
import type { AssistantNode } from './threads/assistantsTree.ts';
import { openThread } from './threads/openThread.ts';

type Command = (parts: Parts, argument: unknown) => Promise<void> | void;

/** The command `name` of a module that is read when it is first used. */
function of<Name extends string>(
  load: () => Promise<{ readonly [Own in NoInfer<Name>]: Command }>,
  name: Name,
): Command {
  return async (parts, argument) => (await load())[name](parts, argument);
}

const requestDetailsModule = () => import('./connections/requestDetails.ts');
const answerModule = () => import('./answers/answerCommands.ts');
const askModule = () => import('./asking/askCommands.ts');
const askOnceModule = () => import('./asking/askOnce.ts');
const attachModule = () => import('./attachments/attachFile.ts');
const connectionModule = () => import('./connections/connectionCommands.ts');
const exportModule = () => import('./threads/exportThread.ts');
const fileModule = () => import('./attachments/manageFiles.ts');
const folderModule = () => import('./threads/folderCommands.ts');
const linksModule = () => import('./answers/openLink.ts');
const localDataModule = () => import('./connections/deleteAllLocalData.ts');
const ratingModule = () => import('./answers/ratingCommands.ts');
const retryModule = () => import('./composer/retryCommand.ts');
const runModule = () => import('./composer/runCommands.ts');
const threadModule = () => import('./threads/threadCommands.ts');
const threadSearchModule = () => import('./threads/findThread.ts');

/** Every command of the manifest, and no other (a test compares both ways). Names without the common prefix. */
const commands: Readonly<Record<string, Command>> = {
  addConnection: of(connectionModule, 'addConnection'),
  editConnection: of(connectionModule, 'editConnection'),
  removeConnection: of(connectionModule, 'removeConnection'),
  setApiKey: of(connectionModule, 'setApiKey'),
  clearApiKeys: of(connectionModule, 'clearApiKeys'),
  testConnection: of(connectionModule, 'testConnection'),
  tryDemo: of(connectionModule, 'tryDemo'),
  newThread: of(threadModule, 'newThread'),
  openThread,
  renameThread: of(threadModule, 'renameThread'),
  deleteThread: of(threadModule, 'deleteThread'),
  moveToFolder: of(folderModule, 'moveToFolder'),
  renameFolder: of(folderModule, 'renameFolder'),
  deleteFolder: of(folderModule, 'deleteFolder'),
  filterThreads: of(threadSearchModule, 'filterThreads'),
  moreThreads: ({ tree }, argument) => tree.more(argument as AssistantNode),
  refresh: ({ tree }) => tree.refresh(),
  exportThread: of(exportModule, 'exportThread'),
  openChatInEditor: ({ views }) => views.openInEditor(),
  ask: of(askModule, 'ask'),
  askAboutSelection: of(askModule, 'askAboutSelection'),
  askOnce: of(askOnceModule, 'askOnce'),
  attachFile: of(attachModule, 'attachFile'),
  manageFiles: of(fileModule, 'manageFiles'),
  enterDetails: of(requestDetailsModule, 'enterDetails'),
  rateAnswerHelpful: of(ratingModule, 'rateAnswerHelpful'),
  rateAnswerNotHelpful: of(ratingModule, 'rateAnswerNotHelpful'),
  withdrawRating: of(ratingModule, 'withdrawRating'),
  stop: of(runModule, 'stop'),
  quoteSelection: ({ views }) => views.tell({ type: 'quote-selection' }),
  retry: of(retryModule, 'retry'),
  insertAnswer: of(answerModule, 'insertAnswer'),
  replaceSelectionWithAnswer: of(answerModule, 'replaceSelectionWithAnswer'),
  openAnswerInNewDocument: of(answerModule, 'openAnswerInNewDocument'),
  previewAnswerAsDiff: of(answerModule, 'previewAnswerAsDiff'),
  copyAnswer: of(answerModule, 'copyAnswer'),
  openSource: of(linksModule, 'openSourceLink'),
  showInAnswer: of(answerModule, 'showInAnswer'),
  focusInput: ({ views }) => views.focus('input'),
  focusLastAnswer: ({ views }) => views.focus('last-answer'),
  focusSources: ({ sources }) => sources.focus(),
  showLog: ({ log }) => log.show(),
  deleteAllLocalData: of(localDataModule, 'deleteAllLocalData'),
};

/** Registers all commands; what one of them throws is logged and said in a sentence. */
export function registerCommands(parts: Parts): vscode.Disposable {
  const registered = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(`expertAssistants.${name}`, async (argument: unknown) => {
      try {
        await command(parts, argument);
      } catch (error) {
        report(parts, name, error);
      }
    }),
  );
  return all(...registered);
}

function report({ log, prompts }: Parts, name: string, error: unknown): void {
  logFailure(log, `Command ${name}`, error);
  const show = t('Show Log');
  void prompts.tell('error', errorSentence(errorData(error)), show).then((choice) => {
    if (choice === show) log.show();
  });
}
