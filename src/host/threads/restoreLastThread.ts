import * as v from 'valibot';
import type * as vscode from 'vscode';
import { all } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { failureLine } from '../../chat/model/failureReport.ts';
import type { Thread } from '../../chat/model/model.ts';
import { composeQuestion, titleOf } from '../../chat/model/questionText.ts';
import type { DraftKey, DraftStore } from '../../chat/ports/drafts.ts';
import type { Outbox } from '../../chat/ports/outbox.ts';
import type { WorkspaceValue } from '../../chat/ports/storage.ts';
import type { ThreadTitles } from '../../chat/ports/threads.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import { inBackground } from '../platform/background.ts';
import type { ChatPort } from '../platform/chatPort.ts';
import type { Prompts } from '../platform/prompts.ts';

interface Needed {
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly directory: AssistantDirectory;
  readonly providers: Providers;
  readonly outbox: Outbox;
  readonly draftStore: DraftStore;
  readonly titles: ThreadTitles;
  readonly views: ChatPort;
  readonly prompts: Prompts;
  readonly log: Log;
}

type Left = Partial<Thread> & { readonly askedAt: string };

const optional = v.exactOptional(v.string());

/** A conversation that is remembered, as far as it is known; one without an id has not begun. */
const entry = v.object({
  connectionId: v.string(),
  assistantId: v.string(),
  id: optional,
  title: optional,
  isTitleLocal: v.exactOptional(v.boolean()),
  createdAt: optional,
  updatedAt: optional,
  /** Since when it is shown, ISO 8601. */
  shownAt: optional,
});

/** The latest thread, and the conversation that has not begun if that is shown in its place. */
interface Remembered {
  readonly thread?: v.InferOutput<typeof entry>;
  readonly begins?: v.InferOutput<typeof entry>;
}

/** A question that a window left behind so recently belongs to what the person was doing, in milliseconds. */
const justLeft = 10 * 60_000;

/**
 * Remembers for this workspace which conversation the view shows, with the service's title of it. An editor tab
 * remembers its own.
 */
export class LastThread {
  readonly #fact: WorkspaceValue;
  /** When the question was asked that was told to be left behind. */
  #told = '';

  constructor(fact: WorkspaceValue) {
    this.#fact = fact;
  }

  follow({ sessions, pages }: Pick<Needed, 'sessions' | 'pages'>): vscode.Disposable {
    const remember = (): void => this.#remember(pages.first.session);
    return all(
      pages.first.onShown(remember),
      sessions.onOpened((session) =>
        session.onChange(() => {
          if (pages.first.session === session) remember();
        }),
      ),
    );
  }

  #remember(shown: ChatSession | undefined): void {
    // A removed one must not come back.
    if (!shown) return void this.#fact.set(undefined);
    const { connectionId, assistant, thread } = shown;
    // What others have asked leaves nothing on this computer.
    if (thread?.isOthers) return;
    const known = this.#known();
    const next: Remembered =
      thread && !shown.isGone
        ? { thread: withoutLocalTitle(thread) }
        : {
            // Of what was deleted elsewhere the title goes too.
            ...(known.thread && known.thread.id !== thread?.id && { thread: withoutTime(known.thread) }),
            begins: { connectionId, assistantId: assistant.id },
          };
    const isSame = keyOf(known) === keyOf(next);
    const shownAt = (isSame && (known.begins ?? known.thread)?.shownAt) || new Date().toISOString();
    // A list, so that what is forgotten takes its entry along and leaves the other.
    const entries = next.begins ? [next.thread, { ...next.begins, shownAt }] : [{ ...next.thread, shownAt }];
    void this.#fact.set(entries.filter((each) => each !== undefined));
  }

  #known(): Remembered {
    const read = v.safeParse(v.array(entry), this.#fact.get());
    const entries = read.success ? read.output : [];
    const thread = entries.find(({ id }) => id !== undefined);
    const begins = entries.find(({ id }) => id === undefined);
    return { ...(thread && { thread }), ...(begins && { begins }) };
  }

  /**
   * Shows it again after the window was loaded anew, unless something else is shown or it is gone: one that has not
   * begun for its draft alone. A window that ended in the middle of a question may not have got to remembering: then the
   * conversation of that question is shown.
   */
  async restore(parts: Needed): Promise<void> {
    if (parts.pages.first.session) return;
    const left = await leftQuestion(parts);
    await this.#show(parts, left);
    // A conversation that has not begun stands in no list.
    if (!left || left.id !== undefined || isShown(parts, left)) return;
    // Each page comes here, and so does a view that is shown again.
    if (left.askedAt === this.#told) return;
    this.#told = left.askedAt;
    const told = import('./tellLeft.ts').then(({ tellLeft }) => tellLeft(parts, left));
    inBackground(parts, 'Question left behind', told);
  }

  async #show(parts: Needed, left: Left | undefined): Promise<void> {
    const { sessions, pages, directory, providers } = parts;
    const { thread, begins } = this.#known();
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
}

/** What a person calls it stands in one place alone, and is changed and deleted there. */
function withoutLocalTitle({ title, ...thread }: Thread): v.InferOutput<typeof entry> {
  return thread.isTitleLocal ? thread : { title, ...thread };
}

function withoutTime({ shownAt: _, ...thread }: v.InferOutput<typeof entry>): v.InferOutput<typeof entry> {
  return thread;
}

async function localTitle({ titles }: Needed, { connectionId = '', id = '' }: Partial<Thread>) {
  return (await titles.all(connectionId).catch(() => undefined))?.get(id);
}

function keyOf({ thread, begins }: Remembered): string {
  return JSON.stringify(begins ? [begins.connectionId, begins.assistantId] : [thread?.connectionId, thread?.id, '']);
}

function hasDraft({ draftStore }: Pick<Needed, 'draftStore'>, key: DraftKey): boolean {
  return draftStore.get(key) !== '' || draftStore.passages(key).length > 0;
}

function isShown({ pages }: Needed, { connectionId, assistantId }: Left): boolean {
  return pages.shown.some(
    (shown) => !shown.thread && shown.connectionId === connectionId && shown.assistant.id === assistantId,
  );
}

async function leftQuestion({ providers, outbox, log }: Needed): Promise<Left | undefined> {
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
