import type { ChatSession } from '../../chat/session/session.ts';
import type { CitationPlace, FocusTarget, ToWebview } from '../../protocol.ts';
import type { Sentence } from './words.ts';

/** Port: what a feature may ask of the pages that show conversations. */
export interface ChatPort {
  /** Whether a person can see the conversation. */
  readonly visible: boolean;
  /** Brings the conversation to the front and moves the focus in it. */
  focus(target: FocusTarget | CitationPlace): Promise<void>;
  /** Brings the conversation to the front and leaves the focus where it is, as far as VS Code lets it. */
  show(): Promise<void>;
  /** Paints the whole state anew. */
  showState(): void;
  /** Paints anew what stands around the conversation. */
  showHead(): void;
  /** Paints the draft of `session` anew, unless a question is being changed there. */
  showDraft(session: ChatSession): void;
  /** Tells every page. */
  tell(message: ToWebview): void;
  /** Shows `text` for a moment and has screen readers read it. */
  say(text: Sentence): void;
  /** The draft of `session` was set by the host, not by a person. */
  draftSet(session: ChatSession, text: string): void;
}
