import type { Log } from '../../base/log.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import { ConversationIndex, keyOf } from '../../chat/catalog/conversationIndex.ts';
import { offlineThreads } from '../../chat/catalog/offlineThreads.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { titledReadings } from '../../chat/catalog/titledProvider.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { Assistant, Thread } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import { pages } from '../../chat/ports/pages.ts';
import type { ThreadCache, ThreadStore, ThreadTitles } from '../../chat/ports/threads.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { wordSearch } from '../../chat/text/wordSearch.ts';
import { logFailure } from '../platform/background.ts';
import { errorSentence } from '../platform/errorText.ts';
import type { Item, LivePick } from '../platform/prompts.ts';
import { asLabel, label, language, listed, t, whole, withIcon } from '../platform/words.ts';

export interface FoundParts {
  readonly providers: Pick<Providers, 'of'>;
  readonly directory: AssistantDirectory;
  readonly sessions: { find(thread: Thread): Pick<ChatSession, 'transcript'> | undefined };
  readonly pages: { show(thread: Thread, assistant: Assistant): unknown };
  readonly cache: ThreadCache;
  readonly titles: ThreadTitles;
  readonly localThreads: Pick<ThreadStore, 'messages'>;
  readonly log: Log;
}

export interface ThreadItem extends Item {
  readonly key?: string;
  /** The words that are searched: VS Code's own filter knows neither kinds of umlauts nor ß. */
  readonly words?: string;
  readonly thread?: Thread;
  readonly open?: () => void;
  /** Reads on, and leaves the list open. */
  readonly readOn?: () => Promise<void>;
}

/** Pages of 100 that are read of each assistant before the list says that there are more. */
const pagesAtOnce = 10;

/** The list of found conversations; it grows page by page and says what was not searched. */
export class FoundThreads {
  readonly #parts: FoundParts;
  readonly #pick: LivePick<ThreadItem>;
  readonly #olderIcon: NonNullable<Item['iconPath']>;
  readonly #signal: AbortSignal;
  #threads: readonly ThreadItem[] = [];
  readonly #index = new ConversationIndex();
  /** Conversations whose words are being read, one after the other. */
  #indexing = Promise.resolve();
  /** The rows below the threads: lists that could not be read, and pages that were not read yet. */
  #notes: readonly ThreadItem[] = [];
  #reading = 0;

  constructor(
    parts: FoundParts,
    pick: LivePick<ThreadItem>,
    olderIcon: NonNullable<Item['iconPath']>,
    signal: AbortSignal,
  ) {
    this.#parts = parts;
    this.#olderIcon = olderIcon;
    this.#pick = pick;
    this.#signal = signal;
  }

