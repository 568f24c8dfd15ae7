import * as vscode from 'vscode';
import { attempt } from '../../base/attempt.ts';
import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import { onlyAssistant } from '../../chat/catalog/onlyAssistant.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import type { FollowUpQueue } from '../../chat/composer/followUpQueue.ts';
import type { QuestionEdits } from '../../chat/composer/questionEdits.ts';
import type { Message } from '../../chat/model/model.ts';
import type { DraftStore } from '../../chat/ports/drafts.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { LocalData, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { ThreadTitles } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { MenuCommand, SlashCommand } from '../../protocol.ts';
import type { Ratings } from '../answers/ratings.ts';
import type { Needed as ComparingParts } from '../answers/regenerateAndCompare.ts';
import type { SourcesTree } from '../answers/sourcesTree.ts';
import { queueQuestion } from '../composer/queue/queuedQuestion.ts';
import { sendQuestion } from '../composer/sendQuestion.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { inBackground } from '../platform/background.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { t } from '../platform/words.ts';
import type { LastThread } from '../threads/last/lastThread.ts';
import type { ChatViews } from './chatViews.ts';
import { dispatchToSession, isWith, type MessageHandlers } from './dispatchToSession.ts';

type Needed = ComparingParts & {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly directory: AssistantDirectory;
  readonly providers: Providers;
  readonly drafts: Drafts;
  readonly queue: FollowUpQueue;
  readonly edits: QuestionEdits;
  readonly composers: Composers;
  readonly titles: ThreadTitles;
  readonly tree: ConversationList;
  readonly chips: AttachedContext;
  readonly attachments: Attachments;
  readonly ratings: Ratings;
  readonly details: RequestDetailsStore;
  readonly target: TextTarget;
  readonly recent: RecentAssistants;
  readonly views: ChatViews;
  readonly sources: SourcesTree;
  readonly answers: AnswerDocuments;
  readonly last: LastThread;
  readonly outbox: Outbox;
  readonly draftStore: DraftStore;
  readonly consent: WorkspaceConsent;
  readonly sendConsent: SendConsent;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly localData: LocalData;
};

/** Carries out what a person does on the pages. What they say by id is looked up here; unknown ids do nothing. */
export function handleMessages(parts: Needed): vscode.Disposable {
  const handlers = messageHandlers(parts);
  const closed = {
    sendRefused: (sessionId: string) =>
      inBackground(
        parts,
        'Chat',
        import('../composer/refuseSend.ts').then(({ refuseSend }) => refuseSend(parts, sessionId)),
      ),
    loadingEnded: () => parts.views.showHead(),
  };
  return parts.views.onReceive((message) => dispatchToSession(handlers, parts.sessions.open, message, closed));
}

