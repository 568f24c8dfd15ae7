import type { NoteAction } from '../../../protocol.ts';
import { type Sentence, t } from '../words.ts';

const labels: Readonly<Record<NoteAction, () => Sentence>> = {
  retry: () => t('Retry'),
  'reload-thread': () => t('Check for Answer'),
  'look-again': () => t('Check for Answer'),
  'take-back': () => t('Move to Message Field'),
  'edit-question': () => t('Edit Question'),
  'new-session': () => t('Start New Session'),
  'new-thread': () => t('New Conversation'),
  'keep-copy': () => t('Keep a Copy'),
  'enter-details': () => t('Enter Details'),
  'remove-file': () => t('Remove File'),
  'choose-another': () => t('Choose Another'),
  'set-api-key': () => t('Set API Key…'),
  'edit-connection': () => t('Edit Connection…'),
  'test-connection': () => t('Test Connection'),
  'reload-window': () => t('Reload Window'),
  'show-log': () => t('Show Log'),
  'add-connection': () => t('Add Connection…'),
  'try-demo': () => t('Try the Demo'),
};

/** The action with the words of its button. */
export function noteAction(action: NoteAction): { readonly action: NoteAction; readonly label: Sentence } {
  return { action, label: labels[action]() };
}

/** The command that carries an action out, for those that are commands. */
export function commandOf(action: NoteAction): string {
  if (action === 'reload-window') return 'workbench.action.reloadWindow';
  const commands: Readonly<Record<Exclude<NoteAction, 'reload-window'>, string>> = {
    retry: 'retry',
    'reload-thread': 'refresh',
    'look-again': 'refresh',
    'take-back': 'focusInput',
    'edit-question': 'focusInput',
    'new-session': 'focusInput',
    'new-thread': 'newThread',
    'keep-copy': 'exportThread',
    'enter-details': 'enterDetails',
    'remove-file': 'attachFile',
    'choose-another': 'ask',
    'set-api-key': 'setApiKey',
    'edit-connection': 'editConnection',
    'test-connection': 'testConnection',
    'show-log': 'showLog',
    'add-connection': 'addConnection',
    'try-demo': 'tryDemo',
  };
  return `expertAssistants.${commands[action]}`;
}
