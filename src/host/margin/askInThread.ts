import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { QuestionsInEdit } from '../../chat/composer/composer.ts';
import { ChatError, errorData } from '../../chat/model/errors.ts';
import type { Assistant } from '../../chat/model/model.ts';
import { composeQuestion, maximumLengthOf, questionProblem } from '../../chat/model/questionText.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { MarginLink } from '../../chat/ports/documentLinks.ts';
import { askDirectly } from '../../chat/session/askDirectly.ts';
import { departureOf, type SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import { errorSentence } from '../platform/errorText.ts';
import { refusalSentence } from '../platform/services/refusalSentence.ts';
import { type Sentence, t } from '../platform/words.ts';

export interface AskingParts {
  readonly providers: Pick<Providers, 'connection'>;
  readonly directory: Pick<AssistantDirectory, 'find'>;
  readonly sessions: Pick<SessionRegistry, 'open' | 'hold' | 'unshown' | 'close'>;
  readonly composers: QuestionsInEdit;
  readonly recent: Pick<RecentAssistants, 'use'>;
  readonly unseen: Pick<UnseenAnswers, 'showElsewhere'>;
}

/** The questions to the person, which only the window can ask. */
export interface AskingWindow {
  /** Asks for required details. False: they were not given. */
  readonly ensureDetails: (whom: { readonly connectionId: string; readonly assistant: Assistant }) => Promise<boolean>;
  /** Asks whether text of this workspace may go out. */
  readonly mayLeave: () => Promise<boolean>;
  readonly sendConsent: SendConsent;
}

/** The result of a question: an unsent one comes with the reason, and is to be kept by the caller. */
export type AskedInMargin = { readonly type: 'ended' } | { readonly type: 'unsent'; readonly why: Sentence };

interface Asking {
  /** Called as soon as the conversation is known, before anything is sent. */
  readonly onSession: (session: ChatSession) => void;
  /** The question goes out when this resolves. */
  readonly onSending?: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Asks in the conversation of `link`, which the first question begins, with exactly the text that was shown. Everything
 * that may hold a question up does so before it goes out. Never rejects.
 */
export async function askInThread(
  parts: AskingParts & AskingWindow,
  link: MarginLink,
  text: string,
  asking: Asking,
): Promise<AskedInMargin> {
  try {
    return await ask(parts, link, text.trim(), asking);
  } catch (error) {
    return unsent(errorSentence(errorData(error)));
  }
}

async function ask(
  parts: AskingParts & AskingWindow,
  link: MarginLink,
  text: string,
  { onSession, onSending, signal }: Asking,
): Promise<AskedInMargin> {
  const assistant = await assistantOf(parts, link);
  const context = link.thread ? [] : link.context;
  const problem = questionProblem(composeQuestion(text, context), maximumLengthOf(assistant));
  if (problem) return unsent(errorSentence({ code: text === '' ? 'message-empty' : problem }));
  const allowed = await allowedBy(parts, link, assistant, context.length > 0);
  if (allowed) return allowed;
  const session = await sessionOf(parts, link, assistant);
  if (session.loadError) return unsent(errorSentence(session.loadError));
  const hold = parts.sessions.hold(session);
  const elsewhere = parts.unseen.showElsewhere(session);
  onSession(session);
  try {
    const { sendConsent } = parts;
    const gate = { state: () => stateOf(parts, session), sendConsent, ...(onSending && { onSending }) };
    const asked = await askDirectly(session, { text, context }, gate, signal);
    if (asked.type === 'refused') {
      if (!session.thread) parts.sessions.close((each) => each === session);
      return unsent(refusalSentence(asked.refusal));
    }
    await parts.recent.use({ connectionId: link.connectionId, assistantId: assistant.id });
    if (session.thread || asked.question.state !== 'failed') return { type: 'ended' };
    // Nothing else leads to a conversation that has not begun: the question stays in the margin.
    await session.takeBack(() => undefined, asked.question.id);
    parts.sessions.close((each) => each === session);
    const { outcome } = asked;
    return unsent('error' in outcome && outcome.error ? errorSentence(outcome.error) : t('Nothing was sent.'));
  } finally {
    elsewhere.dispose();
    hold.release();
  }
}

/** Has the last question of the conversation answered again; what may have arrived is looked for first. Never rejects. */
export async function retryInThread(
  parts: AskingParts & AskingWindow,
  link: MarginLink,
  { onSession, signal }: Asking,
): Promise<AskedInMargin> {
  try {
    const assistant = await assistantOf(parts, link);
    const session = await sessionOf(parts, link, assistant);
    const question = lastQuestion(session.transcript);
    // The conversation was read: its last question may have been answered.
    if (!question || session.transcript.messages.at(-1)?.state === 'complete') {
      onSession(session);
      return session.loadError ? unsent(errorSentence(session.loadError)) : { type: 'ended' };
    }
    const { editing } = stateOf(parts, session);
    if (editing) return unsent(refusalSentence('editing'));
    const allowed = await allowedBy(parts, link, assistant, question.context.length > 0);
    if (allowed) return allowed;
    if (!(await parts.sendConsent.agrees(departureOf(session, question)))) return unsent(refusalSentence('declined'));
    if (signal.aborted) return unsent(refusalSentence('declined'));
    // While the person was asked it may have gone on: nothing goes out but what was shown.
    if (lastQuestion(session.transcript)?.id !== question.id || stateOf(parts, session).editing)
      return unsent(t('This conversation has continued in the meantime. Nothing was sent.'));
    const hold = parts.sessions.hold(session);
    const elsewhere = parts.unseen.showElsewhere(session);
    const stop = () => session.stop();
    signal.addEventListener('abort', stop, { once: true });
    onSession(session);
    try {
      return (await session.retry()) ? { type: 'ended' } : unsent(refusalSentence('running'));
    } finally {
      signal.removeEventListener('abort', stop);
      elsewhere.dispose();
      hold.release();
    }
  } catch (error) {
    return unsent(errorSentence(errorData(error)));
  }
}

async function assistantOf({ providers, directory }: AskingParts, link: MarginLink): Promise<Assistant> {
  if (!providers.connection(link.connectionId)) throw new ChatError('connection-missing', { processed: 'no' });
  return directory.find(link.connectionId, link.assistant.id);
}

/** Asks for all that a person has to agree to or give. Undefined: it may go out. */
async function allowedBy(
  parts: AskingWindow,
  { connectionId }: MarginLink,
  assistant: Assistant,
  hasContext: boolean,
): Promise<AskedInMargin | undefined> {
  if (hasContext && !(await parts.mayLeave()))
    return unsent(t('Nothing was sent. You didn’t allow sending text of this workspace.'));
  if (!(await parts.ensureDetails({ connectionId, assistant })))
    return unsent(t('Nothing was sent. {0} needs the required details to answer.', assistant.name));
  return undefined;
}

/** The conversation, read up to its end. */
async function sessionOf({ sessions }: AskingParts, link: MarginLink, assistant: Assistant): Promise<ChatSession> {
  const session = sessions.unshown(link.connectionId, assistant, link.thread);
  if (session.thread && (session.transcript.messages.length === 0 || session.loadError)) await session.load();
  return session;
}

function stateOf({ sessions, composers }: AskingParts, session: ChatSession) {
  return { open: sessions.open.includes(session), editing: composers.of(session).edit !== undefined };
}

function unsent(why: Sentence): AskedInMargin {
  return { type: 'unsent', why };
}
