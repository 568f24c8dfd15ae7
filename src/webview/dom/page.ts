import type { Labels } from '../../pageWords.ts';
import type { PageMessage } from '../../protocol.ts';

/** The context of every part of the page: its words, and a way to send messages to the host. */
export interface Page {
  readonly labels: Labels;
  /** Adds the conversation that is shown, where a message is about one and does not say which. */
  readonly post: (message: PageMessage) => void;
  /** Throws the painted conversation away and asks the host for everything anew. */
  readonly reload: () => void;
  /** Opens the search in the conversation. */
  readonly find: () => void;
  /** Puts a quote into the composer, as if typed. */
  readonly quote: (markdown: string) => void;
  /** Says something once to a screen reader, politely. */
  readonly announce: (text: string) => void;
}
