import { assistantChoices } from '../../chat/catalog/assistantChoices.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { FollowUpQueue } from '../../chat/composer/followUpQueue.ts';
import type { QuestionEdits } from '../../chat/composer/questionEdits.ts';
import type { ErrorData } from '../../chat/model/errorData.ts';
import type { Message } from '../../chat/model/model.ts';
import { lastQuestion, questionOf } from '../../chat/model/transcript.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { sharedSources } from '../../chat/text/citations/sharedSources.ts';
import type { ChatHead, Note, SessionHead } from '../../protocol.ts';
import type { Ratings } from '../answers/ratings.ts';
import type { SourcesTree } from '../answers/sourcesTree.ts';
import { fileChip } from '../attachments/attachmentText.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { noteAction } from '../platform/errors/noteActions.ts';
import { errorNote } from '../platform/errorText.ts';
import { othersConversation, shownAsOf } from '../platform/format.ts';
import { chatFont, sendKey } from '../platform/settings.ts';
import { wordsOf } from '../platform/vendorWords.ts';

export interface ChatHeadSources {
  readonly pages: Pick<Pages, 'shown'>;
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly recent: RecentAssistants;
  readonly chips: AttachedContext;
  readonly attachments: Attachments;
  readonly ratings: Ratings;
  readonly target: TextTarget;
  readonly queue: FollowUpQueue;
  readonly edits: QuestionEdits;
  readonly sources: SourcesTree;
}

/** Everything the chat page shows around the transcript of `session`. */
export function chatHead(session: ChatSession | undefined, from: ChatHeadSources): ChatHead {
  const obstacle = session ? threadObstacle(session, from.providers) : connectionObstacle(from);
  const file = from.attachments.of(session);
  const queued = from.queue.of(session);
  const edit = from.edits.of(session);
  const kept = session && lastQuestion(session.transcript)?.attachment;
  return {
    ...(session && { session: sessionHead(session, from.providers) }),
    choices: assistantChoices(from),
    unread: unread(from),
    context: from.chips.of(session),
    ...(file && { file: fileChip(file) }),
    ...(session && { ratings: from.ratings.of(session), takesReasons: from.ratings.takesReasons(session) }),
    ...(queued && { queued: { text: queued.text, isPaused: queued.isPaused } }),
    ...(edit && { editing: edit.messageId }),
    ...(edit && !file && kept && { editingFile: kept.name || kept.fileId }),
    sendKey: sendKey(),
    font: chatFont(),
    ...(from.target.name !== undefined && { insertTarget: from.target.name }),
    ...(from.sources.visible && { sourcesBeside: true }),
    notes: session ? notes(session) : {},
    ...(session && from.pages.shown.length > 1 && { sharedSources: sharedWith(session, from.pages.shown) }),
    ...(obstacle && { obstacle }),
    loading: session ? session.loading : from.providers.connections.some(({ id }) => from.directory.reading(id)),
    ...(session?.loadingOlder && { loadingOlder: true }),
  };
}

/** What the conversations on the other pages have in common with this one. */
function sharedWith(session: ChatSession, shown: readonly ChatSession[]) {
  const compared = ({ assistant, transcript }: ChatSession) => ({ name: assistant.name, ...transcript });
  return sharedSources(compared(session), shown.filter((other) => other !== session).map(compared));
}

function threadObstacle({ loadError, transcript, connectionId }: ChatSession, providers: Providers): Note | undefined {
  if (!loadError) return undefined;
  const note = errorNote(loadError, 'thread');
  if (loadError.code !== 'thread-gone') return note;
  // No messages yet, so there is nothing cached to mention.
  const isEmpty = transcript.messages.length === 0;
  const actions = note.actions.filter(({ action }) => action !== 'keep-copy' || !isEmpty);
  const connection = providers.connection(connectionId);
  return { text: (connection && wordsOf(connection).threadGone()) ?? note.text, actions };
}

/** A connection whose assistants could not be read: its assistants are missing among the choices. */
function connectionObstacle({ providers, directory }: ChatHeadSources): Note | undefined {
  const { connections } = providers;
  if (connections.some(({ id }) => directory.reading(id))) return undefined;
  const failed = connections.find(({ id }) => directory.failure(id));
  const failure = failed && directory.failure(failed.id);
  if (!failed || !failure) return undefined;
  const note = errorNote(failure, 'thread');
  return { ...note, text: `${failed.name}: ${note.text}` };
}

function sessionHead(session: ChatSession, providers: Providers): SessionHead {
  const connection = providers.connection(session.connectionId);
  const { id: threadId, title, isTitleLocal } = session.thread ?? {};
  const demo = connection && wordsOf(connection).demo();
  return {
    id: session.id,
    connectionId: session.connectionId,
    connectionLabel: connection?.name ?? session.connectionId,
    assistant: session.assistant,
    ...(threadId !== undefined && { threadId }),
    ...(title !== undefined && { title }),
    ...(isTitleLocal && { isTitleLocal }),
    ...(demo !== undefined && { demo }),
    ...banner(session, session.thread?.isOthers ? othersConversation() : undefined),
  };
}

/** A quiet line above the composer: whose conversation it is, or that what is shown may have changed meanwhile. */
function banner({ asOf, loading, loadError }: ChatSession, whose: string | undefined): { readonly banner?: string } {
  const offline = asOf && !loading && loadError?.code !== 'thread-gone' && shownAsOf(asOf);
  const lines = [whose, offline].filter((line) => line);
  return lines.length > 0 ? { banner: lines.join(' · ') } : {};
}

function unread({ providers, directory }: ChatHeadSources): readonly string[] {
  return providers.connections
    .filter(({ id }) => directory.known(id).length === 0 && directory.failure(id) !== undefined)
    .map(({ name: label }) => label);
}

function notes({ transcript, running }: ChatSession): Readonly<Record<string, Note>> {
  const last = lastQuestion(transcript);
  return Object.fromEntries(
    transcript.messages.flatMap(({ id, error }) => {
      if (!error) return [];
      const question = questionOf(transcript, id);
      const note = noteOf(error);
      return [[id, question === last ? note : earlierNote(note, question, running)]];
    }),
  );
}

/** Returns the note for an error. One that cannot be worded is a defect, and hides no other. */
function noteOf(error: ErrorData): Note {
  try {
    return errorNote(error, 'answer');
  } catch {
    return errorNote({ code: 'bug' }, 'answer');
  }
}

/**
 * Returns the note of a question that is not the last: it cannot be asked again where it stands, and can be taken back
 * unless it arrived.
 */
function earlierNote(note: Note, question: Message | undefined, running: boolean): Note {
  const isOpen = !running && (question?.state === 'failed' || question?.state === 'unknown');
  const fitting = note.actions.filter(({ action }) => action === 'look-again' || action === 'show-log');
  return { text: note.text, actions: [...fitting, ...(isOpen ? [noteAction('take-back')] : [])] };
}