  async readConnection(connection: Connection): Promise<void> {
    await this.#while(connection, async () => {
      for (const assistant of await this.#parts.directory.list(connection.id)) {
        await this.#readPages(connection, assistant, undefined);
      }
    });
  }

  async #readPages(connection: Connection, assistant: Assistant, from: string | undefined): Promise<void> {
    const provider = await this.#parts.providers.of(connection.id);
    const read = (at: string | undefined, signal: AbortSignal) => provider.listThreads(assistant.id, at, signal);
    let cursor = from;
    for await (const page of pages(read, { from, most: pagesAtOnce, signal: this.#signal })) {
      this.#add(connection, assistant, page.items);
      cursor = page.cursor;
    }
    if (cursor === undefined) return;
    const goOn: ThreadItem = {
      label: asLabel(t('Search older conversations with {0}, too', assistant.name)),
      iconPath: this.#olderIcon,
      alwaysShow: true,
      readOn: () => {
        this.#notes = this.#notes.filter((note) => note !== goOn);
        return this.#while(connection, () => this.#readPages(connection, assistant, cursor));
      },
    };
    this.#notes = [...this.#notes, goOn];
  }

  /** The service cannot be asked: what was read before can be found and read all the same. */
  async #addKnown(connection: Connection): Promise<void> {
    const { cache, titles, log } = this.#parts;
    const known = offlineThreads(
      connection.id,
      { ...this.#parts, readings: titledReadings(cache, titles, log) },
      this.#signal,
    );
    for await (const { assistant, threads } of known) this.#add(connection, assistant, threads);
  }

  #add(connection: Connection, assistant: Assistant, threads: readonly Thread[]): void {
    const items = threads.map((thread) => ({
      key: keyOf(thread),
      words: [thread.title, assistant.name, connection.name].join(' '),
      alwaysShow: true,
      label: label(thread.title),
      description: asLabel(listed([assistant.name, connection.name, ...dayOf(thread)], ' · ')),
      thread,
      open: () => void this.#parts.pages.show(thread, assistant),
    }));
    const known = new Set(this.#threads.map(({ key }) => key));
    const added = items.filter(({ key }) => !known.has(key));
    this.#threads = [...this.#threads, ...added];
    this.show();
    this.#indexing = this.#indexing.then(() =>
      this.#read(
        connection,
        added.map(({ thread: each }) => each),
      ),
    );
  }

  /** Adds the words of conversations that are open, or stored on this computer. Nobody is asked for them. */
  async #read(connection: Connection, threads: readonly Thread[]): Promise<void> {
    const { sessions, cache, localThreads, log } = this.#parts;
    for (const thread of threads) {
      if (this.#signal.aborted || this.#index.isFull) return;
      try {
        const open = sessions.find(thread)?.transcript.messages;
        const isKept = factsOf(connection).keepsThreads;
        const stored = async () =>
          isKept ? (await cache.messages(thread))?.value : await localThreads.messages(thread);
        this.#index.add(thread, open && open.length > 0 ? open : ((await stored()) ?? []));
      } catch (error) {
        // The title is there all the same.
        logFailure(log, 'Words of a conversation', error);
      }
    }
    if (this.#pick.value.trim() !== '' && !this.#signal.aborted) this.show();
  }

  /** Conversations whose title fits what is typed, or that say it: those with the words around it. */
  #found(): readonly ThreadItem[] {
    const fits = wordSearch(this.#pick.value);
    const said = new Map(this.#index.search(this.#pick.value).map(({ key, snippet }) => [key, snippet]));
    return this.#threads.flatMap((item) => {
      const snippet = said.get(item.key ?? '');
      if (snippet !== undefined) return [{ ...item, detail: label(snippet) }];
      return fits(item.words ?? '') ? [item] : [];
    });
  }

  async #while(connection: Connection, read: () => Promise<void>): Promise<void> {
    this.#reading++;
    this.show();
    try {
      await read();
    } catch (error) {
      if (this.#signal.aborted) return;
      const why = errorSentence(errorData(error));
      const detail = asLabel(t('{0} Only conversations loaded earlier are searched.', whole(why)));
      this.#notes = [...this.#notes, { label: withIcon('warning', label(connection.name)), detail, alwaysShow: true }];
      // What cannot be read from the disk either is not searched: that stands there already.
      await this.#addKnown(connection).catch((reason: unknown) =>
        logFailure(this.#parts.log, 'Conversations that were read before', reason),
      );
    } finally {
      this.#reading--;
      if (!this.#signal.aborted) this.show();
    }
  }

  /** VS Code shows an empty list without a word. */
  sayWhetherFound(): void {
    const isFound = this.#reading > 0 || this.#pick.activeItems.length > 0;
    this.#pick.title = isFound ? undefined : t('No conversation found');
  }

  show(from?: 'from the first'): void {
    const active = from === undefined ? this.#pick.activeItems[0] : undefined;
    this.#pick.busy = this.#reading > 0;
    this.#pick.keepScrollPosition = true;
    this.#pick.items = [...this.#found(), ...this.#notes];
    // Setting none would leave Enter without anything to take.
    const again = this.#pick.items.find(
      (item) => item === active || (item.key !== undefined && item.key === active?.key),
    );
    if (again) this.#pick.activeItems = [again];
    if (this.#reading === 0 && this.#pick.items.length === 0) this.sayWhetherFound();
  }
}

/** The day of the newest message, where it is known. */
function dayOf({ updatedAt, createdAt }: Thread): readonly string[] {
  const date = new Date(updatedAt ?? createdAt ?? '');
  return Number.isNaN(date.getTime()) ? [] : [date.toLocaleDateString(language(), { dateStyle: 'medium' })];
}
