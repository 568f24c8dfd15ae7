import type { Log } from '../../base/log.ts';
import { ChatError } from '../model/errors.ts';
import { failureLine } from '../model/failureReport.ts';
import type { Assistant, Message, Thread } from '../model/model.ts';
import { mergeSuffix, type ThreadSuffix } from '../model/threadSuffix.ts';
import type { ThreadEvent } from '../model/transcript.ts';
import type { Reconcile } from '../outbox/reconcile.ts';
import type { SessionOutbox } from '../outbox/sessionOutbox.ts';
import type { OutboxEntry, OutboxPlace } from '../ports/outbox.ts';
import { pages } from '../ports/pages.ts';
import type { GetProvider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threads.ts';

/** Longest that is read on in search of older messages, in milliseconds. */
const longestOlder = 60_000;

interface ThreadReadingOptions {
  readonly connectionId: string;
  readonly assistant: Assistant;
  readonly provider: GetProvider;
  readonly log: Log;
  readonly cache?: Pick<ThreadCache, 'messages' | 'putMessages' | 'open'>;
}

type Loaded = Extract<ThreadEvent, { type: 'messages-loaded' }>;
type Entries = readonly OutboxEntry[];

/** Reads one conversation: from this computer at once, from the vendor as the truth. */
export class ThreadReading {
  readonly #options: ThreadReadingOptions;
  readonly #life: AbortSignal;
  #olderCursor: string | undefined;
  #fresh = false;
  #asOf: string | undefined;
  #opening: Promise<void> | undefined;
  #copying: Promise<void> = Promise.resolve();
  #latest: { readonly event: Loaded; readonly cursor: string | undefined; readonly settled: Entries } | undefined;
  #settled: Entries = [];

  /** `life`: aborted when the conversation is closed; it may be deleted then. */
  constructor(options: ThreadReadingOptions, life: AbortSignal) {
    this.#options = options;
    this.#life = life;
  }

  /** Whether the end of the conversation, as the vendor has it, is shown. */
  get fresh(): boolean {
    return this.#fresh;
  }

  /** The time of what is shown, where it is this computer's copy (ISO 8601). */
  get asOf(): string | undefined {
    return this.#asOf;
  }

  /** Questions that have come to an end in what is shown. */
  get settled(): Entries {
    return this.#settled;
  }

  get hasOlder(): boolean {
    return this.#olderCursor !== undefined;
  }

  /** The thread is new, so there is nothing to read. */
  begun(thread: Thread): void {
    this.#fresh = true;
    void this.#open(thread);
  }

  place(thread: Thread | undefined): OutboxPlace {
    const { connectionId, assistant } = this.#options;
    return { connectionId, assistantId: assistant.id, ...(thread && { threadId: thread.id }) };
  }

  /** Returns the stored copy: the vendor may take its time, or be out of reach. */
  async copy(thread: Thread | undefined, entries: readonly OutboxEntry[]): Promise<Loaded | undefined> {
    const reconcile = await reconcilerOf(entries);
    const kept = thread && !thread.isOthers && (await this.#options.cache?.messages(thread));
    if (thread) void this.#open(thread);
    if (!kept && entries.length === 0) return undefined;
    this.#asOf = kept ? kept.readAt : undefined;
    const { messages } = reconcile(kept ? kept.value : [], entries, 'not-looked');
    return { type: 'messages-loaded', messages, hasOlder: kept ? kept.isPart === true : false };
  }

  /**
   * The newest messages at the vendor, below those of `shown` that are older, with what the disk knows beyond them. Where
   * more has come than one page, `shown` gives way: nobody knows what lies between. Fails as the provider does.
   */
  async newest(thread: Thread, shown: ThreadSuffix, entries: Entries, signal: AbortSignal): Promise<Loaded> {
    signal.throwIfAborted();
    void this.#open(thread);
    const reconcile = await reconcilerOf(entries);
    const page = await (await this.#options.provider()).listMessages(thread, undefined, signal);
    signal.throwIfAborted();
    const read = { messages: page.items, hasOlder: page.cursor !== undefined };
    this.keep(thread, read);
    const joined = mergeSuffix({ ...shown, messages: atVendor(shown.messages, entries) }, read);
    const { messages, settled } = reconcile(joined.messages, entries, page.isOwnRecord ? 'cannot-look' : 'not-found');
    const event: Loaded = { type: 'messages-loaded', messages, hasOlder: joined.hasOlder };
    // The pages of a copy were read by another cursor: from the newest page on they are read past.
    const cursor = joined !== read && this.#fresh ? this.#olderCursor : page.cursor;
    this.#latest = { event, cursor, settled };
    return event;
  }

  /** Notes that the messages which were read last are shown now. */
  showing(event: Loaded): void {
    if (this.#latest?.event !== event) return;
    this.#olderCursor = this.#latest.cursor;
    this.#settled = this.#latest.settled;
    this.#fresh = true;
    this.#asOf = undefined;
  }

  /**
   * Reads the end of a conversation before a question is sent to it, unless it is known; what follows the question stays,
   * and so does what is open above it.
   */
  async upToEnd(
    thread: Thread,
    { messages: shown, hasOlder }: ThreadSuffix,
    questionId: string,
    questions: SessionOutbox,
    signal: AbortSignal,
  ): Promise<Loaded | undefined> {
    if (this.#fresh) return undefined;
    const index = shown.findIndex(({ id }) => id === questionId);
    const [above, own] = [shown.slice(0, index), shown.slice(index)];
    const open = (await questions.open(this.place(thread), above)).filter(({ id }) => id !== questionId);
    const read = await this.newest(thread, { messages: above, hasOlder }, open, signal);
    const event = { ...read, messages: [...read.messages, ...own] };
    if (this.#latest) this.#latest = { ...this.#latest, event };
    return event;
  }

  /** Reads as `newest` does; undefined where that is what is `shown`. Fails as the provider does. */
  async news(
    thread: Thread,
    shown: ThreadSuffix,
    questions: SessionOutbox,
    signal: AbortSignal,
  ): Promise<Loaded | undefined> {
    const open = await questions.open(this.place(thread), shown.messages);
    const read = await this.newest(thread, shown, open, signal);
    const isSame = read.messages.length === shown.messages.length;
    if (!isSame || read.messages.some((message, at) => isOther(message, shown.messages[at]))) return read;
    this.showing(read);
    return undefined;
  }

  /**
   * The messages before those that are shown. Of a copy that is shown some pages may be known: they are read past. Fails as
   * the provider does, and with ChatError `nothing-new` where page after page has only what is known.
   */
  async older(
    thread: Thread,
    shown: readonly Message[],
    signal: AbortSignal,
  ): Promise<Extract<ThreadEvent, { type: 'older-loaded' }>> {
    const known = new Set(shown.flatMap(({ id, storedId = id, storedIds = [] }) => [id, storedId, ...storedIds]));
    const provider = await this.#options.provider();
    const read = (cursor: string | undefined, limit: AbortSignal) => provider.listMessages(thread, cursor, limit);
    for await (const page of pages(read, { from: this.#olderCursor, deadline: longestOlder, signal })) {
      this.#olderCursor = page.cursor;
      const messages = page.items.filter(({ id }) => !known.has(id));
      if (messages.length > 0 || page.cursor === undefined)
        return { type: 'older-loaded', messages, hasOlder: page.cursor !== undefined };
    }
    throw new ChatError('nothing-new');
  }

  /** Keeps a copy for reading without a network; that it cannot be kept costs nothing now. */
  keep(thread: Thread, { messages, hasOlder }: ThreadSuffix): void {
    if (thread.isOthers) return;
    // One after the other: each adds to what the one before has kept.
    this.#copying = this.#copying
      .then(() => this.#open(thread))
      .then(() => this.#options.cache?.putMessages(thread, { messages: atVendor(messages), hasOlder }))
      .catch((error: unknown) => this.#warn('A reading', error));
  }

  /**
   * Opens the stored copy once: a conversation that is forgotten afterwards stays forgotten. Tried again where it
   * failed.
   */
  #open(thread: Thread): Promise<void> {
    this.#opening ??= this.#openCache(thread);
    return this.#opening;
  }

  async #openCache(thread: Thread): Promise<void> {
    if (this.#life.aborted || thread.isOthers) return;
    try {
      await this.#options.cache?.open(thread);
    } catch (error) {
      this.#opening = undefined;
      this.#warn('A reading', error);
    }
  }

  #warn(what: string, error: unknown): void {
    this.#options.log.warn(`${this.#options.connectionId}: ${what}: ${failureLine(error)}`);
  }
}

/** Loaded where a question is open, which is rare; without one there is nothing to lay over what was read. */
async function reconcilerOf(entries: Entries): Promise<Reconcile> {
  if (entries.length === 0) return (messages) => ({ messages, settled: [] });
  return (await import('../outbox/reconcile.ts')).reconcile;
}

/** Returns those of `messages` that the vendor has, as far as is known; the reading decides anew about `entries`. */
function atVendor(messages: readonly Message[], entries: Entries = []): readonly Message[] {
  const isOpen = ({ id, storedId }: Message) => storedId === undefined && entries.some((entry) => entry.id === id);
  return messages.filter((message) => ['sent', 'complete', 'empty'].includes(message.state) && !isOpen(message));
}

/**
 * Whether a message is other than the shown one: another window may tell what became of a question, and an answer that
 * broke off is completed at the vendor.
 */
function isOther({ id, storedId, role, state, text }: Message, shown: Message | undefined): boolean {
  const isSame = (storedId ?? id) === (shown?.storedId ?? shown?.id) && state === shown?.state;
  return !isSame || (role === 'assistant' && text !== shown.text);
}
