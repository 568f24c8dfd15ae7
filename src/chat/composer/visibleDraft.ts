import type { ChatSession } from '../session/session.ts';
import type { Drafts } from './drafts.ts';

/**
 * The drafts that the message fields of this window's pages show. The disk may know better: another window writes
 * there, and text that it has sent is no draft any more, though a page here still shows it.
 */
export class VisibleDraft {
  readonly #drafts: Pick<Drafts, 'get'>;
  readonly #shown = new WeakMap<ChatSession, string>();
  /** The text that was shown, and the one that another window left in its place. */
  readonly #overtaken = new WeakMap<ChatSession, { readonly shown: string; readonly replacement: string }>();

  constructor(drafts: Pick<Drafts, 'get'>) {
    this.#drafts = drafts;
  }

  /** The draft for pages that show it from now on. */
  show(session: ChatSession): string {
    const text = this.#drafts.get(session);
    this.#shown.set(session, text);
    return text;
  }

  /** Records that the host has put `text` into the pages. */
  setByHost(session: ChatSession, text: string): void {
    this.#shown.set(session, text);
  }

  /** Records that the person has made `text` of it. False: the page only echoes what it was given once, and something else is there by now. */
  setByUser(session: ChatSession, text: string): boolean {
    if (this.#shown.get(session) === text) return this.#drafts.get(session) === text;
    this.#compare(session);
    this.#shown.set(session, text);
    return true;
  }

  /** The draft as another window has changed it; undefined where none has. */
  externalChange(session: ChatSession): string | undefined {
    return this.#compare(session) ? this.show(session) : undefined;
  }

  /**
   * Returns, once, what another window has left of the draft `text` that is about to be sent; undefined where none
   * touched it.
   */
  takeStale(session: ChatSession, text: string): string | undefined {
    this.#compare(session);
    const overtaken = this.#overtaken.get(session);
    this.#overtaken.delete(session);
    // What is new altogether has been sent by nobody.
    return overtaken && text.includes(overtaken.shown.trim()) ? overtaken.replacement : undefined;
  }

  #compare(session: ChatSession): boolean {
    const shown = this.#shown.get(session);
    const text = this.#drafts.get(session);
    if (shown === undefined || shown === text) return false;
    this.#overtaken.set(session, { shown, replacement: text });
    return true;
  }
}
