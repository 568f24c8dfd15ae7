import * as vscode from 'vscode';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Message } from '../../chat/model/model.ts';
import { questionOf } from '../../chat/model/transcript.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { AnswerAction, NoteAction } from '../../protocol.ts';
import * as answers from '../answers/answerCommands.ts';
import type { Needed as ComparingParts } from '../answers/regenerateAndCompare.ts';
import { warnEditInProgress } from '../composer/conflictNotices.ts';
import { moveToNewThread, takeBack } from '../composer/moveToNewThread.ts';
import { askAgain } from '../composer/runCommands.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import { commandOf } from '../platform/errors/noteActions.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';

type Needed = Parameters<typeof moveToNewThread>[0] & {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly details: RequestDetailsStore;
  readonly attachments: Attachments;
  readonly sendConsent: SendConsent;
  readonly prompts: Prompts;
};

/** Carries out an action on an answer of the page. */
export async function useAnswer(
  parts: Needed & ComparingParts & { readonly answers: AnswerDocuments },
  session: ChatSession,
  action: AnswerAction,
  message: Message,
): Promise<void> {
  if (action === 'export') await (await import('../export/exportCommands.ts')).exportAnswerOf(parts, session, message);
  else if (action === 'compare')
    await (await import('../answers/regenerateAndCompare.ts')).compareAnswer(parts, session, message);
  else await answers.useAnswer(parts, action, message, session);
}

/** The actions that send, or need the composer, which may hold the change of a question. */
const disturbing: ReadonlySet<NoteAction> = new Set([
  'retry',
  'enter-details',
  'take-back',
  'edit-question',
  'remove-file',
  'new-session',
]);

/** Carries out the action of a note's button: the one that helps where something went wrong. */
export async function useNote(
  parts: Needed,
  session: ChatSession | undefined,
  action: NoteAction,
  messageId: string | undefined,
): Promise<void> {
  if (disturbing.has(action) && session && parts.composers.of(session).edit) return warnEditInProgress(parts);
  switch (action) {
    case 'retry':
      if (session) await askAgain(parts, session);
      return;
    case 'reload-thread':
      await (session ? session.load() : parts.directory.readAll());
      return;
    case 'enter-details':
      if (session) await askForMore(parts, session);
      return;
    case 'look-again':
      // Reading the conversation anew finds the question, or its answer; nothing is sent.
      await session?.load();
      return;
    case 'take-back':
      if (session) await takeBack(parts, session, messageId);
      return;
    case 'edit-question':
      if (session) await changeQuestion(parts, session, messageId);
      parts.views.tell({ type: 'focus', target: 'input' });
      return;
    case 'remove-file':
      if (session) await withoutFile(parts, session, messageId);
      return;
    case 'new-session':
      if (session) await askAgain(parts, session, { newSession: true });
      return;
    case 'new-thread':
      if (session) await moveToNewThread(parts, session);
      return;
    default: {
      const connection = session && parts.providers.connection(session.connectionId);
      await vscode.commands.executeCommand(
        commandOf(action),
        ...(connection ? [{ kind: 'connection', connection }] : []),
      );
    }
  }
}

/**
 * Has a question changed: one that was not sent where it was typed, so that nothing of it stays in the conversation to
 * be replaced; one that the vendor has, as by its pencil.
 */
async function changeQuestion(parts: Needed, session: ChatSession, messageId: string | undefined): Promise<void> {
  const question = questionOf(session.transcript, messageId);
  if (question?.state !== 'sent') return takeBack(parts, session, messageId);
  const { editQuestion } = await import('../composer/editQuestion.ts');
  await editQuestion(parts, session, question.id);
}

/** The question goes back to where it was typed, and the file that the service does not take is gone from it. */
async function withoutFile(parts: Needed, session: ChatSession, messageId: string | undefined): Promise<void> {
  await changeQuestion(parts, session, messageId);
  await parts.attachments.remove(session);
  parts.views.tell({ type: 'focus', target: 'input' });
}

async function askForMore(parts: Needed, session: ChatSession): Promise<void> {
  const { askForDetails, fieldsWanted } = await import('../connections/requestDetails.ts');
  if (await askForDetails(parts, session, fieldsWanted(session))) await askAgain(parts, session);
}

/** Reads the page before what is shown; why it could not be read is said. */
export async function loadOlder({ prompts }: { readonly prompts: Prompts }, target: ChatSession): Promise<void> {
  const error = await target.loadOlder();
  if (error) void prompts.tell('error', errorSentence(error));
}
