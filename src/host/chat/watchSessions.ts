import * as vscode from 'vscode';
import { all } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Drafts } from '../../chat/composer/drafts.ts';
import type { FollowUpQueue } from '../../chat/composer/followUpQueue.ts';
import { lastAnswer, lastQuestion, type ThreadEvent } from '../../chat/model/transcript.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { SourcesTree } from '../answers/sourcesTree.ts';
import { inBackground } from '../platform/background.ts';
import type { ConversationList } from '../platform/conversationList.ts';
import { setContextKey } from '../platform/manifest/contextKeys.ts';
import type { Prompts } from '../platform/prompts.ts';
import { notifyWhenDone } from '../platform/settings.ts';
import type { ChatViews } from './chatViews.ts';

interface Needed {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly unseen: UnseenAnswers;
  readonly attachments: Attachments;
  readonly drafts: Drafts;
  readonly chips: AttachedContext;
  readonly composers: Composers;
  readonly queue: FollowUpQueue;
  readonly outbox: Outbox;
  readonly tree: ConversationList;
  readonly sources: SourcesTree;
  readonly views: ChatViews;
  readonly prompts: Prompts;
  readonly log: Log;
}

/** Has the rest of the window follow the events of conversations, shown or not. */
export function watchSessions(parts: Needed): vscode.Disposable {
  return all(
    parts.sessions.onOpened((session) => follow(session, parts)),
    // A file that no question took along is of no use to anybody any more.
    parts.sessions.onClosed((session) => {
      void parts.attachments.discard(session);
      parts.unseen.remove(session);
    }),
    // Another window of this computer may have gone on with the conversation.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) parts.drafts.rest();
      if (!focused) return;
      for (const session of parts.pages.shown) {
        void session.refresh();
        showNews(session, parts);
      }
    }),
    parts.pages.onActive((session) => {
      parts.sources.forgetChoice();
      parts.sources.show(lastAnswer(session?.transcript));
      tellContext(session);
    }),
  );
}

function follow(session: ChatSession, parts: Needed): void {
  inBackground(parts, 'Draft', recoverQuestion(session, parts));
  let threadId = session.thread?.id;
  let gone = false;
  session.onChange(() => {
    const before = gone;
    gone = session.loadError?.code === 'thread-gone';
    if (gone && !before) keepWhatIsUnsent(session, parts);
    if (session.thread?.id === threadId) return;
    threadId = session.thread?.id;
    parts.drafts.follow(session);
    void parts.queue.begun(session);
    parts.tree.refreshThreads(session.connectionId, session.assistant.id);
  });
  let isResumed = false;
  session.onEvent((event) => {
    rememberQuestion(session, event, parts);
    if (event.type === 'messages-loaded' && !isResumed) {
      // A copy may lack what was asked since.
      isResumed = session.asOf === undefined;
      inBackground(parts, 'Draft', parts.composers.of(session).resumeEdit());
    }
    if (event.type === 'run-start' || event.type === 'run-end') tellRunning(session, parts);
    if (event.type === 'run-end' && session.isGone) keepWhatIsUnsent(session, parts);
    if (parts.pages.active === session) showEvent(session, event, parts);
    if (event.type !== 'run-end') return;
    if (session.thread && event.outcome.type === 'complete') parts.tree.wentOn(session.thread, event.at);
    const isAnswer = event.outcome.type !== 'complete' || !event.outcome.isOnlyAdded;
    if (event.outcome.type !== 'stopped' && isAnswer) notifyAnswerReady(session, parts);
  });
}

function rememberQuestion(session: ChatSession, event: ThreadEvent, { composers }: Needed): void {
  const complete = event.type === 'run-end' && event.outcome.type === 'complete';
  if (event.type !== 'question-stored' && !complete) return;
  const question = lastQuestion(session.transcript);
  if (question) composers.of(session).stored(question.text, question.id);
}

/** Shows the change that another window has made to the draft. */
function showNews(session: ChatSession, { chips, views }: Needed): void {
  if (views.draft.externalChange(session) === undefined) return;
  chips.reread(session);
  views.showDraft(session);
}

/** A question whose window closed before its turn came is put back where it was typed. */
async function recoverQuestion(session: ChatSession, parts: Needed): Promise<void> {
  const { drafts, queue, pages, views } = parts;
  if ((await drafts.recover(session, () => queue.of(session)?.id)) && pages.shows(session)) views.showState();
}

function keepWhatIsUnsent(session: ChatSession, parts: Needed): void {
  const kept = import('../composer/moveToNewThread.ts').then(({ saveUnsent }) => saveUnsent(parts, session));
  inBackground(parts, 'Unsent question', kept);
}

function showEvent(session: ChatSession, event: ThreadEvent, { sources }: Needed): void {
  if (event.type === 'text-delta') return;
  if (event.type === 'question-added') sources.forgetChoice();
  // What somebody reads is not taken away by the end of another answer.
  const chosen = session.transcript.messages.find(({ id }) => id === sources.chosen);
  sources.show(chosen ?? lastAnswer(session.transcript));
  tellContext(session);
}

/** The tree marks where an answer is on its way; `Stop Answer` is offered while there is any. */
function tellRunning({ thread }: ChatSession, { sessions, tree }: Needed): void {
  const running = sessions.open.some((session) => session.running);
  void setContextKey('running', running);
  if (thread) tree.redrawThread(thread);
}

/** The context keys that menus and key bindings ask for. */
function tellContext(session: ChatSession | undefined): void {
  const last = lastAnswer(session?.transcript);
  void setContextKey('hasAnswer', (last?.text ?? '') !== '');
  void setContextKey('hasSources', (last?.sources.length ?? 0) > 0);
}

/** Notifies that an answer is ready, unless it is visible and the window has focus. */
function notifyAnswerReady(session: ChatSession, parts: Needed): void {
  if (parts.unseen.isShownElsewhere(session)) return;
  if (parts.views.sees(session) && vscode.window.state.focused) return;
  // Taken now: a question that waited may be on its way when the steps are read.
  const answer = lastAnswer(session.transcript);
  const told = import('./notifyAnswerReady.ts').then((done) => {
    const attention = { wanted: notifyWhenDone(), isFocused: vscode.window.state.focused };
    return done.notifyAnswerReady(parts, session, answer, attention);
  });
  inBackground(parts, 'Open answer', told);
}
