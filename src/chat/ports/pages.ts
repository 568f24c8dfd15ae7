/** Bounds within which a list is read. */
export interface PagesOptions {
  readonly signal: AbortSignal;
  /** The cursor to begin at; absent: at the first page. */
  readonly from?: string | undefined;
  /** Most pages. */
  readonly most?: number;
  /** Longest that all of it may take, in milliseconds. */
  readonly deadline?: number;
}

/** Most pages of one list that are read without being asked for more. */
const mostPages = 50;

/**
 * The pages of a list, up to its end. A service that names a place a second time has no more than it has told: its list
 * ends there. Where the most pages or the time are reached first, the last page still says where the list goes on. Fails
 * as `read` does, or with the signal's reason.
 */
export async function* pages<P extends { readonly cursor?: string }>(
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
  { signal, from, most = mostPages, deadline }: PagesOptions,
): AsyncGenerator<P, void, undefined> {
  const limit = deadline === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  const seen = new Set([from]);
  let cursor = from;
  for (let count = 0; count < most; count++) {
    signal.throwIfAborted();
    // Time that is over cuts the list; without any page there would be nothing to cut.
    if (limit.aborted && count > 0) return;
    let page: P;
    try {
      page = await read(cursor, limit);
    } catch (error) {
      if (limit.aborted && !signal.aborted && count > 0) return;
      throw error;
    }
    signal.throwIfAborted();
    cursor = page.cursor;
    if (cursor === undefined || seen.has(cursor)) {
      const { cursor: _, ...last } = page;
      yield last as P;
      return;
    }
    seen.add(cursor);
    yield page;
  }
}
