import * as vscode from 'vscode';
import { errorData } from '../chat/errors.ts';
import type { AssistantNode } from './assistantsTree.ts';
import { all } from './disposable.ts';
import { errorSentence } from './errorText.ts';
import { logFailure } from './inBackground.ts';
import { openThread } from './openThread.ts';
import type { Parts } from './parts.ts';
import { t } from './platform/words.ts';

type Command = (parts: Parts, argument: unknown) => Promise<void> | void;

type Steps = typeof import('./stepCommands.ts');

/** A command that is read from its own bundle when it is used. */
function inSteps(name: { [Name in keyof Steps]: Steps[Name] extends Command ? Name : never }[keyof Steps]): Command {
  return async (parts, argument) => (await import('./stepCommands.ts'))[name](parts, argument);
}

/** Every command of the manifest, and no other (a test compares both ways). Names without the common prefix. */
const commands: Readonly<Record<string, Command>> = {
  addConnection: inSteps('addConnection'),
  editConnection: inSteps('editConnection'),
  removeConnection: inSteps('removeConnection'),
  setApiKey: inSteps('setApiKey'),
  clearApiKeys: inSteps('clearApiKeys'),
  testConnection: inSteps('testConnection'),
  tryDemo: inSteps('tryDemo'),
  newThread: inSteps('newThread'),
  openThread,
  renameThread: inSteps('renameThread'),
  deleteThread: inSteps('deleteThread'),
  moveToFolder: inSteps('moveToFolder'),
  renameFolder: inSteps('renameFolder'),
  deleteFolder: inSteps('deleteFolder'),
  filterThreads: inSteps('filterThreads'),
  moreThreads: ({ tree }, argument) => tree.more(argument as AssistantNode),
  refresh: ({ tree }) => tree.refresh(),
  exportThread: inSteps('exportThread'),
  openChatInEditor: ({ views }) => views.openInEditor(),
  ask: inSteps('ask'),
  askAboutSelection: inSteps('askAboutSelection'),
  askOnce: inSteps('askOnce'),
  attachFile: inSteps('attachFile'),
  manageFiles: inSteps('manageFiles'),
  enterDetails: async (parts) => (await import('./requestDetails.ts')).enterDetails(parts),
  rateAnswerHelpful: inSteps('rateAnswerHelpful'),
  rateAnswerNotHelpful: inSteps('rateAnswerNotHelpful'),
  withdrawRating: inSteps('withdrawRating'),
  stop: inSteps('stop'),
  quoteSelection: ({ views }) => views.tell({ type: 'quote-selection' }),
  retry: inSteps('retry'),
  insertAnswer: inSteps('insertAnswer'),
  replaceSelectionWithAnswer: inSteps('replaceSelectionWithAnswer'),
  openAnswerInNewDocument: inSteps('openAnswerInNewDocument'),
  previewAnswerAsDiff: inSteps('previewAnswerAsDiff'),
  copyAnswer: inSteps('copyAnswer'),
  openSource: inSteps('openSourceLink'),
  showInAnswer: inSteps('showInAnswer'),
  focusInput: ({ views }) => views.focus('input'),
  focusLastAnswer: ({ views }) => views.focus('last-answer'),
  focusSources: ({ sources }) => sources.focus(),
  showLog: ({ log }) => log.show(),
  deleteAllLocalData: inSteps('deleteAllLocalData'),
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
