import type { Page } from './page.ts';

/** How long the host's own words may be older than what was typed here, in milliseconds. */
const onItsWay = 300;

export interface Draft {
  /** The person typed. */
  readonly typed: (text: string) => void;
  /** What the host gave stands in the composer: until then a question that it got back may not leave the disk. */
  readonly has: (text: string) => void;
  /** What follows belongs to this conversation. True: it did before, and the host may not know yet what was typed last. */
  readonly open: (sessionId: string | undefined) => boolean;
}

/**
 * Tells the host of the unsent text at every key: this page may be gone the next moment, and what it kept itself would
 * lie where neither deleting nor switching the history off reaches it.
 */
export function createDraft({ post }: Page): Draft {
  let sessionId: string | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    typed: (text) => {
      if (sessionId === undefined) return;
      post({ type: 'draft', sessionId, text });
      toldAt = performance.now();
    },
    has: (text) => {
      if (sessionId !== undefined && text !== '') post({ type: 'draft', sessionId, text });
    },
    open: (id) => {
      const isNews = id === sessionId && performance.now() - toldAt < onItsWay;
      sessionId = id;
      return isNews;
    },
  };
}
