import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { QuestionsInEdit } from '../../chat/composer/composer.ts';
import type { ErrorData } from '../../chat/model/errorData.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { Assistant, ContextItem, Message } from '../../chat/model/model.ts';
import { composeQuestion, maximumLengthOf, questionProblem } from '../../chat/model/questionText.ts';
import { type Asked, askDirectly } from '../../chat/session/askDirectly.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { UnseenAnswers } from '../../chat/session/unseenAnswers.ts';
import { isOpenable } from '../../chat/text/links.ts';
import { asNativeMarkdown } from '../../chat/text/nativeMarkdown.ts';
import { errorNote, errorSentence } from '../platform/errorText.ts';
import { answerFooter } from '../platform/services/answerFooter.ts';
import { refusalSentence } from '../platform/services/refusalSentence.ts';
import { type Sentence, sentences, t } from '../platform/words.ts';
import type { Conversation } from './conversation.ts';
import { AnswerPainter } from './paintAnswer.ts';

/** The part of VS Code's chat that answers are shown in. Markdown has passed `asNativeMarkdown`, or is our own. */
export interface NativeStream {
  markdown(text: string): void;
  progress(text: Sentence): void;
  /** A source's address, for VS Code's own list of references. */
  reference(address: string): void;
  button(title: Sentence, command: string, argument?: unknown): void;
}

/** A question of VS Code's chat. */
export interface NativeRequest {
  readonly prompt: string;
  readonly command: string | undefined;
  /** Reads what the person put into the question; fails with a ChatError. */
  readonly context: () => Promise<readonly ContextItem[]>;
  /** The conversation that goes on in this chat; undefined at its first question. */
  readonly before: Conversation | undefined;
}

export interface ParticipantParts {
  readonly providers: Pick<Providers, 'connection' | 'connections'>;
  readonly directory: Pick<AssistantDirectory, 'find' | 'list' | 'known' | 'current'>;
  readonly sessions: Pick<SessionRegistry, 'open' | 'hold' | 'unshown' | 'close'>;
  readonly pages: Pick<Pages, 'active'>;
  readonly composers: QuestionsInEdit;
  readonly recent: Pick<RecentAssistants, 'use'>;
  readonly unseen: Pick<UnseenAnswers, 'showElsewhere'>;
  readonly sendConsent: SendConsent;
}

/** The questions to the person and the settings, which only the window knows. */
export interface ParticipantWindow {
  readonly keepsHistory: () => boolean;
  readonly choose: () => Promise<Target | undefined>;
  /** Asks for required details. False: they were not given. */
  readonly ensureDetails: (target: Target) => Promise<boolean>;
  /** Asks whether text of this workspace may go out. */
  readonly mayLeave: () => Promise<boolean>;
}

export interface Target {
  readonly connectionId: string;
  readonly assistant: Assistant;
}

/** The end of a request, for VS Code. */
export interface NativeResult {
  readonly metadata?: Conversation;
  readonly errorDetails?: { readonly message: string };
}

/** Answers one request of VS Code's chat. Asks whom the chat has asked before; sends nothing else than what stands in it. */
export async function answerRequest(
  parts: ParticipantParts & ParticipantWindow,
  request: NativeRequest,
  stream: NativeStream,
  signal: AbortSignal,
): Promise<NativeResult> {
  if (!parts.keepsHistory()) return refuseCopies(stream);
  if (parts.providers.connections.length === 0) return offerConnection(stream);
  try {
    return await answer(parts, request, stream, signal);
  } catch (error) {
    return { ...before(request), errorDetails: { message: errorSentence(errorData(error)) } };
  }
}

async function answer(
  parts: ParticipantParts & ParticipantWindow,
  request: NativeRequest,
  stream: NativeStream,
  signal: AbortSignal,
): Promise<NativeResult> {
  const target = request.command === 'assistant' ? await parts.choose() : await targetOf(parts, request);
  if (!target) {
    stream.markdown(t('Nothing was sent. Choose an assistant with `/assistant`.'));
    return before(request);
  }
  const { connectionId, assistant } = target;
  const label = parts.providers.connection(connectionId)?.name ?? connectionId;
  const chosen = { connectionId, assistantId: assistant.id };
  const text = request.prompt.trim();
  const context = await request.context();
  if (text === '' && context.length === 0) {
    stream.markdown(asNativeMarkdown(t('From now on, this chat asks {0} ({1}).', assistant.name, label)));
    return { metadata: chosen };
  }
  const problem = questionProblem(composeQuestion(text, context), maximumLengthOf(assistant));
  if (problem) return { ...before(request), errorDetails: { message: errorSentence({ code: problem }) } };
  if (context.length > 0 && !(await parts.mayLeave())) {
    stream.markdown(t('Nothing was sent. You didn’t allow sending text of this workspace.'));
    return before(request);
  }
  if (!(await parts.ensureDetails(target))) {
    stream.markdown(t('Nothing was sent. {0} needs the required details to answer.', asNativeMarkdown(assistant.name)));
    return { metadata: chosen };
  }
  stream.progress(t('Asking {0} ({1})…', assistant.name, label));
  const session = await sessionFor(parts, request, target);
  if (session.loadError) return { ...before(request), errorDetails: { message: errorSentence(session.loadError) } };
  const painter = new AnswerPainter((markdown) => stream.markdown(markdown));
  const following = session.onEvent((event) => painter.follow(event));
  const elsewhere = parts.unseen.showElsewhere(session);
  const hold = parts.sessions.hold(session);
  const state = () => ({
    open: parts.sessions.open.includes(session),
    editing: parts.composers.of(session).edit !== undefined,
  });
  const gate = { state, sendConsent: parts.sendConsent };
  const asked = await askDirectly(session, { text, context }, gate, signal);
  following.dispose();
  elsewhere.dispose();
  hold.release();
  painter.end();
  if (asked.type === 'ended') await parts.recent.use(chosen);
  return tellEnd(parts, request, session, asked, stream);
}

