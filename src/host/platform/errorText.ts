import type { Doubt, ErrorCode, ErrorData } from '../../chat/model/model.ts';
import type { Note, NoteAction } from '../../protocol.ts';
import { capitalized, language, type Sentence, sentences, t } from './words.ts';

interface Entry {
  readonly text: (error: ErrorData) => Sentence;
  readonly actions: readonly NoteAction[];
}

const hostOf = (error: ErrorData) => error.host ?? t('the service');

/** By the system's own code; drafts, names, folders and deleting meet it as well as conversations. */
function diskSentence({ detail = '' }: ErrorData): Sentence {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(detail)) {
    return t('The disk is full. Nothing more can be saved on this computer. Free up some space, and then try again.');
  }
  if (['EROFS', 'EACCES', 'EPERM'].includes(detail)) {
    return t('Nothing can be saved on this computer. The extension’s storage folder is read-only.');
  }
  return t('Couldn’t read or save local data.');
}

/** By the platform's code: each of these needs something else to be done. */
function tlsSentence(error: ErrorData): Sentence {
  const host = hostOf(error);
  switch (error.detail) {
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return t(
        'The secure connection to {0} failed because the other side uses http. Check that the setting http.proxy starts with http:// instead of https://, and check the address of the connection.',
        host,
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return t(
        'The certificate of {0} was issued for another name. Check the address of the connection. A proxy or sign-in page of the network may be in between.',
        host,
      );
    case 'CERT_HAS_EXPIRED':
      return t(
        'The certificate of {0} isn’t valid today. Check the clock of this computer, and then contact your IT department.',
        host,
      );
    default:
      return t(
        'The certificate of {0} isn’t trusted. Behind a company proxy, check the setting http.systemCertificates.',
        host,
      );
  }
}

function proxySentence(error: ErrorData): Sentence {
  switch (error.detail) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return t('The proxy {0} wasn’t found. Check the setting http.proxy and the internet connection.', hostOf(error));
    case 'ECONNREFUSED':
      return t('The proxy {0} refused the connection. Check the setting http.proxy.', hostOf(error));
    case 'sign-in':
      return t(
        'The proxy requires a sign-in. Check the setting http.proxyAuthorization, or contact your IT department.',
      );
    default:
      return t('The proxy blocked the request. Check the setting http.proxy.');
  }
}