function messageHandlers(parts: Needed): MessageHandlers<ChatSession> {
  const run = (work: PromiseLike<unknown>) => inBackground(parts, 'Chat', work);
  return {
    ready: () => run(Promise.all([parts.directory.readAll(), parts.last.restore(parts)]).then(() => startOnly(parts))),
    send: ({ sessionId, to, text, contextIds }, session) => {
      // The page was about to show another one.
      if (!isWith(session, to))
        return run(import('../composer/refuseSend.ts').then(({ refuseSend }) => refuseSend(parts, sessionId)));
      // Whatever breaks before the question is taken over: the page does not wait for it.
      attempt(
        () => {
          if (parts.composers.of(session).edit)
            return import('../composer/replaceLastQuestion.ts').then(({ sendEdited }) =>
              sendEdited(parts, session, text, contextIds),
            );
          if (session.running) return queueQuestion(parts, session, text, contextIds);
          const left = parts.views.draft.takeStale(session, text);
          if (left === undefined) return sendQuestion(parts, session, text, contextIds);
          return import('../composer/sendOvertaken.ts').then(({ sendOvertaken }) =>
            sendOvertaken(parts, session, text, contextIds, left),
          );
        },
        (error) => {
          parts.views.tell({ type: 'send-rejected', sessionId });
          run(Promise.reject(error));
        },
      );
    },
    stop: (_, session) => session.stop(),
    queued: ({ action }, session) =>
      run(import('../composer/queue/queuedQuestion.ts').then(({ useQueued }) => useQueued(parts, action, session))),
    'run-command': ({ command }) => run(runSlashCommand(command)),
    'edit-question': ({ messageId }, session) =>
      run(import('../composer/editQuestion.ts').then(({ editQuestion }) => editQuestion(parts, session, messageId))),
    'delete-question': ({ messageId }, session) =>
      run(import('../threads/deleteQuestion.ts').then((module) => module.deleteQuestion(parts, session, messageId))),
    'cancel-edit': (_, session) =>
      run(import('../composer/editQuestion.ts').then(({ cancelEdit }) => cancelEdit(parts, session))),
    regenerate: (_, session) =>
      run(import('../composer/replaceLastQuestion.ts').then(({ regenerate }) => regenerate(parts, session))),
    draft: ({ text, basedOn }, session) => parts.drafts.set(session, text, basedOn),
    'draft-rests': () => parts.drafts.rest(),
    // Its page is the active one since it was received.
    used: () => undefined,
    'formula-copied': () =>
      parts.views.say(t('A copied cell begins with “=” or “@”. A spreadsheet may take it for a formula.')),
    choose: (message) =>
      run(import('../composer/switchAssistant.ts').then(({ chooseAssistant }) => chooseAssistant(parts, message))),
    'remove-context': ({ id }, session) => parts.chips.remove(session, id),
    'attach-file': (_, session) =>
      run(import('../attachments/attachFile.ts').then(({ pickAndAttach }) => pickAndAttach(parts, session))),
    'drop-uris': ({ uris }, session) =>
      run(import('../attachments/attachFile.ts').then(({ attachDropped }) => attachDropped(parts, session, uris))),
    'drop-file': ({ name, bytes }, session) =>
      run(
        import('../attachments/attachFile.ts').then(({ attachBytes }) =>
          attachBytes(parts, session, name, new Uint8Array(bytes)),
        ),
      ),
    'drop-refused': ({ reason }) =>
      run(import('../attachments/attachFile.ts').then(({ tellDropProblem }) => tellDropProblem(parts, reason))),
    'remove-file': (_, session) => run(parts.attachments.remove(session)),
    rate: ({ messageId, rating }, session) => {
      const message = messageOf(session, messageId);
      if (message) run(parts.ratings.rate(session, message, rating === 'none' ? undefined : rating));
    },
    'say-why': ({ messageId }, session) => {
      const message = messageOf(session, messageId);
      if (message) run(import('../answers/ratingCommands.ts').then(({ sayWhy }) => sayWhy(parts, session, message)));
    },
    recap: (_, session) =>
      run(import('../composer/askWithRecap.ts').then(({ askWithRecap }) => askWithRecap(parts, session))),
    'load-older': (_, session) => {
      // Also where nothing was read, and so nothing else is told.
      const answer = () => parts.views.showHead();
      run(import('./noteActions.ts').then(({ loadOlder }) => loadOlder(parts, session).finally(answer)));
    },
    answer: ({ action, messageId }, session) => {
      const message = messageOf(session, messageId);
      if (message) run(import('./noteActions.ts').then(({ useAnswer }) => useAnswer(parts, session, action, message)));
    },
    code: (block, session) => {
      const message = messageOf(session, block.messageId);
      if (message) run(import('../answers/answerCommands.ts').then(({ useCode }) => useCode(parts, message, block)));
    },
    'selected-part': ({ messageId, text }, session) => {
      const message = messageOf(session, messageId);
      if (message)
        run(import('../answers/answerCommands.ts').then(({ usePart }) => usePart(parts, message, session, text)));
    },
    'show-source': ({ messageId, sourceId }, session) => {
      const message = messageOf(session, messageId);
      if (message) run(parts.sources.reveal(message, sourceId));
    },
    'open-source': ({ messageId, sourceId }, session) => {
      const message = messageOf(session, messageId);
      run(import('../answers/openLink.ts').then(({ openSource }) => openSource(message, sourceId)));
    },
    'open-link': ({ messageId, href }, session) => {
      const message = messageOf(session, messageId);
      run(import('../answers/openLink.ts').then(({ openLink }) => openLink(message, href)));
    },
    'note-action': ({ action, messageId }, session) =>
      run(import('./noteActions.ts').then(({ useNote }) => useNote(parts, session, action, messageId))),
  };
}

function messageOf(session: ChatSession, messageId: string): Message | undefined {
  return session.transcript.messages.find(({ id }) => id === messageId);
}

/** The command of the palette that a word after `/` stands for; all but `find`, which the page does itself. */
const commands: Readonly<Record<Exclude<SlashCommand, 'find'> | MenuCommand, string>> = {
  'find-thread': 'filterThreads',
  move: 'moveToFolder',
  guide: 'openGuide',
  settings: 'openSettings',
  new: 'newThread',
  prompt: 'usePrompt',
  attach: 'attachFile',
  export: 'exportThread',
  rename: 'renameThread',
  delete: 'deleteThread',
  stop: 'stop',
};

/** Begins with the one assistant where there is one alone: nobody has to choose it. */
function startOnly(parts: Needed): void {
  const only = parts.pages.active ? undefined : onlyAssistant(parts);
  if (only) parts.pages.start(only.connectionId, only.assistant);
}

async function runSlashCommand(command: SlashCommand | MenuCommand): Promise<void> {
  if (command !== 'find') await vscode.commands.executeCommand(`expertAssistants.${commands[command]}`);
}
