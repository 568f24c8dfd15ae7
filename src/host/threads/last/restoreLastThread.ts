import type { Log } from '../../../base/log.ts';
import type { AssistantDirectory } from '../../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../../chat/catalog/providerRegistry.ts';
import { failureLine } from '../../../chat/model/failureReport.ts';
import type { Thread } from '../../../chat/model/model.ts';
import { composeQuestion, titleOf } from '../../../chat/model/questionText.ts';
import type { DraftKey, DraftStore } from '../../../chat/ports/drafts.ts';
import type { Outbox } from '../../../chat/ports/outbox.ts';
import type { ThreadTitles } from '../../../chat/ports/threads.ts';
import type { Pages } from '../../../chat/session/pages.ts';
import type { SessionRegistry } from '../../../chat/session/sessionRegistry.ts';
import { inBackground } from '../../platform/background.ts';
import type { ChatPort } from '../../platform/chatPort.ts';
import type { Prompts } from '../../platform/prompts.ts';
import type { Remembered } from './remembered.ts';

export interface RestoreParts {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly directory: AssistantDirectory;
  readonly providers: Providers;
  readonly outbox: Pick<Outbox, 'latestAbandoned'>;
  readonly draftStore: Pick<DraftStore, 'get' | 'passages'>;
  readonly titles: Pick<ThreadTitles, 'all'>;
  readonly views: Pick<ChatPort, 'focus'>;
  readonly prompts: Prompts;
  readonly log: Log;
}

type Left = Partial<Thread> & { readonly askedAt: string };

/** A question that a window left behind so recently belongs to what the person was doing, in milliseconds. */
const justLeft = 10 * 60_000;

/**
 * Shows again what is remembered, unless it is gone: a conversation that has not begun for its draft alone. A window that
 * ended in the middle of a question may not have got to remembering: then the conversation of that question is shown.
 * Resolves with a question that was left behind and is not shown.
 */
export async function restoreLastThread(parts: RestoreParts, remembered: () => Remembered): Promise<Left | undefined> {
  const left = await leftQuestion(parts);
  await showAgain(parts, remembered, left);
  // A conversation that has not begun stands in no list.
  return !left || left.id !== undefined || isShown(parts, left) ? undefined : left;
}

export function notifyQuestionLeft(parts: RestoreParts, left: Left): void {
  const told = import('./notifyAbandonedQuestion.ts').then(({ notifyAbandonedQuestion }) =>
    notifyAbandonedQuestion(parts, left),
  );
  inBackground(parts, 'Question left behind', told);
}

async function showAgain(parts: RestoreParts, remembered: () => Remembered, left: Left | undefined): Promise<void> {
  const { sessions, pages, directory, providers } = parts;
  const { thread, begins } = remembered();
  const shownAt = (begins ?? thread)?.shownAt ?? '';
  const last = (begins && hasDraft(parts, begins) ? begins : thread) ?? {};
  // After a question that was left, the person may have gone to another conversation.
  const isJustLeft = left && left.askedAt > shownAt && Date.now() - Date.parse(left.askedAt) <= justLeft;
  const place: Partial<Thread> = isJustLeft ? left : last;
  const { connectionId, assistantId, id } = place;
  // A question has its conversation's title only where it began it.
  const same = thread && thread.id === id ? thread : undefined;
  const title = same?.isTitleLocal ? await localTitle(parts, same) : (same ?? place).title;
  if (connectionId === undefined || !providers.connection(connectionId)) return;
  // Why the list cannot be read stands on the page already.
  const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
  const assistant = assistants.find((candidate) => candidate.id === assistantId);
  if (!assistant || pages.first.session) return;
  if (id === undefined) return pages.showOn(pages.first, sessions.unbegun(connectionId, assistant, undefined));
  const isTitleLocal = same?.isTitleLocal === true;
  const named = { title: title || assistant.name, isTitleLocal };
  const again = { connectionId, assistantId: assistant.id, id, ...named };
  pages.showOn(pages.first, sessions.thread(again, assistant));
}

async function localTitle({ titles }: RestoreParts, { connectionId = '', id = '' }: Partial<Thread>) {
  return (await titles.all(connectionId).catch(() => undefined))?.get(id);
}

function hasDraft({ draftStore }: Pick<RestoreParts, 'draftStore'>, key: DraftKey): boolean {
  return draftStore.get(key) !== '' || draftStore.passages(key).length > 0;
}

function isShown({ pages }: RestoreParts, { connectionId, assistantId }: Left): boolean {
  return pages.shown.some(
    (shown) => !shown.thread && shown.connectionId === connectionId && shown.assistant.id === assistantId,
  );
}

async function leftQuestion({ providers, outbox, log }: RestoreParts): Promise<Left | undefined> {
  const reading = providers.connections.map(({ id }) => outbox.latestAbandoned(id));
  const left = (await Promise.allSettled(reading)).flatMap((read) => {
    if (read.status === 'rejected') log.warn(`Questions on their way could not be read: ${failureLine(read.reason)}`);
    return read.status === 'fulfilled' && read.value ? [read.value] : [];
  });
  const [entry] = left.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (!entry) return undefined;
  const { connectionId, assistantId, threadId, text, context } = entry;
  const title = titleOf(composeQuestion(text, context));
  const askedAt = entry.createdAt;
  return { connectionId, assistantId, title, askedAt, ...(threadId !== undefined && { id: threadId }) };
}
