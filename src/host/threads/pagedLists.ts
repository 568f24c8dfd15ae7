import { Freshness } from '../../base/freshness.ts';
import { newItems } from '../../base/newItems.ts';
import type { Thread } from '../../chat/model/model.ts';
import type { Page } from '../../chat/ports/provider.ts';

interface ThreadList {
  readonly threads: readonly Thread[];
  /** The cursor at which the vendor has more. */
  readonly cursor: string | undefined;
  /** The cursors that the list has been read on from. */
  readonly seen: ReadonlySet<string>;
}

/** The threads of each assistant, newest first, as far as they were read. */
export class ThreadLists<Of> {
  readonly #read: (of: Of, cursor: string | undefined) => Promise<Page<Thread>>;
  readonly #lists = new Map<Of, ThreadList>();
  readonly #readings = new Freshness<Of>();

  constructor(read: (of: Of, cursor: string | undefined) => Promise<Page<Thread>>) {
    this.#read = read;
  }

  /** Reads the first page where nothing was read. Rejects with a ChatError. */
  async of(of: Of): Promise<ThreadList> {
    const known = this.#lists.get(of);
    if (known) return known;
    return this.fresh(of, async (isFresh) => {
      const { items, cursor } = await this.#read(of, undefined);
      const list = { threads: newItems([], items), cursor, seen: new Set<string>() };
      if (isFresh()) this.#lists.set(of, list);
      return list;
    });
  }

  /**
   * Returns what `read` gives, read anew where the list was forgotten meanwhile: a deleted conversation may be in it.
   */
  async fresh<R>(of: Of, read: (isFresh: () => boolean) => Promise<R>): Promise<R> {
    const { result, isOvertaken } = await this.#readings.during(of, async (isFresh) => {
      const result = await read(isFresh);
      return { result, isOvertaken: !isFresh() };
    });
    return isOvertaken ? this.fresh(of, read) : result;
  }

  /** Adds the next page. False: there is none. Rejects with a ChatError. */
  async more(of: Of): Promise<boolean> {
    const cursor = this.#lists.get(of)?.cursor;
    if (cursor === undefined) return false;
    return this.#readings.during(of, async (isFresh) => {
      const page = await this.#read(of, cursor);
      const list = this.#lists.get(of);
      // What was read meanwhile counts, and so does that the list was forgotten.
      if (!isFresh() || list?.cursor !== cursor) return false;
      const news = newItems(list.threads, page.items);
      const seen = new Set([...list.seen, cursor]);
      // A list that comes back to a place where it was ends there.
      const goesOn = page.cursor !== undefined && !seen.has(page.cursor);
      this.#lists.set(of, { threads: [...list.threads, ...news], cursor: goesOn ? page.cursor : undefined, seen });
      return true;
    });
  }

  /** `thread` stands first from now on, as the vendor lists it. False: nothing was read, so nothing has to change. */
  wentOn(of: Of, thread: Thread, updatedAt: string): boolean {
    const list = this.#lists.get(of);
    if (!list) return false;
    const known = list.threads.find(({ id }) => id === thread.id);
    const others = list.threads.filter((each) => each !== known);
    this.#lists.set(of, { ...list, threads: [{ ...(known ?? thread), updatedAt }, ...others] });
    return true;
  }

  /** Drops lists: they are read again when asked for. */
  forget(which: (of: Of) => boolean): void {
    void this.#readings.end(which);
    for (const of of this.#lists.keys()) if (which(of)) this.#lists.delete(of);
  }
}
