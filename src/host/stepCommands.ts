/**
 * Commands that lead a person through several steps, and are used now and then: a bundle of their own (esbuild.mjs), so
 * that starting up does not read them.
 */
export { askOnce } from './askOnce.ts';
export {
  addConnection,
  clearApiKeys,
  editConnection,
  removeConnection,
  setApiKey,
  testConnection,
  tryDemo,
} from './connectionCommands.ts';
export { exportThread } from './exportCommand.ts';
export { manageFiles } from './fileCommands.ts';
export { deleteFolder, moveToFolder, renameFolder } from './folderCommands.ts';
export { deleteAllLocalData } from './localData.ts';
export { rateAnswerHelpful, rateAnswerNotHelpful, sayWhy, withdrawRating } from './ratingCommands.ts';
export { askWithRecap } from './recapCommand.ts';
export { filterThreads } from './threadSearch.ts';
