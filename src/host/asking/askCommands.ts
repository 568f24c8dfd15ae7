import * as vscode from 'vscode';
import { onlyAssistant } from '../../chat/catalog/onlyAssistant.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { ContextItem } from '../../chat/model/model.ts';
import { codePoints, composeQuestion, maximumLengthOf } from '../../chat/model/questionText.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { type PickParts, pickAssistant } from '../connections/pickAssistant.ts';
import { agreedLine, linesAsContext, selectionAsContext } from '../documents/selection.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { errorSentence } from '../platform/errorText.ts';
import { asLabel, type Label, listed, type Sentence, t } from '../platform/words.ts';

export type Needed = PickParts & {
  readonly chips: AttachedContext;
  readonly composers: Composers;
  readonly target: TextTarget;
  readonly views: ChatPort;
};

/** Chooses whom to ask and puts the cursor into the composer. */
export async function ask(parts: Needed): Promise<void> {
  const picked = await pickAssistant(parts, t('Select an assistant to ask'));
  if (!picked || picked === 'current') return;
  parts.pages.start(picked.connectionId, picked.assistant);
  await parts.views.focus('input');
}

/**
 * Attaches exactly the selected text to the next message, as a chip that says where it is from and how long it is.
 * Nothing is sent before the person sends.
 */
export async function askAboutSelection(parts: Needed): Promise<void> {
  const context = (await selectionAsContext(parts)) ?? (await agreedLine(parts))?.context;
  if (context) await askAbout(parts, context);
}

/** Attaches the lines of a problem, and puts what it says into the message field. */
export async function askAboutProblem(parts: Needed, argument: unknown): Promise<void> {
  const { uri, message, range } = (argument ?? {}) as { uri?: unknown; message?: unknown; range?: unknown };
  if (!(uri instanceof vscode.Uri) || typeof message !== 'string' || !(range instanceof vscode.Range)) return;
  const context = linesAsContext(await vscode.workspace.openTextDocument(uri), range);
  const session = context && (await askAbout(parts, context));
  if (!session) return;
  const text = t('What does this problem mean, and how is it solved?');
  await parts.composers.of(session).add({ text: `${text}\n\n${message}`, context: [] }, 'after');
  await parts.views.focus('input');
}

/** Attaches `context` to the next question, and resolves the conversation that it was attached in. */
export async function askAbout(parts: Needed, context: ContextItem): Promise<ChatSession | undefined> {
  const session = await chooseSession(parts, t('Select an assistant to ask about the selection'));
  return session && (await attachContext(parts, session, [context])) ? session : undefined;
}

/** The conversation that a text is to be asked about in: the shown one, or a new one with another assistant. */
export async function chooseSession(parts: Needed, placeholder: Sentence): Promise<ChatSession | undefined> {
  const shown = parts.pages.active;
  const goesOn = shown && !shown.loadError ? whichConversation(parts, shown) : undefined;
  const picked = isOnlyPlace(parts, shown) ? ('current' as const) : await pickAssistant(parts, placeholder, goesOn);
  if (!picked) return undefined;
  // The one that the list described, even if another is shown by now.
  if (picked === 'current' && shown) parts.pages.showAgain(shown);
  const session =
    picked === 'current' ? parts.pages.active : parts.pages.startEmpty(picked.connectionId, picked.assistant);
  return !session || (picked === 'current' && !isSame(session, shown)) ? undefined : session;
}

/** Attaches texts to the next question of `session`. False: they are too long for it, which is said. */
export async function attachContext(
  parts: Needed,
  session: ChatSession,
  texts: readonly ContextItem[],
): Promise<boolean> {
  // Where the assistant takes parts, that is asked when the question goes out.
  const isTooLong = codePoints(composeQuestion('', texts)) > maximumLengthOf(session.assistant);
  if (isTooLong && !session.assistant.features?.includes('long-questions')) {
    void parts.prompts.tell('warning', errorSentence({ code: 'message-too-long' }));
    return false;
  }
  await parts.recent.use({ connectionId: session.connectionId, assistantId: session.assistant.id });
  for (const text of texts) parts.chips.add(session, text);
  await parts.views.focus('input');
  return true;
}

/** A conversation with the one assistant that there is to ask is open: nothing is left to choose. */
function isOnlyPlace(parts: Needed, shown: ChatSession | undefined): boolean {
  const only = onlyAssistant(parts);
  return (
    shown?.loadError === undefined &&
    only?.connectionId === shown?.connectionId &&
    only?.assistant.id === shown?.assistant.id &&
    only !== undefined
  );
}

function isSame(a: ChatSession, b: ChatSession | undefined): boolean {
  return a === b || (a.connectionId === b?.connectionId && a.thread !== undefined && a.thread.id === b.thread?.id);
}

/** Title, assistant and service of the conversation: text is about to go there. Undefined before its first question. */
function whichConversation({ providers }: Needed, { thread, assistant, connectionId }: ChatSession): Label | undefined {
  const connection = providers.connection(connectionId)?.name ?? connectionId;
  return thread && asLabel(listed([thread.title, assistant.name, connection], ' · '));
}
