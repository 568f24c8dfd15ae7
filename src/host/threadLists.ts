import type { Thread } from '../chat/model.ts';
import type { Page } from '../chat/provider.ts';

interface ThreadList {
  readonly threads: readonly Thread[];
  /** Where the vendor has more. */
  readonly cursor: string | undefined;
}

/** The threads of each assistant, newest first, as far as they were read. */
export class ThreadLists<Of> {
  readonly #read: (of: Of, cursor: string | undefined) => Promise<Page<Thread>>;
  readonly #lists = new Map<Of, ThreadList>();

  constructor(read: (of: Of, cursor: string | undefined) => Promise<Page<Thread>>) {
    this.#read = read;
  }

  /** Reads the first page where nothing was read. Rejects with a ChatError. */
  async of(of: Of): Promise<ThreadList> {
    const known = this.#lists.get(of);
    if (known) return known;
    const { items, cursor } = await this.#read(of, undefined);
    const list = { threads: items, cursor };
    this.#lists.set(of, list);
    return list;
  }

  /** Adds the next page. False: there is none. Rejects with a ChatError. */
  async more(of: Of): Promise<boolean> {
    const cursor = this.#lists.get(of)?.cursor;
    if (cursor === undefined) return false;
    const page = await this.#read(of, cursor);
    // What was read meanwhile counts, and so does that the list was forgotten.
    const list = this.#lists.get(of);
    if (list?.cursor !== cursor) return false;
    const known = new Set(list.threads.map(({ id }) => id));
    const news = page.items.filter(({ id }) => !known.has(id));
    this.#lists.set(of, { threads: [...list.threads, ...news], cursor: page.cursor });
    return true;
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

  /** They are read again when asked for. */
  forget(which: (of: Of) => boolean): void {
    for (const of of this.#lists.keys()) if (which(of)) this.#lists.delete(of);
  }
}
