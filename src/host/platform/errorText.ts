import type { Doubt, ErrorCode, ErrorData } from '../../chat/model/errorData.ts';
import type { Note, NoteAction } from '../../protocol.ts';
import type { ErrorEntry } from './errors/entry.ts';
import { noteAction } from './errors/noteActions.ts';
import { questionErrors } from './errors/questionErrors.ts';
import { serviceErrors } from './errors/serviceErrors.ts';
import { capitalized, type Sentence, sentences, t } from './words.ts';

/** Every code with its sentence. Exhaustive: a code without one does not compile. */
const entries: Readonly<Record<ErrorCode, ErrorEntry>> = { ...serviceErrors, ...questionErrors };

/** Returns one sentence for the error, as plain text. */
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
    actions: usable.map(noteAction),
    ...waitOf(error),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

/** The longest that nothing can be sent: what helps against a longer wait, such as another key, can be tried at once. */
const longestWait = 3_600_000;

function waitOf({ retryAt }: ErrorData): Pick<Note, 'until'> {
  return retryAt !== undefined && Date.parse(retryAt) - Date.now() <= longestWait ? { until: retryAt } : {};
}

/** A host keeps its spelling; without one, the sentence may begin with “the service”. */
function textOf(error: ErrorData): Sentence {
  const sentence = entryOf(error).text(error);
  return error.host === undefined ? capitalized(sentence) : sentence;
}

/** Returns the entry of an error. A code that came from the disk may be another version's. */
function entryOf({ code }: ErrorData): ErrorEntry {
  return Object.hasOwn(entries, code) ? entries[code] : entries.bug;
}

const doubts: Readonly<Record<Doubt, () => Sentence>> = {
  'not-found': () => t('The question wasn’t found in the conversation. It probably didn’t arrive.'),
  'not-looked': () => t('Couldn’t check whether your question arrived.'),
  'cannot-look': () =>
    t('This service can’t confirm whether your question arrived. If you send it again, it might be asked twice.'),
};

/**
 * Returns the note of a doubt: what happened, what is not known, and that only the person decides whether the question
 * goes out once more.
 */
function doubtNote(error: ErrorData, doubt: Doubt): Note {
  const looking: readonly NoteAction[] = doubt === 'cannot-look' ? [] : ['look-again'];
  return {
    text: sentences(errorSentence(error), doubts[doubt]()),
    actions: [...looking.map(noteAction), { action: 'retry', label: t('Send Again') }, noteAction('take-back')],
    ...waitOf(error),
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}

/** The first action that helps, for places that have room for one. */
export function firstAction(error: ErrorData): NoteAction | undefined {
  return entryOf(error).actions[0];
}
