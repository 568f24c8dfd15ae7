import type { ChatSession } from '../../chat/session/session.ts';
import type { CitationPlace, FocusTarget, ToWebview } from '../../protocol.ts';
import type { Sentence } from './words.ts';

/** Port: what a feature may ask of the pages that show conversations. */
export interface ChatPort {
  /** Whether a person can see a page. */
  readonly visible: boolean;
  /** Whether a person can see `session`. */
  sees(session: ChatSession): boolean;
  /** Brings the active page to the front and moves the focus in it. */
  focus(target: FocusTarget | CitationPlace): Promise<void>;
  /** Brings the active page to the front and leaves the focus where it is, as far as VS Code lets it. */
  show(): Promise<void>;
  /** Shows a conversation in an editor tab of a column of its own. */
  openTab(session: ChatSession): void;
  /** Paints the whole state of each page anew. */
  showState(): void;
  /** Paints anew what stands around the conversation. */
  showHead(): void;
  /** Paints the draft of `session` anew, unless a question is being changed there. */
  showDraft(session: ChatSession): void;
  /** Tells the pages that show the conversation it is about, or the active page where it is about none. */
  tell(message: ToWebview): void;
  /** Shows `text` for a moment and has screen readers read it. */
  say(text: Sentence): void;
  /** The draft of `session` was set by the host, not by a person. */
  draftSet(session: ChatSession, text: string): void;
}
