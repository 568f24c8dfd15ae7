import type { Composers } from '../../chat/composer/composer.ts';
import { lastQuestion } from '../../chat/model/transcript.ts';
import type { RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { RetryOptions } from '../../chat/session/sessionOptions.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { Prompts } from '../platform/prompts.ts';
import { threadFrom } from '../platform/threadArgument.ts';
import { label, t } from '../platform/words.ts';
import { warnEditInProgress, warnWithdrawnInOtherWindow } from './conflictNotices.ts';
import { agreed, hasDetails, type SendingParts } from './sendQuestion.ts';

interface Needed {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly prompts: Prompts;
}

/** Stops the answer of the conversation that the command is about, or the one that runs; among several it asks. */
export async function stop({ sessions, pages, prompts }: Needed, argument: unknown): Promise<void> {
  const thread = threadFrom(argument)?.thread;
  const running = sessions.open.filter((session) => session.running);
  if (thread) sessions.find(thread)?.stop();
  else if (running.length > 1) (await pickRunning(prompts, running, pages.active))?.stop();
  else if (running[0]) running[0].stop();
  else if (pages.active?.loading || pages.active?.loadingOlder) pages.active.stop();
  else void prompts.tell('info', t('No answer is in progress.'));
}

/** Asks which of several running answers is meant; the shown one stands first. */
async function pickRunning(
  prompts: Prompts,
  running: readonly ChatSession[],
  shown: ChatSession | undefined,
): Promise<ChatSession | undefined> {
  const sorted = [...running].sort((a, b) => Number(b === shown) - Number(a === shown));
  const items = sorted.map((session) => ({
    label: label(session.thread?.title ?? session.assistant.name),
    description: label(session.assistant.name),
    session,
  }));
  const picked = await prompts.pick(items, { placeholder: t('Select an answer to stop') });
  return picked?.session;
}

interface Asking {
  readonly composers: Composers;
  readonly providers: SendingParts['providers'];
  readonly details: RequestDetailsStore;
  readonly sendConsent: SendingParts['sendConsent'];
  readonly views: SendingParts['views'];
  readonly prompts: Prompts;
}

export async function retry(parts: Asking & { readonly pages: Pages }): Promise<void> {
  const { active: shown } = parts.pages;
  const answered = shown && (await askAgain(parts, shown));
  if (!answered) void parts.prompts.tell('info', t('There’s no question to retry.'));
}

/**
 * Asks the last question again, and resolves whether there was one. It has passed the gate before, with its file and its
 * parts; what another window is at, the session looks up itself.
 */
export async function askAgain(parts: Asking, session: ChatSession, how: RetryOptions = {}): Promise<boolean> {
  const question = lastQuestion(session.transcript);
  if (!question) return false;
  if (!parts.composers.of(session).edit && !(await hasDetails(parts, session))) return true;
  if (parts.composers.of(session).edit) {
    warnEditInProgress(parts);
    return true;
  }
  if (!(await agreed(parts, session, question)) || lastQuestion(session.transcript)?.id !== question.id) return true;
  const answered = await session.retry(how);
  warnWithdrawnInOtherWindow(parts, session, question);
  return answered;
}
