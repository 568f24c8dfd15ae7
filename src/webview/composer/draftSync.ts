import type { Page } from '../dom/page.ts';

/** The time by which the host's own words may be older than the text that was typed here, in milliseconds. */
const onItsWay = 300;

export interface Draft {
  /** The person typed. */
  readonly typed: (text: string) => void;
  /**
   * Tells the host that its text stands in the composer: until then a question that it got back may not leave the disk.
   */
  readonly has: (text: string) => void;
  /** Bases the text that is typed from now on upon the host's. */
  readonly takes: (text: string) => void;
  /**
   * Begins a conversation: later text belongs to it. True: it did before, and the host may not know yet what was typed
   * last.
   */
  readonly open: (sessionId: string | undefined) => boolean;
  /** Whether the host, who had received `seenRevision` drafts of this page, did not know what was typed last. */
  readonly isBehind: (seenRevision: number) => boolean;
}

/**
 * Tells the host of the unsent text at every key: this page may be gone the next moment, and what it kept itself would
 * lie where neither deleting nor switching the history off reaches it.
 */
export function createDraft({ post }: Page): Draft {
  let sessionId: string | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let told = 0;
  let last: { readonly sessionId: string; readonly text: string } | undefined;
  /** The text that host and page both know to have stood here. */
  let known = '';
  const tell = (text: string) => {
    if (sessionId === undefined) return;
    told++;
    const before = last?.sessionId === sessionId ? last.text : '';
    last = { sessionId, text };
    post({ type: 'draft', ...last, ...(known !== before && { basedOn: known }) });
    known = text;
  };
  return {
    typed: (text) => {
      tell(text);
      toldAt = performance.now();
    },
    has: (text) => {
      if (text !== '') tell(text);
    },
    takes: (text) => {
      known = text;
    },
    open: (id) => {
      const isNews = id === sessionId && performance.now() - toldAt < onItsWay;
      // What was typed for another conversation says nothing of this one.
      if (id !== sessionId) toldAt = Number.NEGATIVE_INFINITY;
      sessionId = id;
      return isNews;
    },
    isBehind: (seenRevision) => seenRevision < told,
  };
}
