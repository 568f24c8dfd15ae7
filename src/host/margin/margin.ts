import { DisposableStore } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { ContextItem } from '../../chat/model/model.ts';
import type { DocumentLinks, MarginLink } from '../../chat/ports/documentLinks.ts';
import type { SendConsent } from '../../chat/session/sending.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { PickedAssistant } from '../connections/pickAssistant.ts';
import { ensureDetails } from '../connections/requestDetails.ts';
import { DocumentPassages } from '../documents/anchors/documentPassages.ts';
import type { SelectedText } from '../documents/selection.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import type { Sentence } from '../platform/words.ts';
import { type AskedInMargin, type AskingParts, askInThread, retryInThread } from './askInThread.ts';
import { mostMessages } from './marginContent.ts';
import { MarginView } from './marginView.ts';

export type MarginParts = AskingParts &
  Parameters<typeof ensureDetails>[0] & {
    readonly sessions: Pick<SessionRegistry, 'onOpened'>;
    readonly margins: DocumentLinks<MarginLink>;
    readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
    readonly sendConsent: SendConsent;
    readonly log: Log;
  };

/** Gives the margin, which is made at its first use. */
export type LoadMargin = () => Promise<Margin>;

/** Milliseconds between two updates of an answer that grows. */
const updateInterval = 150;

interface Asking {
  readonly stop: AbortController;
  session?: ChatSession;
  /** Ids of the messages before the question. */
  earlierIds?: ReadonlySet<string>;
}

/** Conversations beside passages of documents. */
export class Margin extends DisposableStore {
  readonly #parts: MarginParts;
  readonly #passages: DocumentPassages<MarginLink>;
  readonly #view = this.register(new MarginView());
  readonly #asking = new Map<string, Asking>();
  /** The reason why the last question of a conversation was not sent. */
  readonly #notes = new Map<string, Sentence>();
  readonly #pendingUpdates = new Map<string, ReturnType<typeof setTimeout>>();
  /** Of a check, and not asked yet. */
  readonly #queued = new Set<string>();
  /** Opened by a command just now: it is shown unfolded. */
  #unfolded: string | undefined;

