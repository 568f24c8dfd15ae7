import type { ErrorCode, ErrorData } from '../../../chat/model/errorData.ts';
import { type Sentence, sentences, t } from '../words.ts';
import { type ErrorEntry, hostOf } from './entry.ts';

/**
 * Returns the sentence for a failure of the disk, by the system's own code; drafts, names, folders and deleting meet it
 * as well as conversations.
 */
function diskSentence({ detail = '' }: ErrorData): Sentence {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(detail)) {
    return t('The disk is full. Nothing more can be saved on this computer. Free up some space, and then try again.');
  }
  if (['EROFS', 'EACCES', 'EPERM'].includes(detail)) {
    return t('Nothing can be saved on this computer. The extension’s storage folder is read-only.');
  }
  return t('Couldn’t read or save local data.');
}

/** Errors of a question, its file, its answer, or their storage on this computer. */
export const questionErrors = {
  'thread-gone': {
    text: () =>
      t(
        'This conversation was deleted in another window or on another computer. Start a new one; your question will be carried over.',
      ),
    actions: ['keep-copy', 'new-thread'],
  },
  'deployment-former': {
    text: () =>
      t(
        'This conversation belongs to a different deployment than the connection uses now. Nothing was sent. Start a new conversation; your question will be carried over.',
      ),
    actions: ['new-thread', 'edit-connection'],
  },
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
  storage: { text: diskSentence, actions: ['retry', 'show-log'] },
  'answer-unsaved': {
    text: (e) => sentences(t('This answer isn’t saved on this computer yet.'), diskSentence(e)),
    actions: ['retry', 'show-log'],
  },
  'not-arrived': { text: () => t('The question wasn’t found in the conversation.'), actions: ['retry'] },
  'cannot-look': { text: () => t('It’s unknown whether your question arrived.'), actions: ['retry'] },
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
} satisfies Partial<Record<ErrorCode, ErrorEntry>>;
