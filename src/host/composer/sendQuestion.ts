import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Attachments } from '../../chat/composer/attachments.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { ErrorCode } from '../../chat/model/errorData.ts';
import type { Message } from '../../chat/model/model.ts';
import { composeQuestion } from '../../chat/model/questionText.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import { partsOf } from '../../chat/outbox/outgoingQuestion.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import { departureOf, type NextQuestion, type Refusal, refusal, type SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SendOptions } from '../../chat/session/sessionOptions.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { t } from '../platform/words.ts';
import { isBusyElsewhere, warnBusyInOtherWindow, warnEditInProgress } from './conflictNotices.ts';

/** The pages, as far as composers change what they show. */
export type ComposerViews = Pick<ChatPort, 'tell' | 'focus' | 'draftSet' | 'showState' | 'showHead'>;

export interface SendingParts {
  readonly providers: Pick<Providers, 'connection'>;
  readonly sessions: Pick<SessionRegistry, 'open'>;
  readonly composers: Composers;
  readonly attachments: Pick<Attachments, 'ready' | 'release'>;
  readonly details: RequestDetailsStore;
  readonly recent: Pick<RecentAssistants, 'use'>;
  readonly views: ComposerViews;
  readonly consent: Pick<WorkspaceConsent, 'isNeeded' | 'mayLeave'>;
  readonly sendConsent: SendConsent;
  readonly prompts: Prompts;
}

/**
 * Sends what stands in the composer with the chips that were shown. What is missing is asked for first; when the person
 * does not want to give it, nothing is sent and the question stays where it is. Resolves when the answer has come.
 */
export async function sendQuestion(
  parts: SendingParts,
  target: ChatSession,
  text: string,
  contextIds: readonly string[],
): Promise<void> {
  const composer = parts.composers.of(target);
  let sent = false;
  try {
    const question = { text, context: composer.contextOf(contextIds) };
    sent = await deliver(parts, target, question, {
      onSending: () => composer.take(),
      onPersisted: () => composer.persisted(text, lastQuestion(target.transcript)?.id ?? ''),
    });
  } finally {
    if (!sent) parts.views.tell({ type: 'send-rejected', sessionId: target.id });
  }
}

export interface SendHooks {
  /** The question passed every check, and goes out at once. */
  readonly onSending: () => void;
  /** The question is on the disk. */
  readonly onPersisted: () => void;
}

/** A question with the file that goes along. */
export type Outgoing = NextQuestion & Pick<Message, 'attachment'> & Pick<SendOptions, 'isOnlyAdded'>;

/**
 * Sends a question with the file of the composer. Resolves when the answer has come, or with false when it was not sent.
 */
export async function deliver(
  parts: SendingParts,
  target: ChatSession,
  {
    text,
    context,
    messageId,
    isOnlyAdded,
  }: Pick<Message, 'text' | 'context'> & Pick<SendOptions, 'messageId' | 'isOnlyAdded'>,
  { onSending, onPersisted }: SendHooks,
): Promise<boolean> {
  const along = parts.attachments.ready(target);
  const attachment = typeof along === 'object' ? along : undefined;
  if (!(await maySend(parts, target, { text, context, ...(attachment && { attachment }) }))) return false;
  const file = parts.attachments.ready(target);
  // What the person was shown is what goes out.
  if (file === 'waiting' || (parts.sendConsent.isNeeded && file !== along)) return false;
  onSending();
  parts.attachments.release(target);
  const question = { text, context, ...(file && { attachment: file }), ...(isOnlyAdded && { isOnlyAdded }) };
  return sendNow(parts, target, question, onPersisted, messageId);
}

/** Sends without asking anything. False when the conversation takes no question now. */
export async function sendNow(
  { recent }: Pick<SendingParts, 'recent'>,
  target: ChatSession,
  { text, context, attachment, recap, isOnlyAdded }: Outgoing,
  onPersisted: () => void,
  messageId?: string,
): Promise<boolean> {
  const along = {
    ...(attachment && { attachment }),
    ...(recap !== undefined && { recap }),
    ...(messageId !== undefined && { messageId }),
    ...(isOnlyAdded && { isOnlyAdded }),
    onPersisted,
  };
  const [sent] = await Promise.all([
    target.send(text, context, along),
    recent.use({ connectionId: target.connectionId, assistantId: target.assistant.id }),
  ]);
  return sent;
}

