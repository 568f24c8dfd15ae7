import * as v from 'valibot';
import type * as vscode from 'vscode';
import { all } from '../../base/disposable.ts';
import { failureLine } from '../../chat/model/failureLine.ts';
import type { Thread } from '../../chat/model/model.ts';
import { composeQuestion, titleOf } from '../../chat/model/questionText.ts';
import type { DraftKey } from '../../chat/ports/drafts.ts';
import type { WorkspaceFact } from '../../chat/ports/workspaceValue.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { isGone } from '../chat/goneThread.ts';
import { inBackground } from '../platform/background.ts';
import type { Parts } from '../platform/services.ts';

type Needed = Pick<
  Parts,
  'sessions' | 'directory' | 'providers' | 'outbox' | 'draftStore' | 'titles' | 'views' | 'prompts' | 'log'
>;

type Left = Partial<Thread> & { readonly askedAt: string };

const optional = v.exactOptional(v.string());

/** The thread that was shown, as far as it is known. */
const remembered = v.object({
  connectionId: optional,
  assistantId: optional,
  id: optional,
  title: optional,
  isTitleLocal: v.exactOptional(v.boolean()),
  createdAt: optional,
  updatedAt: optional,
  /** Since when, ISO 8601. */
  shownAt: optional,
  /** Shown in place of the thread: a conversation that has not begun, and may have a draft. */
  begins: v.exactOptional(v.object({ connectionId: v.string(), assistantId: v.string() })),
});

type Remembered = v.InferOutput<typeof remembered>;

/** A question that a window left behind so recently belongs to what the person was doing, in milliseconds. */
const justLeft = 10 * 60_000;

/** Remembers for this workspace which conversation was shown last; with the service's title of it. */
export class LastThread {
  readonly #fact: WorkspaceFact;
  /** When the question was asked that was told to be left behind. */
  #told = '';

  constructor(fact: WorkspaceFact) {
    this.#fact = fact;
  }

  follow({ sessions }: Pick<Needed, 'sessions'>): vscode.Disposable {
    const remember = (): void => this.#remember(sessions.shown);
    return all(
      sessions.onShown(remember),
      sessions.onOpened((session) => session.onChange(remember)),
    );
  }

  #remember(shown: ChatSession | undefined): void {
    // A removed one must not come back.
    if (!shown) return void this.#fact.set(undefined);
    const { connectionId, assistant, thread } = shown;
    const { shownAt, begins, ...known } = this.#known();
    // Of what was deleted elsewhere the title goes too.
    const last = known.id === thread?.id ? {} : known;
    const next =
      thread && !isGone(shown)
        ? withoutLocalTitle(thread)
        : { ...last, begins: { connectionId, assistantId: assistant.id } };
    const isSame = placeOf(this.#known()) === placeOf(next);
    void this.#fact.set({ ...next, shownAt: isSame ? shownAt : new Date().toISOString() });
  }

  #known(): Remembered {
    const read = v.safeParse(remembered, this.#fact.get());
    return read.success ? read.output : {};
  }

  /** Forgets it, here and in other workspaces, where it is of this connection, or this conversation of it. */
  async forget(connectionId: string, threadId?: string): Promise<void> {
    const { begins, shownAt } = this.#known();
    await this.#fact.forget(connectionId, threadId);
    // What has not begun stands in the place of a conversation, and is none that could be deleted.
    const isStillShown = threadId !== undefined && begins !== undefined && this.#known().begins === undefined;
    if (isStillShown) await this.#fact.set({ begins, shownAt });
  }

  /**
   * Shows it again after the window was loaded anew, unless something else is shown or it is gone: one that has not
   * begun for its draft alone. A window that ended in the middle of a question may not have got to remembering: then the
   * conversation of that question is shown.
   */
  async restore(parts: Needed): Promise<void> {
    if (parts.sessions.shown) return;
    const left = await leftQuestion(parts);
    await this.#show(parts, left);
    // A conversation that has not begun stands in no list.
    if (!left || left.id !== undefined || isShown(parts, left)) return;
    // Each page comes here, and so does a view that is shown again.
    if (left.askedAt === this.#told) return;
    this.#told = left.askedAt;
    const told = import('../chat/tellLeft.ts').then(({ tellLeft }) => tellLeft(parts, left));
    inBackground(parts, 'Question left behind', told);
  }

  async #show(parts: Needed, left: Left | undefined): Promise<void> {
    const { sessions, directory, providers } = parts;
    const { shownAt = '', begins, ...thread } = this.#known();
    const last = begins && hasDraft(parts, begins) ? begins : thread;
    // After a question that was left, the person may have gone to another conversation.
    const isJustLeft = left && left.askedAt > shownAt && Date.now() - Date.parse(left.askedAt) <= justLeft;
    const place: Partial<Thread> = isJustLeft ? left : last;
    const { connectionId, assistantId, id } = place;
    // A question has its conversation's title only where it began it.
    const isSame = id === thread.id;
    const title = isSame && thread.isTitleLocal ? await localTitle(parts, thread) : (isSame ? thread : place).title;
    if (connectionId === undefined || !providers.connection(connectionId)) return;
    // Why the list cannot be read stands on the page already.
    const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
    const assistant = assistants.find((candidate) => candidate.id === assistantId);
    if (!assistant || sessions.shown) return;
    if (id === undefined) return void sessions.start(connectionId, assistant);
    const isTitleLocal = id === thread.id && thread.isTitleLocal === true;
    const named = { title: title || assistant.name, isTitleLocal };
    sessions.show({ connectionId, assistantId: assistant.id, id, ...named }, assistant);
  }
}

/** What a person calls it stands in one place alone, and is changed and deleted there. */
function withoutLocalTitle({ title, ...thread }: Thread): Partial<Thread> {
  return thread.isTitleLocal ? thread : { title, ...thread };
}

async function localTitle({ titles }: Needed, { connectionId = '', id = '' }: Partial<Thread>) {
  return (await titles.all(connectionId).catch(() => undefined))?.get(id);
}

function placeOf({ connectionId, id, begins }: Remembered): string {
  return JSON.stringify(begins ? [begins.connectionId, begins.assistantId] : [connectionId, id, '']);
}

function hasDraft({ draftStore }: Pick<Needed, 'draftStore'>, key: DraftKey): boolean {
  return draftStore.get(key) !== '' || draftStore.passages(key).length > 0 || draftStore.aside(key) !== undefined;
}

function isShown({ sessions }: Needed, { connectionId, assistantId }: Left): boolean {
  const { shown } = sessions;
  return !!shown && !shown.thread && shown.connectionId === connectionId && shown.assistant.id === assistantId;
}

async function leftQuestion({ providers, outbox, log }: Needed): Promise<Left | undefined> {
  const reading = providers.connections.map(({ id }) => outbox.latestLeft(id));
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
