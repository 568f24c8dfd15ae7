import * as vscode from 'vscode';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { NoteAction } from '../../protocol.ts';
import { tellChange } from '../composer/conflictNotices.ts';
import { startAnew, takeBack } from '../composer/moveToNewThread.ts';
import { askAgain } from '../composer/runCommands.ts';
import { commandOf, errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';

type Needed = Parameters<typeof startAnew>[0] & {
  readonly providers: Providers;
  readonly details: RequestDetailsStore;
  readonly prompts: Prompts;
};

/** What sends, or needs the composer, which may hold the change of a question. */
const disturbing: ReadonlySet<NoteAction> = new Set([
  'retry',
  'enter-details',
  'take-back',
  'edit-question',
  'new-session',
]);

/** What helps where something went wrong, by the button beside what is said of it. */
export async function useNote(parts: Needed, action: NoteAction, messageId: string | undefined): Promise<void> {
  const shown = parts.sessions.shown;
  if (disturbing.has(action) && parts.edits.of(shown)) return tellChange(parts);
  switch (action) {
    case 'retry':
      if (shown) await askAgain(parts, shown);
      return;
    case 'reload-thread':
      await (shown ? shown.load() : parts.directory.readAll());
      return;
    case 'enter-details':
      if (shown) await askForMore(parts, shown);
      return;
    case 'look-again':
      // Reading the conversation anew finds the question, or its answer; nothing is sent.
      await shown?.load();
      return;
    case 'take-back':
      if (shown) await takeBack(parts, shown, messageId);
      return;
    case 'edit-question':
      // What was not sent is edited where it was typed: nothing of it stays in the conversation to be replaced.
      if (shown) await takeBack(parts, shown, messageId);
      parts.views.tell({ type: 'focus', target: 'input' });
      return;
    case 'new-session':
      if (shown) await askAgain(parts, shown, { newSession: true });
      return;
    case 'new-thread':
      if (shown) await startAnew(parts, shown);
      return;
    default: {
      const connection = shown && parts.providers.connection(shown.connectionId);
      await vscode.commands.executeCommand(
        commandOf(action),
        ...(connection ? [{ kind: 'connection', connection }] : []),
      );
    }
  }
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
