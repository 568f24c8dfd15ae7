import type { Doubt, ErrorCode, ErrorData } from '../../chat/model/model.ts';
import { maximumQuestionLength } from '../../chat/model/questionText.ts';
import type { Note, NoteAction } from '../../protocol.ts';
import { language, type Sentence, sentences, t } from './words.ts';

interface Entry {
  readonly text: (error: ErrorData) => Sentence;
  readonly actions: readonly NoteAction[];
}

const hostOf = (error: ErrorData) => error.host ?? t('the service');

/** By the system's own code; drafts, names, folders and deleting meet it as well as conversations. */
function diskSentence({ detail = '' }: ErrorData): Sentence {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(detail)) {
    return t('The disk is full: nothing more can be saved on this computer. Free some space, then try again.');
  }
  if (['EROFS', 'EACCES', 'EPERM'].includes(detail)) {
    return t('Nothing can be saved on this computer: the folder of this extension is read-only.');
  }
  return t('What this extension keeps on this computer could not be read or saved.');
}

/** What happened, then what helps. Exhaustive: a code without its sentence does not compile. */
const entries: Readonly<Record<ErrorCode, Entry>> = {
  'connection-missing': { text: () => t('This connection no longer exists.'), actions: ['add-connection'] },
  'key-missing': { text: () => t('No API key is stored for this connection.'), actions: ['set-api-key', 'retry'] },
  'key-rejected': { text: (e) => t('{0} rejected the API key.', hostOf(e)), actions: ['set-api-key', 'retry'] },
  'key-other-origin': {
    text: () => t('The API key was entered for another address and is not sent to this one.'),
    actions: ['set-api-key', 'retry'],
  },
  'secrets-unavailable': {
    text: () => t('The system’s key store cannot be read. Enter the key again to use it until the window closes.'),
    actions: ['set-api-key', 'retry'],
  },
  forbidden: {
    text: (e) => t('{0} does not permit this with this API key.', hostOf(e)),
    actions: ['set-api-key', 'show-log'],
  },
  'assistant-unavailable': {
    text: () => t('This assistant is not available to your organisation.'),
    actions: ['edit-connection', 'show-log'],
  },
  'licence-missing': {
    text: () => t('This assistant asks for a licence (product number, for example PI…).'),
    actions: ['enter-details', 'edit-connection'],
  },
  'thread-gone': {
    text: () => t('This conversation was deleted elsewhere. Ask in a new one; your question is kept.'),
    actions: ['keep-copy', 'new-thread'],
  },
  'not-found': {
    text: (e) => t('{0} does not know what was asked for.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  'deployment-not-found': {
    text: () => t('The deployment was not found. Check the deployment id and that it is published.'),
    actions: ['edit-connection'],
  },
  'deployment-former': {
    text: () =>
      t(
        'The connection has another deployment now than this conversation is with. Nothing was sent. Ask in a new conversation; your question goes along.',
      ),
    actions: ['new-thread', 'edit-connection'],
  },
  'session-expired': { text: () => t('The session has expired and could not be opened again.'), actions: ['retry'] },
  'invalid-request': { text: (e) => t('{0} did not accept the request.', hostOf(e)), actions: ['show-log'] },
  'question-refused': {
    text: (e) =>
      t(
        '{0} didn’t accept this question. Edit it, or send it in a new session: the service then no longer knows what was said before.',
        hostOf(e),
      ),
    actions: ['edit-question', 'new-session', 'show-log'],
  },
  'message-empty': { text: () => t('There is nothing to send yet.'), actions: [] },
  'message-too-long': {
    text: () => t('The question is longer than {0} characters. Shorten it or send it in parts.', maximumQuestionLength),
    actions: [],
  },
  'answer-filtered': { text: () => t('The service’s content filter held the answer back.'), actions: [] },
  'answer-length': {
    text: () => t('The answer reached the service’s length limit. A narrower question helps.'),
    actions: ['retry'],
  },
  'answer-empty': {
    text: () => t('The service sent an answer without text. Ask again, or ask in other words.'),
    actions: ['retry'],
  },
  conflict: { text: () => t('The service is busy with this conversation. Try again shortly.'), actions: ['retry'] },
  'rate-limited': {
    text: (e) =>
      e.retryAt
        ? t('Too many questions at once. The assistant takes questions again at {0}.', clock(e.retryAt))
        : t('Too many questions at once. Try again in a moment.'),
    actions: ['retry'],
  },
  unavailable: { text: (e) => t('{0} is not available at the moment.', hostOf(e)), actions: ['retry', 'show-log'] },
  'vendor-timeout': { text: (e) => t('{0} took too long to answer.', hostOf(e)), actions: ['retry'] },
  'host-not-found': {
    text: (e) =>
      t(
        '{0} was not found. Check the internet connection; in company networks the setting http.proxy may be needed.',
        hostOf(e),
      ),
    actions: ['retry', 'test-connection'],
  },
  refused: { text: (e) => t('{0} refused the connection.', hostOf(e)), actions: ['retry', 'test-connection'] },
  tls: {
    text: (e) =>
      t(
        'The certificate of {0} is not trusted. Behind a company proxy, check the setting http.systemCertificates.',
        hostOf(e),
      ),
    actions: ['retry', 'show-log'],
  },
  proxy: {
    text: () => t('The proxy did not let the request through. Check the setting http.proxy.'),
    actions: ['retry', 'show-log'],
  },
  redirected: {
    text: (e) => t('{0} sent the request elsewhere. It was not followed, so that the key stays here.', hostOf(e)),
    actions: ['edit-connection', 'show-log'],
  },
  network: { text: (e) => t('The connection to {0} broke off.', hostOf(e)), actions: ['retry', 'test-connection'] },
  'timeout-headers': { text: (e) => t('{0} did not answer in time.', hostOf(e)), actions: ['retry'] },
  'timeout-idle': { text: (e) => t('{0} fell silent.', hostOf(e)), actions: ['retry'] },
  'timeout-total': { text: () => t('The answer took longer than the time limit.'), actions: ['retry'] },
  'too-large': { text: (e) => t('{0} sent more than can be safely read.', hostOf(e)), actions: ['show-log'] },
  'bad-response': {
    text: (e) =>
      t('{0} sent something that is not an answer. A proxy or a wrong address may be in between.', hostOf(e)),
    actions: ['retry', 'test-connection', 'show-log'],
  },
  'not-streaming': { text: () => t('This assistant cannot stream its answer.'), actions: ['retry'] },
  interrupted: { text: (e) => t('The answer from {0} broke off.', hostOf(e)), actions: ['retry'] },
  'insecure-url': {
    text: (e) =>
      e.detail === 'storage'
        ? t('The service names a storage that no file is sent to: {0}. Nothing was uploaded.', hostOf(e))
        : t('The address must begin with https; http is allowed for this computer only.'),
    actions: ['edit-connection'],
  },
  storage: { text: diskSentence, actions: ['retry', 'show-log'] },
  'answer-unsaved': {
    text: (e) => sentences(t('This answer is not saved on this computer yet.'), diskSentence(e)),
    actions: ['retry', 'show-log'],
  },
  'not-arrived': { text: () => t('The question was not found in the conversation.'), actions: ['retry'] },
  'cannot-look': { text: () => t('Whether the question arrived cannot be checked.'), actions: ['retry'] },
  paused: {
    text: (e) => t('{0} failed several times in a row. It is left alone until {1}.', hostOf(e), clock(e.retryAt ?? '')),
    actions: ['retry'],
  },
  'busy-elsewhere': {
    text: () => t('Another window waits for an answer in this conversation. Send again when it is there.'),
    actions: ['retry'],
  },
  'reading-stopped': { text: () => t('You have stopped reading this conversation.'), actions: ['retry'] },
  'nothing-new': {
    text: () => t('No older messages were found: the service goes on naming pages that hold nothing new.'),
    actions: [],
  },
  'details-missing': {
    text: () => t('This assistant wants to know more before it answers.'),
    actions: ['enter-details', 'show-log'],
  },
  'not-supported': { text: () => t('This assistant cannot do that.'), actions: [] },
  'partly-stored': {
    text: () =>
      t(
        'Only a part of the long question was stored, and it could not be taken back. Retry adds what is missing; or ask in a new conversation.',
      ),
    actions: ['retry', 'new-thread', 'show-log'],
  },
  'file-type': { text: () => t('Files of this type cannot be attached.'), actions: [] },
  'file-too-large': { text: () => t('The file is larger than the service takes.'), actions: [] },
  'file-empty': { text: () => t('The service found no text in the file.'), actions: [] },
  'file-infected': {
    text: () => t('The service’s virus scanner rejected the file. It was not attached.'),
    actions: [],
  },
  'file-too-long': { text: () => t('The file holds more text than the service reads.'), actions: [] },
  'file-failed': { text: () => t('The service could not read the file.'), actions: ['show-log'] },
  'file-gone': { text: () => t('The file no longer exists at the service. Attach it again.'), actions: [] },
  'file-unreadable': {
    text: () => t('The file cannot be read. Check whether it is still there and you may open it.'),
    actions: [],
  },
  'file-exists': { text: () => t('A conversation takes one file, and this one has one already.'), actions: [] },
  bug: {
    text: () => t('Something in this extension failed. The log has the details.'),
    actions: ['retry', 'show-log'],
  },
};

const labels: Readonly<Record<NoteAction, () => Sentence>> = {
  retry: () => t('Retry'),
  'reload-thread': () => t('Look Again'),
  'look-again': () => t('Look Again'),
  'take-back': () => t('Back to Input'),
  'edit-question': () => t('Edit Question'),
  'new-session': () => t('Start New Session'),
  'new-thread': () => t('New Conversation'),
  'keep-copy': () => t('Keep a Copy'),
  'enter-details': () => t('Enter Details'),
  'set-api-key': () => t('Set API Key'),
  'edit-connection': () => t('Edit Connection'),
  'test-connection': () => t('Test Connection'),
  'show-log': () => t('Show Log'),
  'add-connection': () => t('Add Connection'),
  'try-demo': () => t('Try the Demo'),
};

/** One sentence for the error, as plain text. */
export function errorSentence(error: ErrorData): Sentence {
  return entryOf(error).text(error);
}

/**
 * The error with its actions. `purpose` replaces asking again where nothing was asked: a thread that cannot be read is
 * read again, a list is refreshed by its own view.
 */
export function errorNote(error: ErrorData, purpose: 'answer' | 'thread'): Note {
  if (error.doubt) return doubtNote(error, Object.hasOwn(doubts, error.doubt) ? error.doubt : 'not-looked');
  const { text, actions } = entryOf(error);
  const fitting = actions.map((action) => (action === 'retry' && purpose === 'thread' ? 'reload-thread' : action));
  const usable = fitting.length === 0 && purpose === 'thread' ? (['reload-thread'] as const) : fitting;
  return {
    text: text(error),
    actions: usable.map((action) => ({ action, label: labels[action]() })),
    ...(error.retryAt !== undefined && { until: error.retryAt }),
  };
}

/** What is said of an error. A code that came from the disk may be another version's. */
function entryOf({ code }: ErrorData): Entry {
  return Object.hasOwn(entries, code) ? entries[code] : entries.bug;
}

const doubts: Readonly<Record<Doubt, () => Sentence>> = {
  'not-found': () => t('The question was not found in the conversation: it has probably not arrived.'),
  'not-looked': () => t('Whether the question has arrived could not be checked.'),
  'cannot-look': () =>
    t('Whether the question has arrived cannot be checked with this service: sent again, it may be asked twice.'),
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

/** The command that carries an action out, for those that are commands. */
export function commandOf(action: NoteAction): string {
  const commands: Readonly<Record<NoteAction, string>> = {
    retry: 'retry',
    'reload-thread': 'refresh',
    'look-again': 'refresh',
    'take-back': 'focusInput',
    'edit-question': 'focusInput',
    'new-session': 'focusInput',
    'new-thread': 'newThread',
    'keep-copy': 'exportThread',
    'enter-details': 'enterDetails',
    'set-api-key': 'setApiKey',
    'edit-connection': 'editConnection',
    'test-connection': 'testConnection',
    'show-log': 'showLog',
    'add-connection': 'addConnection',
    'try-demo': 'tryDemo',
  };
  return `expertAssistants.${commands[action]}`;
}
