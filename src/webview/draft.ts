import type { Page } from './page.ts';

const debounceMilliseconds = 300;

export interface Draft {
  /** The person typed. */
  readonly typed: (text: string) => void;
  /** Tells the host now what it was not told yet. */
  readonly flush: () => void;
  readonly pending: () => boolean;
  readonly open: (sessionId: string | undefined) => void;
}

/** Tells the host of the unsent text, not at every key, but before anything that could lose it. */
export function createDraft({ post }: Page, onTold: () => void): Draft {
  let sessionId: string | undefined;
  let unsaid: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    if (unsaid === undefined || sessionId === undefined) return;
    post({ type: 'draft', sessionId, text: unsaid });
    unsaid = undefined;
    onTold();
  };
  return {
    typed: (text) => {
      unsaid = text;
      clearTimeout(timer);
      timer = setTimeout(flush, debounceMilliseconds);
    },
    flush,
    pending: () => unsaid !== undefined,
    open: (id) => {
      sessionId = id;
    },
  };
}