/** What happened, then what helps. Exhaustive: a code without its sentence does not compile. */
const entries: Readonly<Record<ErrorCode, Entry>> = {
  'connection-missing': { text: () => t('This connection no longer exists.'), actions: ['add-connection'] },
  'key-missing': { text: () => t('No API key is stored for this connection.'), actions: ['set-api-key', 'retry'] },
  'key-rejected': { text: (e) => t('{0} rejected the API key.', hostOf(e)), actions: ['set-api-key', 'retry'] },
  'key-other-origin': {
    text: () => t('The API key was entered for a different address and isn’t sent to this one.'),
    actions: ['set-api-key', 'retry'],
  },
  'secrets-unavailable': {
    text: () => t('The secret storage can’t be read. Enter the API key again to use it until you close the window.'),
    actions: ['set-api-key', 'retry'],
  },
  'remote-declined': {
    text: () => t('As you chose, API keys aren’t used in this remote window. Reload the window to change that.'),
    actions: ['reload-window', 'show-log'],
  },
  forbidden: {
    text: (e) => t('Your API key doesn’t have permission for this on {0}.', hostOf(e)),
    actions: ['set-api-key', 'show-log'],
  },
  'assistant-unavailable': {
    text: () => t('This assistant isn’t available to your organization.'),
    actions: ['choose-another', 'edit-connection', 'show-log'],
  },
  'licence-missing': {
    text: () => t('This assistant requires a license (product number, for example, PI…).'),
    actions: ['enter-details', 'edit-connection'],
  },
  'thread-gone': {
    text: () =>
      t(
        'This conversation was deleted in another window or on another computer. Start a new one; your question will be carried over.',
      ),
    actions: ['keep-copy', 'new-thread'],
  },
  'not-found': {
    text: (e) => t('The requested item wasn’t found on {0}.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  'deployment-not-found': {
    text: () => t('The deployment wasn’t found. Check the deployment ID, and check that the deployment is published.'),
    actions: ['edit-connection'],
  },
  'deployment-former': {
    text: () =>
      t(
        'This conversation belongs to a different deployment than the connection uses now. Nothing was sent. Start a new conversation; your question will be carried over.',
      ),
    actions: ['new-thread', 'edit-connection'],
  },
  'session-expired': { text: () => t('The session has expired and couldn’t be reopened.'), actions: ['retry'] },
  'invalid-request': {
    text: (e) => t('{0} didn’t accept the request.', hostOf(e)),
    actions: ['edit-question', 'retry', 'show-log'],
  },
  'question-refused': {
    text: (e) =>
      t(
        '{0} didn’t accept this question. Edit it, or send it in a new session without the previous messages.',
        hostOf(e),
      ),
    actions: ['edit-question', 'new-session', 'show-log'],
  },
  'message-empty': { text: () => t('There’s nothing to send yet.'), actions: ['edit-question'] },
  'message-too-long': {
    text: () =>
      t('The question is longer than this assistant accepts in one message. Shorten it, or remove some context.'),
    actions: ['edit-question'],
  },
  'answer-filtered': {
    text: () => t('The service’s content filter blocked the answer. Try other words.'),
    actions: ['edit-question'],
  },
  'question-filtered': {
    text: () =>
      t(
        'The service’s content filter blocked this question. Use other words, or send it in a new session. The service then loses the context of this conversation.',
      ),
    actions: ['edit-question', 'new-session', 'show-log'],
  },
  'context-too-long': {
    text: () =>
      t(
        'The question and what was said before are longer together than the assistant can read. Shorten the question, or ask in a new conversation.',
      ),
    actions: ['edit-question', 'new-thread', 'show-log'],
  },
  'answer-length': {
    text: () => t('The answer reached the service’s length limit. Try a narrower question.'),
    actions: ['edit-question', 'retry'],
  },
  'answer-empty': {
    text: () => t('The service returned an answer without text. Try again, or rephrase your question.'),
    actions: ['retry', 'edit-question'],
  },
  conflict: {
    text: () => t('The service is still working on this conversation. Try again shortly.'),
    actions: ['retry'],
  },
  'rate-limited': {
    text: (e) =>
      e.retryAt
        ? t('Rate limit reached. You can send again at {0}.', clock(e.retryAt))
        : t('Rate limit reached. Try again in a moment.'),
    actions: ['retry'],
  },
  'quota-used': {
    text: (e) =>
      e.retryAt
        ? t('The quota of {0} is used up. You can send again at {1}.', hostOf(e), day(e.retryAt))
        : t('The quota of {0} is used up. Contact whoever gave you the API key.', hostOf(e)),
    actions: ['retry', 'show-log'],
  },
  unavailable: { text: (e) => t('{0} is unavailable right now.', hostOf(e)), actions: ['retry', 'show-log'] },
  'vendor-timeout': { text: (e) => t('{0} took too long to respond.', hostOf(e)), actions: ['retry'] },
  'host-not-found': {
    text: (e) =>
      t(
        '{0} wasn’t found. Check your internet connection. In company networks, the setting http.proxy may be required.',
        hostOf(e),
      ),
    actions: ['retry', 'test-connection'],
  },
  refused: { text: (e) => t('{0} refused the connection.', hostOf(e)), actions: ['retry', 'test-connection'] },
  tls: {
    text: tlsSentence,
    actions: ['retry', 'show-log'],
  },
  proxy: {
    text: proxySentence,
    actions: ['retry', 'show-log'],
  },
  redirected: {
    text: (e) => t('{0} tried to redirect the request. The redirect was blocked to protect your API key.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  network: {
    text: (e) => t('The connection to {0} was interrupted.', hostOf(e)),
    actions: ['retry', 'test-connection'],
  },
  'timeout-headers': { text: (e) => t('{0} didn’t respond in time.', hostOf(e)), actions: ['retry'] },
  'timeout-idle': { text: (e) => t('{0} stopped responding.', hostOf(e)), actions: ['retry'] },
  'timeout-total': { text: () => t('The answer took longer than the time limit.'), actions: ['retry'] },
  'too-large': {
    text: (e) => t('The response from {0} was too large to process.', hostOf(e)),
    actions: ['retry', 'show-log'],
  },
  'bad-response': {
    text: (e) =>
      t('{0} returned an unexpected response. Check the service address and your proxy settings.', hostOf(e)),
    actions: ['retry', 'test-connection', 'show-log'],
  },
  'not-streaming': { text: () => t('This assistant can’t stream its answers.'), actions: ['retry'] },
  interrupted: { text: (e) => t('The answer from {0} was interrupted.', hostOf(e)), actions: ['retry'] },
  'insecure-url': {
    text: (e) =>
      e.detail === 'storage'
        ? t('The storage address named by the service isn’t allowed: {0}. Nothing was uploaded.', hostOf(e))
        : t('The address must start with https. http is allowed only for this computer.'),
    actions: ['edit-connection'],
  },
  storage: { text: diskSentence, actions: ['retry', 'show-log'] },
  'answer-unsaved': {
    text: (e) => sentences(t('This answer isn’t saved on this computer yet.'), diskSentence(e)),
    actions: ['retry', 'show-log'],
  },
  'not-arrived': { text: () => t('The question wasn’t found in the conversation.'), actions: ['retry'] },
  'cannot-look': { text: () => t('It’s unknown whether your question arrived.'), actions: ['retry'] },
  paused: {
    text: (e) => t('{0} failed several times. Requests are paused until {1}.', hostOf(e), clock(e.retryAt ?? '')),
    actions: ['retry'],
  },
  'busy-elsewhere': {
    text: () =>
      t('Another window is waiting for an answer in this conversation. Send your question after the answer arrives.'),
    actions: ['retry'],
  },
  'reading-stopped': { text: () => t('You stopped loading this conversation.'), actions: ['retry'] },
  'nothing-new': {
    text: () => t('No older messages were found. The service keeps returning pages without new messages.'),
    actions: ['retry'],
  },
  'details-missing': {
    text: () => t('This assistant needs more details before it can answer.'),
    actions: ['enter-details', 'show-log'],
  },
  'not-supported': { text: () => t('This assistant doesn’t support that.'), actions: ['choose-another'] },
  'partly-stored': {
    text: () =>
      t(
        'Only part of your long question reached the service. Select Retry to send the rest, or start a new conversation.',
      ),
    actions: ['retry', 'new-thread', 'show-log'],
  },
  'file-type': { text: () => t('Files of this type can’t be attached.'), actions: ['remove-file'] },
  'file-too-large': { text: () => t('The file is larger than the service allows.'), actions: ['remove-file'] },
  'file-empty': { text: () => t('The service found no text in the file.'), actions: ['remove-file'] },
  'file-infected': {
    text: () => t('The service’s virus scanner rejected the file. It wasn’t attached.'),
    actions: ['remove-file'],
  },
  'file-too-long': {
    text: () => t('The file contains more text than the service can process.'),
    actions: ['remove-file'],
  },
  'file-failed': {
    text: () => t('The service couldn’t read the file.'),
    actions: ['remove-file', 'retry', 'show-log'],
  },
  'file-gone': {
    text: () => t('The file no longer exists on the service. Attach it again.'),
    actions: ['remove-file'],
  },
  'file-unreadable': {
    text: () => t('The file can’t be read. Check that it still exists and that you have permission to open it.'),
    actions: ['remove-file'],
  },
  'file-exists': { text: () => t('You can attach one file per conversation.'), actions: ['remove-file'] },
  bug: {
    text: () => t('Something went wrong in this extension. See the log for details.'),
    actions: ['retry', 'show-log'],
  },
};

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

/** One sentence for the error, as plain text. */
export function errorSentence(error: ErrorData): Sentence {
  return textOf(error);
}

/**
 * The error with its actions. `purpose` replaces asking again where nothing was asked: a thread that cannot be read is
 * read again, a list is refreshed by its own view.
 */
export function errorNote(error: ErrorData, purpose: 'answer' | 'thread'): Note {
  if (error.doubt) return doubtNote(error, Object.hasOwn(doubts, error.doubt) ? error.doubt : 'not-looked');
  const { actions } = entryOf(error);
  const fitting = actions.map((action) => (action === 'retry' && purpose === 'thread' ? 'reload-thread' : action));
  const usable = fitting.length === 0 && purpose === 'thread' ? (['reload-thread'] as const) : fitting;
  return {
    text: textOf(error),
    actions: usable.map((action) => ({ action, label: labels[action]() })),
    ...(error.retryAt !== undefined && { until: error.retryAt }),
  };
}

/** A host keeps its spelling; without one, the sentence may begin with “the service”. */
function textOf(error: ErrorData): Sentence {
  const sentence = entryOf(error).text(error);
  return error.host === undefined ? capitalized(sentence) : sentence;
}

/** What is said of an error. A code that came from the disk may be another version's. */
function entryOf({ code }: ErrorData): Entry {
  return Object.hasOwn(entries, code) ? entries[code] : entries.bug;
}

const doubts: Readonly<Record<Doubt, () => Sentence>> = {
  'not-found': () => t('The question wasn’t found in the conversation. It probably didn’t arrive.'),
  'not-looked': () => t('Couldn’t check whether your question arrived.'),
  'cannot-look': () =>
    t('This service can’t confirm whether your question arrived. If you send it again, it might be asked twice.'),
};

/** What happened, what is not known, and that only the person decides whether the question goes out once more. */
function doubtNote(error: ErrorData, doubt: Doubt): Note {
  const looking: readonly NoteAction[] = doubt === 'cannot-look' ? [] : ['look-again'];
  return {
    text: sentences(errorSentence(error), doubts[doubt]()),
    actions: [...looking.map(noteAction), { action: 'retry', label: t('Send Again') }, noteAction('take-back')],
    ...(error.retryAt !== undefined && { until: error.retryAt }),
  };
}

export function noteAction(action: NoteAction): { readonly action: NoteAction; readonly label: Sentence } {
  return { action, label: labels[action]() };
}

/** The first action that helps, for places that have room for one. */
export function firstAction(error: ErrorData): NoteAction | undefined {
  return entryOf(error).actions[0];
}

function clock(iso: string): string {
  return new Date(iso).toLocaleTimeString(language(), { timeStyle: 'medium' });
}

/** A time of today, or with its day. */
function day(iso: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(language(), { ...(!isToday && { dateStyle: 'medium' }), timeStyle: 'short' });
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
