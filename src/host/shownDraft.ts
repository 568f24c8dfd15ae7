import type { ChatSession } from '../chat/session.ts';
import type { Drafts } from './drafts.ts';

/**
 * What stands in the message field of this window's pages. The disk may know better: another window writes there, and
 * what it has sent is no draft any more, though a page here still shows it.
 */
export class ShownDraft {
  readonly #drafts: Pick<Drafts, 'get'>;
  readonly #shown = new WeakMap<ChatSession, string>();
  /** What another window left in the place of what was shown. */
  readonly #overtaken = new WeakMap<ChatSession, string>();

  constructor(drafts: Pick<Drafts, 'get'>) {
    this.#drafts = drafts;
  }

  /** The draft for pages that show it from now on. */
  show(session: ChatSession): string {
    const text = this.#drafts.get(session);
    this.#shown.set(session, text);
    return text;
  }

  /** The pages were given `text`. */
  told(session: ChatSession, text: string): void {
    this.#shown.set(session, text);
  }

  /** A page has `text`. False: it only says back what it was given once, and something else is there by now. */
  typed(session: ChatSession, text: string): boolean {
    if (this.#shown.get(session) === text) return this.#drafts.get(session) === text;
    this.#compare(session);
    this.#shown.set(session, text);
    return true;
  }

  /** What another window made of it, if it did. */
  news(session: ChatSession): string | undefined {
    return this.#compare(session) ? this.show(session) : undefined;
  }

  /** Once: what another window left of the draft that is about to be sent; undefined where none touched it. */
  overtaken(session: ChatSession): string | undefined {
    this.#compare(session);
    const left = this.#overtaken.get(session);
    this.#overtaken.delete(session);
    return left;
  }

  #compare(session: ChatSession): boolean {
    const shown = this.#shown.get(session);
    const text = this.#drafts.get(session);
    if (shown === undefined || shown === text) return false;
    this.#overtaken.set(session, text);
    return true;
  }
}
