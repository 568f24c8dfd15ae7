import * as vscode from 'vscode';
import { attempt } from '../../base/attempt.ts';
import { all } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import type { QuestionQueue } from '../../chat/composer/followUpQueue.ts';
import type { ContextChips } from '../../chat/composer/passages.ts';
import type { QuestionEdits } from '../../chat/composer/questionEdits.ts';
import type { DraftStore } from '../../chat/ports/drafts.ts';
import type { RatingStore } from '../../chat/ports/feedback.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { LocalData, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { ThreadCache, ThreadFolders, ThreadTitles } from '../../chat/ports/threads.ts';
import type { ChatSessions } from '../../chat/session/sessionRegistry.ts';
import { dispatch, type FromWebview, type Handlers, type SlashCommand } from '../../protocol.ts';
import type { Ratings } from '../answers/ratings.ts';
import type { SourcesTree } from '../answers/sourcesTree.ts';
import { queueQuestion } from '../composer/queuedQuestion.ts';
import { sendQuestion } from '../composer/sendQuestion.ts';
import type { AnswerDocuments } from '../documents/answerDocuments.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import { inBackground } from '../platform/background.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { LastThread } from '../threads/restoreLastThread.ts';
import type { ChatViews } from './chatViews.ts';
import { isWith } from './isWith.ts';

interface Needed {
  readonly sessions: ChatSessions;
  readonly directory: AssistantDirectory;
  readonly providers: Providers;
  readonly drafts: Drafts;
  readonly queue: QuestionQueue;
  readonly edits: QuestionEdits;
  readonly titles: ThreadTitles;
  readonly tree: ConversationList;
  readonly chips: ContextChips;
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
  readonly cache: ThreadCache;
  readonly draftStore: DraftStore;
  readonly folders: ThreadFolders;
  readonly ratingStore: RatingStore;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly localData: LocalData;
}

/** Carries out what a person does on the chat page. What it says by id is looked up here; unknown ids do nothing. */
export function receiveChatIntents(parts: Needed): vscode.Disposable {
  const handlers = chatIntents(parts);
  return all(
    parts.views.onReceive((message) => dispatch(handlers, message)),
    parts.edits.onOvertaken(({ session, edit }) =>
      inBackground(
        parts,
        'Change of a question',
        import('../composer/editQuestion.ts').then(({ keepBoth }) => keepBoth(parts, session, edit)),
      ),
    ),
  );
}

