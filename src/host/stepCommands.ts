/**
 * What leads a person through several steps, or asks first, and is used now and then: a bundle of its own (esbuild.mjs),
 * so that starting up does not read it.
 */
import './platform/translated.ts';

export {
  copyAnswer,
  insertAnswer,
  openAnswerInNewDocument,
  previewAnswerAsDiff,
  replaceSelectionWithAnswer,
  showInAnswer,
  useAnswer,
  useCode,
} from './answerCommands.ts';
export * as answerEdits from './answerEdits.ts';
export { askAboutStorage } from './askAboutStorage.ts';
export { regenerate, sendEdited } from './askAgain.ts';
export { ask, askAboutSelection } from './askCommands.ts';
export { askOnce } from './askOnce.ts';
export { attachBytes, attachDropped, attachFile } from './attachCommands.ts';
export { chooseAssistant } from './chooseAssistant.ts';
export {
  addConnection,
  clearApiKeys,
  editConnection,
  removeConnection,
  setApiKey,
  testConnection,
  tryDemo,
} from './connectionCommands.ts';
export { cancelEdit, editQuestion, keepBoth } from './editQuestion.ts';
export { exportThread } from './exportCommand.ts';
export { manageFiles } from './fileCommands.ts';
export { deleteFolder, moveToFolder, renameFolder } from './folderCommands.ts';
export { keepUnsent } from './keepUnsent.ts';
export { openLink, openSource, openSourceLink } from './links.ts';
export { deleteAllLocalData } from './localData.ts';
export { loadOlder, useNote } from './noteActions.ts';
export { useQueued } from './queuedQuestion.ts';
export { rateAnswerHelpful, rateAnswerNotHelpful, sayWhy, withdrawRating } from './ratingCommands.ts';
export { askWithRecap } from './recapCommand.ts';
export { refuseSend } from './refuseSend.ts';
export { retry } from './retryCommand.ts';
export { stop } from './runCommands.ts';
export { sendOvertaken } from './sendOvertaken.ts';
export { tellStorageTrouble } from './storageTrouble.ts';
export { tellDone } from './tellDone.ts';
export { tellLeft } from './tellLeft.ts';
export { deleteThread, newThread, renameThread } from './threadCommands.ts';
export { filterThreads } from './threadSearch.ts';