/** Tells, under the answer, what it rests on, what can be done with it, and how to go on. */
async function tellEnd(
  parts: ParticipantParts,
  request: NativeRequest,
  session: ChatSession,
  asked: Asked,
  stream: NativeStream,
): Promise<NativeResult> {
  const { connectionId, assistant, thread } = session;
  if (asked.type === 'refused') {
    if (!thread) parts.sessions.close((each) => each === session);
    return { ...before(request), errorDetails: { message: refusalSentence(asked.refusal) } };
  }
  const { outcome, question, answers } = asked;
  const last = answers.at(-1);
  const isAnswered = answers.some(({ text }) => text.trim() !== '');
  if (outcome.type === 'stopped') stream.markdown(`\n\n*${t('The answer was stopped.')}*`);
  if (isAnswered) for (const address of addressesOf(answers)) stream.reference(address);
  if (isAnswered) stream.markdown(answerFooter(parts.providers.connection(connectionId), assistant, answers));
  if (!request.before)
    stream.markdown(`\n\n*${t('VS Code’s chat keeps its own copy of what is asked and answered here.')}*`);
  const named = { connectionId, assistantId: assistant.id };
  if (thread) {
    const { id, name } = assistant;
    const node = { kind: 'thread', thread, parent: { assistant: { id, name } } };
    if (isAnswered && last) {
      const { id: messageId, storedId } = last;
      stream.button(t('Insert Answer'), 'insertAnswer', { ...node, messageId, storedId });
    }
    stream.button(t('Open in Assistant Chat'), 'openThread', node);
  } else if (question.state === 'failed') {
    // It stands in this chat, and nothing else leads to a conversation that has not begun.
    await session.takeBack(() => undefined, question.id);
    parts.sessions.close((each) => each === session);
  }
  const error = errorOf(outcome, last?.error);
  return {
    metadata: { ...named, ...(thread && { thread }), question: request.prompt },
    ...(error && { errorDetails: { message: errorNote(error, 'answer').text } }),
  };
}

function addressesOf(answers: readonly Message[]): ReadonlySet<string> {
  const links = answers.flatMap(({ sources }) => sources.map(({ link }) => link));
  return new Set(links.filter((link) => link !== undefined).filter(isOpenable));
}

function errorOf(
  outcome: Extract<Asked, { type: 'ended' }>['outcome'],
  shown: ErrorData | undefined,
): ErrorData | undefined {
  if (outcome.type === 'interrupted' || outcome.type === 'failed') return shown ?? outcome.error;
  return outcome.type === 'complete' ? outcome.error : undefined;
}

/**
 * Returns the target of the request: the assistant that this chat asks, else the one that the window shows, else the
 * only one there is, else the person's choice.
 */
async function targetOf(
  parts: ParticipantParts & ParticipantWindow,
  { before }: NativeRequest,
): Promise<Target | undefined> {
  if (before && parts.providers.connection(before.connectionId)) {
    const { connectionId, assistantId } = before;
    return { connectionId, assistant: await parts.directory.find(connectionId, assistantId) };
  }
  const { active } = parts.pages;
  if (active) {
    const { connectionId, assistant } = active;
    return { connectionId, assistant: parts.directory.current(connectionId, assistant) };
  }
  return (await onlyAssistant(parts)) ?? parts.choose();
}

async function onlyAssistant({ providers, directory }: ParticipantParts): Promise<Target | undefined> {
  const [connection, ...others] = providers.connections;
  if (!connection || others.length > 0) return undefined;
  const assistants = (await directory.list(connection.id)).filter(({ former }) => !former);
  const [assistant] = assistants;
  return assistants.length === 1 && assistant ? { connectionId: connection.id, assistant } : undefined;
}

/** The conversation that goes on, read up to its end, or a new one. Another assistant never goes on with it. */
async function sessionFor(
  { sessions }: ParticipantParts,
  { before, command }: NativeRequest,
  { connectionId, assistant }: Target,
): Promise<ChatSession> {
  const thread = before?.thread;
  const goesOn =
    command !== 'new' &&
    thread?.connectionId === connectionId &&
    thread.assistantId === assistant.id &&
    !assistant.former;
  const session = sessions.unshown(connectionId, assistant, goesOn ? thread : undefined);
  if (session.thread && (session.transcript.messages.length === 0 || session.loadError)) await session.load();
  return session;
}

function refuseCopies(stream: NativeStream): NativeResult {
  stream.markdown(
    sentences(
      t('VS Code’s chat keeps its own copy of questions and answers, and you have turned saving off.'),
      t('Ask in the Assistant Chat instead. Nothing was sent.'),
    ),
  );
  stream.button(t('Open in Assistant Chat'), 'focusInput');
  return {};
}

function offerConnection(stream: NativeStream): NativeResult {
  stream.markdown(t('There’s no connection yet. Try the demo, or add a connection with your API key.'));
  stream.button(t('Try the Demo'), 'tryDemo');
  stream.button(t('Add Connection…'), 'addConnection');
  return {};
}

function before({ before }: NativeRequest): { readonly metadata?: Conversation } {
  return before ? { metadata: before } : {};
}