function chatIntents(parts: Needed): Handlers<FromWebview> {
  const { sessions, chips } = parts;
  const session = (id: string) => sessions.open.find((candidate) => candidate.id === id);
  const answer = (id: string) => sessions.shown?.transcript.messages.find((message) => message.id === id);
  const run = (work: PromiseLike<unknown>) => inBackground(parts, 'Chat', work);
  return {
    ready: () => run(Promise.all([parts.directory.readAll(), parts.last.restore(parts)])),
    send: ({ sessionId, to, text, contextIds }) => {
      const target = session(sessionId);
      // Its conversation was closed, here or in another window, or the page was about to show another one.
      if (!target || !isWith(target, to))
        return run(import('../composer/refuseSend.ts').then(({ refuseSend }) => refuseSend(parts, sessionId)));
      // Whatever breaks before the question is taken over: the page does not wait for it.
      attempt(
        () => {
          if (parts.edits.of(target))
            return import('../composer/replaceLastQuestion.ts').then(({ sendEdited }) =>
              sendEdited(parts, target, text, contextIds),
            );
          if (target.running) return queueQuestion(parts, target, text, contextIds);
          const left = parts.views.draft.overtaken(target, text);
          if (left === undefined) return sendQuestion(parts, target, text, contextIds);
          return import('../composer/sendOvertaken.ts').then(({ sendOvertaken }) =>
            sendOvertaken(parts, target, text, contextIds, left),
          );
        },
        (error) => {
          parts.views.tell({ type: 'not-sent', sessionId });
          run(Promise.reject(error));
        },
      );
    },
    stop: ({ sessionId }) => session(sessionId)?.stop(),
    queued: ({ action, sessionId }) => {
      const target = session(sessionId);
      if (target)
        run(import('../composer/queuedQuestion.ts').then(({ useQueued }) => useQueued(parts, action, target)));
    },
    'run-command': ({ command }) => run(runSlashCommand(command)),
    'edit-question': ({ messageId }) => {
      const { shown } = sessions;
      if (shown)
        run(import('../composer/editQuestion.ts').then(({ editQuestion }) => editQuestion(parts, shown, messageId)));
    },
    'cancel-edit': ({ sessionId }) => {
      const target = session(sessionId);
      if (target) run(import('../composer/editQuestion.ts').then(({ cancelEdit }) => cancelEdit(parts, target)));
    },
    regenerate: ({ sessionId }) => {
      const target = session(sessionId);
      if (target) run(import('../composer/replaceLastQuestion.ts').then(({ regenerate }) => regenerate(parts, target)));
    },
    draft: ({ sessionId, text, basedOn }) => {
      const target = session(sessionId);
      if (target) parts.drafts.set(target, text, basedOn);
    },
    'draft-rests': () => parts.drafts.rest(),
    choose: (message) =>
      run(import('../composer/switchAssistant.ts').then(({ chooseAssistant }) => chooseAssistant(parts, message))),
    'remove-context': ({ id }) => {
      if (sessions.shown) chips.remove(sessions.shown, id);
    },
    'attach-file': ({ sessionId }) => {
      if (sessions.shown?.id === sessionId)
        run(import('../attachments/attachFile.ts').then(({ attachFile }) => attachFile(parts, undefined)));
    },
    'drop-uris': ({ sessionId, uris }) => {
      const target = session(sessionId);
      if (target)
        run(import('../attachments/attachFile.ts').then(({ attachDropped }) => attachDropped(parts, target, uris)));
    },
    'drop-file': ({ sessionId, name, bytes }) => {
      const target = session(sessionId);
      if (target)
        run(
          import('../attachments/attachFile.ts').then(({ attachBytes }) =>
            attachBytes(parts, target, name, new Uint8Array(bytes)),
          ),
        );
    },
    'remove-file': ({ sessionId }) => {
      const target = session(sessionId);
      if (target) run(parts.attachments.remove(target));
    },
    rate: ({ messageId, rating }) => {
      const message = answer(messageId);
      const { shown } = sessions;
      if (shown && message) run(parts.ratings.rate(shown, message, rating === 'none' ? undefined : rating));
    },
    'say-why': ({ messageId }) => {
      const message = answer(messageId);
      const shown = sessions.shown;
      if (shown && message)
        run(import('../answers/ratingCommands.ts').then(({ sayWhy }) => sayWhy(parts, shown, message)));
    },
    recap: ({ sessionId }) => {
      const target = session(sessionId);
      if (target) run(import('../composer/askWithRecap.ts').then(({ askWithRecap }) => askWithRecap(parts, target)));
    },
    'load-older': ({ sessionId }) => {
      const target = session(sessionId);
      // Also where nothing was read, and so nothing else is told.
      const answer = () => parts.views.showHead();
      if (target) run(import('./noteActions.ts').then(({ loadOlder }) => loadOlder(parts, target).finally(answer)));
      else answer();
    },
    answer: ({ action, messageId }) => {
      const message = answer(messageId);
      if (message)
        run(import('../answers/answerCommands.ts').then(({ useAnswer }) => useAnswer(parts, action, message)));
    },
    code: (block) => {
      const message = answer(block.messageId);
      if (message) run(import('../answers/answerCommands.ts').then(({ useCode }) => useCode(parts, message, block)));
    },
    'show-source': ({ messageId, sourceId }) => {
      const message = answer(messageId);
      if (message) run(parts.sources.reveal(message, sourceId));
    },
    'open-source': ({ messageId, sourceId }) => {
      const message = answer(messageId);
      run(import('../answers/openLink.ts').then(({ openSource }) => openSource(message, sourceId)));
    },
    'open-link': ({ messageId, href }) => {
      const message = answer(messageId);
      run(import('../answers/openLink.ts').then(({ openLink }) => openLink(message, href)));
    },
    'note-action': ({ action, messageId }) =>
      run(import('./noteActions.ts').then(({ useNote }) => useNote(parts, action, messageId))),
  };
}

/** The command of the palette that a word after `/` stands for; all but `find`, which the page does itself. */
const commands: Readonly<Record<Exclude<SlashCommand, 'find'>, string>> = {
  new: 'newThread',
  attach: 'attachFile',
  export: 'exportThread',
  rename: 'renameThread',
  delete: 'deleteThread',
  stop: 'stop',
};

async function runSlashCommand(command: SlashCommand): Promise<void> {
  if (command !== 'find') await vscode.commands.executeCommand(`expertAssistants.${commands[command]}`);
}
