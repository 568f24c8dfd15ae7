/** What went wrong on the disk without anyone having asked for it. Holds no path and no content. */
export type StorageTrouble =
  /** Lines that could not be read; the rest was. */
  | { readonly type: 'damaged'; readonly lines: number }
  /** A file that a later version wrote: it is left as it is, and what would be written lasts until the window closes. */
  | { readonly type: 'newer' }
  /** A journal could not be made shorter; nothing is lost. */
  | { readonly type: 'not-compacted'; readonly error: unknown }
  /** A draft could not be read or written; what was typed is in this window's memory. */
  | { readonly type: 'draft'; readonly error: unknown }
  /** A question goes out, or waits, without having been written down. */
  | { readonly type: 'question'; readonly error: unknown }
  /** What was shown or used last could not be read or written: the next window begins without it. */
  | { readonly type: 'not-remembered'; readonly error: unknown }
  /** More than can be held in memory: the oldest messages were left out. */
  | { readonly type: 'too-long' };