  constructor(parts: MarginParts) {
    super();
    this.#parts = parts;
    this.#passages = this.register(new DocumentPassages(parts.margins, parts.log));
    this.register(this.#passages.onChange((id) => this.#paint(id)));
    this.register(parts.sessions.onOpened((session) => this.#follow(session)));
    for (const session of parts.sessions.open) this.#follow(session);
  }

  load(): Promise<void> {
    return this.#passages.load();
  }

  /** Opens a conversation at `selected`; nothing is sent by that. One that was opened before and asked nothing goes. */
  async begin(selected: SelectedText, { connectionId, assistant }: PickedAssistant): Promise<void> {
    const isUnused = ({ id, messages, unsent }: MarginLink) =>
      messages.length === 0 && unsent === undefined && !this.#asking.has(id) && !this.#queued.has(id);
    for (const { id } of this.#passages.links.filter(isUnused)) await this.#passages.remove(id);
    // Before it is painted for the first time.
    this.#unfolded = crypto.randomUUID();
    this.#add(this.#unfolded, selected, { connectionId, assistant }, { context: [selected.context] });
  }

  /** A question of a check, which follows its text until it is asked. Returns its id. */
  queue(
    selected: Pick<SelectedText, 'document' | 'range'>,
    picked: PickedAssistant,
    { prompt, context }: { readonly prompt: string; readonly context: readonly ContextItem[] },
  ): string {
    const id = crypto.randomUUID();
    this.#add(id, selected, picked, { context, finding: prompt });
    this.#queued.add(id);
    return id;
  }

  /** Asks a queued question. Resolves when it was answered, or why it was not sent. */
  async askQueued(id: string, text: string, signal: AbortSignal): Promise<AskedInMargin> {
    this.#queued.delete(id);
    const link = this.#passages.get(id);
    // Removed meanwhile.
    if (!link) return { type: 'ended' };
    const stop = () => this.stop(link);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { ended } = await this.#run(link, text, (asking) => askInThread(this.#askingParts, link, text, asking));
      return await ended;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Takes away what was queued and not asked. */
  async dropQueued(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#queued.delete(id)) await this.#passages.remove(id);
  }

  #add(
    id: string,
    { document, range }: Pick<SelectedText, 'document' | 'range'>,
    { connectionId, assistant: { id: assistantId, name, poweredBy } }: PickedAssistant,
    more: Pick<MarginLink, 'context' | 'finding'>,
  ): void {
    const assistant = { id: assistantId, name, ...(poweredBy !== undefined && { poweredBy }) };
    this.#passages.addDraft(document, range, { id, connectionId, assistant, messages: [], isResolved: false, ...more });
  }

  /** Returns the conversation that VS Code shows in `thread`. */
  find(thread: unknown): MarginLink | undefined {
    const id = this.#view.idOf(thread);
    return id === undefined ? undefined : this.#passages.get(id);
  }

  /** Asks `text`. What is not sent stays in the conversation. Resolves when that is seen to, not when it is answered. */
  async ask(link: MarginLink, text: string): Promise<void> {
    if (text.trim() === '' || this.#asking.has(link.id)) return;
    await this.#run(link, text, (asking) => askInThread(this.#askingParts, link, text, asking));
  }

  /** Sends what was not sent, or has the last question answered again. */
  async retry(link: MarginLink): Promise<void> {
    if (this.#asking.has(link.id)) return;
    if (link.unsent !== undefined) return this.ask(link, link.unsent);
    await this.#run(link, undefined, (asking) => retryInThread(this.#askingParts, link, asking));
  }

  stop({ id }: MarginLink): void {
    this.#asking.get(id)?.stop.abort(new DOMException('Stopped', 'AbortError'));
    this.#sessionOf(id)?.stop();
  }

  async resolve({ id }: MarginLink, isResolved: boolean): Promise<void> {
    await this.#passages.change(id, (link) => ({ ...link, isResolved }));
  }

  async remove(link: MarginLink): Promise<void> {
    this.stop(link);
    await this.#passages.remove(link.id);
  }

  /** The conversation of `link`, where it is open in this window. */
  sessionOf({ id }: MarginLink): ChatSession | undefined {
    return this.#sessionOf(id);
  }

  /** Resolves when what has changed is written down. */
  leave(): Promise<void> {
    return this.#passages.flush();
  }

  get #askingParts(): Parameters<typeof askInThread>[0] {
    const { consent } = this.#parts;
    return {
      ...this.#parts,
      ensureDetails: (whom) => ensureDetails(this.#parts, whom),
      mayLeave: () => consent.mayLeave(),
    };
  }

  async #run(
    { id }: MarginLink,
    text: string | undefined,
    work: (asking: Parameters<typeof askInThread>[3]) => Promise<AskedInMargin>,
  ): Promise<{ readonly ended: Promise<AskedInMargin> }> {
    const asking: Asking = { stop: new AbortController() };
    this.#asking.set(id, asking);
    this.#notes.delete(id);
    // On the disk before anything else: it is nowhere but here.
    if (text !== undefined)
      await this.#write(id, (link) => ({ ...withoutUnsent(link), unsent: text.trim(), isResolved: false }));
    const onSession = (session: ChatSession) => {
      asking.session = session;
      asking.earlierIds = new Set(session.transcript.messages.map((message) => message.id));
      this.#update(id, session);
    };
    // A window that is gone by then has left a question that may have arrived.
    const onSending = () => this.#write(id, (link) => ({ ...link, mayBeSent: true }));
    const ended = work({ onSession, onSending, signal: asking.stop.signal }).then(async (asked) => {
      const { session } = asking;
      if (session) this.#update(id, session);
      this.#asking.delete(id);
      if (asked.type === 'unsent') this.#notes.set(id, asked.why);
      await this.#write(id, asked.type === 'unsent' ? withoutMayBeSent : withoutUnsent);
      this.#paint(id);
      return asked;
    });
    return { ended };
  }

  /** Changes a conversation; on the disk when this resolves. */
  async #write(id: string, change: (link: MarginLink) => MarginLink): Promise<void> {
    await this.#passages.change(id, change);
    await this.#passages.flush();
  }

  #sessionOf(id: string): ChatSession | undefined {
    const { thread, connectionId } = this.#passages.get(id) ?? {};
    const open = this.#parts.sessions.open;
    return (
      this.#asking.get(id)?.session ??
      (thread && open.find((each) => each.connectionId === connectionId && each.thread?.id === thread.id))
    );
  }

  #follow(session: ChatSession): void {
    const update = () => {
      for (const { id } of this.#passages.links) if (this.#sessionOf(id) === session) this.#update(id, session);
    };
    session.onEvent((event) => {
      if (event.type === 'text-delta') for (const { id } of this.#passages.links) this.#updateLater(id, session);
      else update();
    });
    session.onChange(update);
  }

  #updateLater(id: string, session: ChatSession): void {
    if (this.#pendingUpdates.has(id) || this.#sessionOf(id) !== session) return;
    const timer = setTimeout(() => {
      this.#pendingUpdates.delete(id);
      if (this.#sessionOf(id) === session) this.#update(id, session);
    }, updateInterval);
    this.#pendingUpdates.set(id, timer);
  }

  /** Takes over what the conversation holds, however it came there. One that has not begun may come to nothing. */
  #update(id: string, { thread, transcript }: ChatSession): void {
    if (!thread) return;
    const { earlierIds } = this.#asking.get(id) ?? {};
    const isThere = transcript.messages.some((each) => each.role === 'user' && earlierIds?.has(each.id) === false);
    const messages = transcript.messages.slice(-mostMessages);
    void this.#passages.change(id, (link) => ({
      ...(isThere ? withoutUnsent(link) : link),
      thread,
      ...(messages.length > 0 && { messages }),
    }));
  }

  #paint(id: string): void {
    const [link, location] = [this.#passages.get(id), this.#passages.locate(id)];
    if (!link || !location) return void this.#view.hide(id);
    this.#view.show({
      link,
      location,
      connection: this.#parts.providers.connection(link.connectionId),
      isAsking: this.#asking.has(id) || this.#sessionOf(id)?.running === true,
      note: this.#notes.get(id),
      isUnfolded: this.#unfolded === id,
    });
  }

  override dispose(): void {
    for (const timer of this.#pendingUpdates.values()) clearTimeout(timer);
    super.dispose();
  }
}

function withoutUnsent({ unsent: _, ...link }: MarginLink): MarginLink {
  return withoutMayBeSent(link);
}

function withoutMayBeSent({ mayBeSent: _, ...link }: MarginLink): MarginLink {
  return link;
}