/**
 * A part that a question has of its own: a change is no obstacle to itself, a question with a file of its own waits for
 * no other file, and one from elsewhere leaves the focus there.
 */
export type Own = 'edit' | 'file' | 'focus';

/**
 * Asks the person for all that is missing. False when the question cannot be sent, or is not to be sent like this. Every
 * way to send comes through here, or says why not.
 */
export async function maySend(
  parts: SendingParts,
  target: ChatSession,
  question: NextQuestion & Pick<Message, 'attachment'>,
  own: readonly Own[] = [],
): Promise<boolean> {
  if (await isRefused(parts, target, question, own)) return false;
  const { length } = partsOf(target.assistant, composeQuestion(question.text, question.context));
  const inParts = length > 1;
  if (inParts && !(await (await import('./confirmLongQuestion.ts')).agreedToParts(parts, target, length))) return false;
  const asks = question.context.length > 0 && parts.consent.isNeeded;
  if (asks && !(await parts.consent.mayLeave())) return false;
  if (!(await hasDetails(parts, target))) return false;
  const { isNeeded } = parts.sendConsent;
  if (isNeeded && !(await agreed(parts, target, question, own))) return false;
  // While the person was asked the conversation may have gone on.
  return !((inParts || asks || isNeeded || requiresDetails(target)) && (await isRefused(parts, target, question, own)));
}

/** Resolves whether the person agrees to what leaves, where they want to be asked each time. Last: it is shown as it goes out. */
export async function agreed(
  parts: Pick<SendingParts, 'sendConsent' | 'views'>,
  target: ChatSession,
  question: NextQuestion & Pick<Message, 'attachment'>,
  own: readonly Own[] = [],
): Promise<boolean> {
  if (!parts.sendConsent.isNeeded) return true;
  const agrees = await parts.sendConsent.agrees(departureOf(target, question));
  // After its dialog VS Code gives the focus to the view, and to nothing in it: keys would go nowhere.
  if (!own.includes('focus')) void parts.views.focus('input');
  return agrees;
}

/** Resolves whether `question` cannot go out now, which is said; to be asked again after each dialog that came before it. */
export async function isRefused(
  parts: Pick<SendingParts, 'sessions' | 'composers' | 'attachments' | 'prompts'>,
  target: ChatSession,
  question: NextQuestion,
  own: readonly Own[] = [],
): Promise<boolean> {
  const { sessions, composers, attachments } = parts;
  // First, since the rest may change meanwhile.
  const busyElsewhere = await isBusyElsewhere(target);
  const { assistant, running, loading } = target;
  const refused = refusal(
    {
      assistant,
      open: sessions.open.includes(target),
      running,
      loading,
      busyElsewhere,
      editing: !own.includes('edit') && composers.of(target).edit !== undefined,
      fileWaiting: !own.includes('file') && attachments.ready(target) === 'waiting',
    },
    question,
  );
  if (refused) tellRefusal(parts, refused);
  return refused !== undefined;
}

type Asking = Pick<SendingParts, 'providers' | 'details' | 'prompts'>;

/** Resolves whether all is there that the assistant wants to know with every question; what is missing is asked for. */
export async function hasDetails(parts: Asking, target: ChatSession): Promise<boolean> {
  return !requiresDetails(target) || (await import('../connections/requestDetails.ts')).ensureDetails(parts, target);
}

function requiresDetails({ assistant }: ChatSession): boolean {
  return (assistant.requiredFields ?? []).length > 0;
}

const shownByPage: ReadonlySet<Refusal> = new Set(['closed', 'running', 'loading', 'message-empty']);

function tellRefusal(parts: { readonly prompts: Prompts }, refused: Refusal): void {
  if (refused === 'editing') warnEditInProgress(parts);
  else if (refused === 'busyElsewhere') warnBusyInOtherWindow(parts);
  else if (refused === 'fileWaiting') {
    void parts.prompts.tell('info', t('You can send when the file is ready or removed.'));
  } else if (!shownByPage.has(refused)) {
    void parts.prompts.tell('warning', errorSentence({ code: refused as ErrorCode }));
  }
}
