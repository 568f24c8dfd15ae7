import { Emitter } from './emitter.ts';
import type { ContextItem } from './model.ts';
import type { ChatSession } from './session.ts';

/** A question that waits for the answer before it. */
export interface QueuedQuestion {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The answer before it did not become complete: it goes out only when the person says so. */
  readonly held: boolean;
}

/** What stands unsent in each conversation's composer, kept over the window's end. */
export interface DraftTexts {
  get(session: ChatSession): string;
  set(session: ChatSession, text: string): void;
}

/**
 * One waiting question for each conversation. While it waits, its text also stands at the head of the stored draft: a
 * window that closes meanwhile brings it back in the composer, not sent. An attached file stays with the composer and
 * goes out with it.
 */
export class QuestionQueue {
  readonly #drafts: DraftTexts;
  readonly #waiting = new WeakMap<ChatSession, QueuedQuestion>();
  readonly #changes = new Emitter<ChatSession>();
  readonly onChange = this.#changes.subscribe;

  constructor(drafts: DraftTexts) {
    this.#drafts = drafts;
  }

  of(session: ChatSession | undefined): QueuedQuestion | undefined {
    return session && this.#waiting.get(session);
  }

  put(session: ChatSession, question: Omit<QueuedQuestion, 'held'>): void {
    this.#set(session, { ...question, held: false }, '');
  }

  hold(session: ChatSession): void {
    const question = this.of(session);
    if (question) this.#set(session, { ...question, held: true }, this.draftOf(session));
  }

  /** The question, which waits no longer. */
  take(session: ChatSession): QueuedQuestion | undefined {
    const question = this.of(session);
    if (question) this.#set(session, undefined, this.draftOf(session));
    return question;
  }

  /** What stands in the composer, without the question that waits. */
  draftOf(session: ChatSession): string {
    const stored = this.#drafts.get(session);
    const waiting = this.of(session)?.text;
    return waiting !== undefined && stored.startsWith(waiting) ? stored.slice(waiting.length).trimStart() : stored;
  }

  /** The person typed; what waits stays ahead of it. */
  typed(session: ChatSession, text: string): void {
    // Before the conversation has a thread its draft would be left behind, for the next one to find.
    const waiting = session.thread && this.of(session)?.text;
    this.#drafts.set(session, [waiting ?? '', text].filter((part) => part !== '').join('\n\n'));
  }

  #set(session: ChatSession, question: QueuedQuestion | undefined, draft: string): void {
    if (question) this.#waiting.set(session, question);
    else this.#waiting.delete(session);
    this.typed(session, draft);
    this.#changes.emit(session);
  }

  dispose(): void {
    this.#changes.dispose();
  }
}
