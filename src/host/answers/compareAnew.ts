import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Message } from '../../chat/model/model.ts';
import { titleOf } from '../../chat/model/questionText.ts';
import type { Asked } from '../../chat/session/askDirectly.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { type Turn, turnOf } from '../../chat/session/turn.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import type { NoteAction } from '../../protocol.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { noteAction } from '../platform/errors/noteActions.ts';
import { errorSentence, firstAction } from '../platform/errorText.ts';
import type { Item, Prompts } from '../platform/prompts.ts';
import type { LoadAskPort, Question } from '../platform/services/askPort.ts';
import { refusalSentence } from '../platform/services/refusalSentence.ts';
import { asLabel, listed, type Sentence, sentences, t } from '../platform/words.ts';
import { ageOf } from './comparisonWords.ts';

export interface ComparingParts {
  readonly pages: Pick<Pages, 'showAgain'>;
  readonly directory: Pick<AssistantDirectory, 'current'>;
  readonly sessions: Pick<SessionRegistry, 'unshown' | 'hold' | 'close'>;
  readonly unseen: Pick<UnseenAnswers, 'showElsewhere'>;
  readonly views: Pick<ChatPort, 'focus'>;
  readonly loadAskPort: LoadAskPort;
  readonly prompts: Prompts;
}

/** Where the question goes: below the conversation, which is then taken into account, or on its own. */
type Where = 'here' | 'new';

/** The part of comparing that only the window can do. */
export interface ComparingWindow {
  /** Shows two answers of a conversation side by side. */
  show(session: ChatSession, turn: Turn, after: readonly Message[]): Promise<void>;
  /** Carries out what helps where nothing was sent. */
  help(action: NoteAction, session: ChatSession): Promise<void>;
}

type Needed = ComparingParts & { readonly window: ComparingWindow };

/**
 * Asks the question of an answer once more, and shows both answers side by side. What is answered stays in its conversation,
 * whatever becomes of this window.
 */
export async function compareAnew(parts: Needed, session: ChatSession, answer: Message): Promise<void> {
  const turn = turnOf(session.transcript, answer.id);
  if (!turn)
    return void parts.prompts.tell(
      'info',
      t('The question of this answer isn’t loaded. Show the older messages first.'),
    );
  const where = await pickWhere(parts, session, turn, answer);
  if (!where) return;
  while (await regenerate(parts, session, turn, where));
}

async function pickWhere(
  { prompts }: Needed,
  session: ChatSession,
  { question: { text, context, attachment } }: Turn,
  answer: Message,
): Promise<Where | undefined> {
  const row = (where: Where, label: Sentence, detail: Sentence): Item & { readonly where: Where } => {
    const file = where === 'new' && attachment ? [attachment.name || attachment.fileId] : [];
    const names = [...context.map((item) => item.label), ...file];
    const along = names.length > 0 ? [t('Sent with it: {0}.', listed(names))] : [];
    return { where, label: asLabel(label), detail: asLabel(sentences(detail, ...along)) };
  };
  const { name } = session.assistant;
  const rows = [
    row('here', t('In This Conversation'), t('{0} takes the messages above into account.', name)),
    row('new', t('In New Conversation'), t('{0} gets the question alone.', name)),
  ];
  const placeholder = t('Regenerate the answer to “{0}” ({1})', titleOf(text), ageOf(answer));
  return (await prompts.pick(rows, { placeholder }))?.where;
}

/** Whether the person wants it once more. */
async function regenerate(parts: Needed, session: ChatSession, turn: Turn, where: Where): Promise<boolean> {
  const { sessions, directory, prompts, unseen } = parts;
  const { connectionId, assistant } = session;
  const { text, context, attachment } = turn.question;
  // A conversation takes a file once, and goes on with it.
  const question: Question = { text, context, ...(attachment && where === 'new' && { attachment }) };
  const target =
    where === 'here' ? session : sessions.unshown(connectionId, directory.current(connectionId, assistant));
  const hold = sessions.hold(target);
  // The comparison shows it, or what it came to.
  const elsewhere = unseen.showElsewhere(target);
  try {
    const port = await parts.loadAskPort();
    if (!(await port.mayAsk(target, question))) return false;
    const asked = await prompts.progress(t('Regenerating the answer of {0}…', assistant.name), (signal) =>
      port.ask(target, question, signal),
    );
    return await showOutcome(parts, target, turn, asked);
  } finally {
    elsewhere.dispose();
    hold.release();
    // Nothing was asked in it, and nothing leads to it.
    if (where === 'new' && target.transcript.messages.length === 0) sessions.close((each) => each === target);
  }
}

/** Shows what came of it. Whether the person wants it once more. */
async function showOutcome(parts: Needed, target: ChatSession, turn: Turn, asked: Asked): Promise<boolean> {
  const { prompts } = parts;
  if (asked.type === 'refused') {
    void prompts.tell('warning', refusalSentence(asked.refusal));
    return false;
  }
  const { outcome, question, answers } = asked;
  if (outcome.type === 'complete' && answers.some(({ text }) => text.trim() !== '')) {
    await parts.window.show(target, turn, answers);
    return false;
  }
  const error = 'error' in outcome && outcome.error ? outcome.error : undefined;
  const isNowhere = !target.thread && question.state === 'failed';
  // The question stands in the conversation that it is from: nothing is lost with the one that has not begun.
  if (isNowhere) await target.takeBack(() => undefined, question.id);
  if (outcome.type === 'stopped' && isNowhere) return false;
  const why =
    outcome.type === 'stopped' ? t('The answer was stopped.') : errorSentence(error ?? { code: 'answer-empty' });
  if (!isNowhere) {
    const open = t('Open Conversation');
    const stored = t('The question and the partial answer are in their conversation. There’s nothing to compare.');
    void prompts.tell('warning', sentences(why, stored), open).then(async (choice) => {
      if (choice !== open) return;
      parts.pages.showAgain(target);
      await parts.views.focus('input');
    });
    return false;
  }
  const action = (error && firstAction(error)) ?? 'retry';
  const { label } = noteAction(action);
  const choice = await prompts.tell('error', sentences(why, t('Nothing was sent.')), label);
  if (choice !== label) return false;
  if (action === 'retry') return true;
  await parts.window.help(action, target);
  return false;
}
