import type * as vscode from 'vscode';
import { attempt } from '../../base/attempt.ts';
import { all } from '../../base/disposable.ts';
import { dispatch, type FromWebview, type Handlers } from '../../protocol.ts';
import { queueQuestion } from '../composer/queueCommands.ts';
import { sendQuestion } from '../composer/sendQuestion.ts';
import { readAssistants } from '../connections/readAssistants.ts';
import { inBackground } from '../platform/background.ts';
import type { Parts } from '../platform/services.ts';
import { isWith } from './isWith.ts';
import { runSlashCommand } from './slashCommands.ts';

type Needed = Pick<
  Parts,
  | 'sessions'
  | 'directory'
  | 'providers'
  | 'drafts'
  | 'queue'
  | 'edits'
  | 'titles'
  | 'tree'
  | 'chips'
  | 'attachments'
  | 'ratings'
  | 'details'
  | 'target'
  | 'recent'
  | 'views'
  | 'sources'
  | 'answers'
  | 'last'
  | 'outbox'
  | 'cache'
  | 'draftStore'
  | 'folders'
  | 'ratingStore'
  | 'prompts'
  | 'log'
>;

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
    ready: () => run(Promise.all([readAssistants(parts), parts.last.restore(parts)])),
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
      run(import('../asking/switchAssistant.ts').then(({ chooseAssistant }) => chooseAssistant(parts, message))),
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
      if (target) run(import('../asking/askWithRecap.ts').then(({ askWithRecap }) => askWithRecap(parts, target)));
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
