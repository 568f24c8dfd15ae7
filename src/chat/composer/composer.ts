import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import type { ContextItem, Message } from '../model/model.ts';
import { lastQuestion } from '../model/transcript.ts';
import type { ChatSession } from '../session/session.ts';
import type { AttachedContext } from './attachedContext.ts';
import type { Drafts } from './drafts.ts';
import type { FollowUpQueue } from './followUpQueue.ts';
import type { QuestionEdit, QuestionEdits } from './questionEdits.ts';

interface Parts {
  readonly drafts: Drafts;
  readonly chips: AttachedContext;
  readonly edits: QuestionEdits;
  readonly queue: FollowUpQueue;
  readonly log: Log;
}

/** A question that has not gone out. */
export type Unsent = Pick<Message, 'text' | 'context'>;

/** Tells of each conversation which of its questions is being changed. */
export interface QuestionsInEdit {
  of(session: ChatSession): Pick<Composer, 'edit'>;
}

/** The composers of all conversations. */
export class Composers {
  readonly #parts: Parts;
  readonly #composers = new WeakMap<ChatSession, Composer>();
  readonly #filled = new Emitter<{ readonly session: ChatSession; readonly text: string }>((error) =>
    this.#report(error),
  );
  readonly #persisted = new Emitter<ChatSession>((error) => this.#report(error));
  /** The host has put another text into the message field. */
  readonly onFilled = this.#filled.subscribe;
  /** Fires when the draft of a conversation has become a question on the disk. */
  readonly onPersisted = this.#persisted.subscribe;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.edits.onOvertaken(({ session, edit }) => this.of(session).keepEdit(edit));
  }

  of(session: ChatSession): Composer {
    const known = this.#composers.get(session);
    if (known) return known;
    const told = {
      filled: (text: string) => this.#filled.emit({ session, text }),
      persisted: () => this.#persisted.emit(session),
    };
    const composer = new Composer(session, this.#parts, told);
    this.#composers.set(session, composer);
    return composer;
  }

  #report(error: unknown): void {
    logThrown(this.#parts.log, 'A listener to what is unsent', error);
  }

  dispose(): void {
    this.#filled.dispose();
    this.#persisted.dispose();
  }
}

/** The unsent things of one conversation: text, context, the change of its last question, the question that waits. */
export class Composer {
  readonly #session: ChatSession;
  readonly #parts: Parts;
  readonly #listeners: { readonly filled: (text: string) => void; readonly persisted: () => void };

  constructor(
    session: ChatSession,
    parts: Parts,
    told: { readonly filled: (text: string) => void; readonly persisted: () => void },
  ) {
    this.#session = session;
    this.#parts = parts;
    this.#listeners = told;
  }

  get text(): string {
    return this.#parts.drafts.get(this.#session);
  }

  get context(): readonly ContextItem[] {
    return this.#parts.chips.of(this.#session);
  }

  /** The change of the last question, while there is one. */
  get edit(): QuestionEdit | undefined {
    return this.#parts.edits.of(this.#session);
  }

  /** The context that a page showed and that is still there: it goes out with the question. */
  contextOf(ids: readonly string[]): readonly ContextItem[] {
    return this.context.filter(({ id }) => ids.includes(id));
  }

  /** Puts `text` in the place of what stands in the message field. */
  fill(text: string): void {
    this.#parts.drafts.set(this.#session, text);
    // Told as it is: of a whole state, a page in which somebody is typing leaves the draft out.
    this.#listeners.filled(text);
  }

  /**
   * Puts an unsent question ahead of what stands there, or behind it. Nothing that stands there is lost, and nothing of the
   * question. `leave` has it leave where it was, once it is on the disk here. Where either fails, which is a ChatError
   * `storage`, the question stands here no more: it is where it was, and offered once.
   */
  async add({ text, context }: Unsent, where: 'before' | 'after', leave?: () => Promise<void>): Promise<void> {
    const { drafts, chips } = this.#parts;
    const [before, known] = [this.text, this.context];
    const inOrder = <T>(own: T, there: T): [T, T] => (where === 'before' ? [own, there] : [there, own]);
    const filled = joined(inOrder(text, before));
    this.fill(filled);
    chips.set(this.#session, inOrder(context, known).flat());
    try {
      await drafts.saved();
      await leave?.();
    } catch (error) {
      // What was typed meanwhile stays.
      drafts.set(this.#session, before, filled);
      this.#listeners.filled(this.text);
      const added = new Set(context.filter(({ id }) => !known.some((item) => item.id === id)).map(({ id }) => id));
      chips.set(
        this.#session,
        this.context.filter(({ id }) => !added.has(id)),
      );
      throw error;
    }
  }

  /** `text` stands here, whatever another window has made of it; sent once more it is the person's decision. */
  keep(text: string): void {
    this.#parts.drafts.set(this.#session, text, '');
  }

  /** The question goes out. Its context stays on the disk until `persisted`. */
  take(): void {
    this.#parts.chips.take(this.#session);
  }

  /** `text` of the message field is on the disk as the question `id`: what was typed behind it is the draft. */
  persisted(text: string, id: string): void {
    // First: the draft follows into a conversation that has begun, and another one may stay behind.
    this.#parts.chips.save(this.#session);
    this.#parts.drafts.sent(this.#session, text, id);
    this.#listeners.persisted();
  }

  /** The vendor has the question `id`: it is no draft any more, wherever it was one. */
  stored(text: string, id: string): void {
    this.#parts.drafts.written(this.#session, text, id);
    this.#listeners.persisted();
    this.#parts.chips.save(this.#session);
  }

  /**
   * Puts the last question into the message field, to be changed, or the change of it that was begun before. The draft
   * gives way until that ends. False: it is not the last one, or an answer is in progress.
   */
  beginEdit(messageId: string): boolean {
    const { drafts, edits, chips } = this.#parts;
    const question = lastQuestion(this.#session.transcript);
    if (!question || question.id !== messageId || this.#session.running || this.edit) return false;
    drafts.beginEdit(this.#session, idOf(question));
    edits.begin(this.#session, { messageId });
    chips.reread(this.#session);
    if (this.text !== '' || this.context.length > 0) this.#listeners.filled(this.text);
    else {
      this.fill(question.text);
      chips.set(this.#session, question.context);
    }
    return true;
  }

  /**
   * Goes on with a change of the last question that a window has left, or makes in this moment. What was made of another
   * question, which can no longer be changed, is in the draft.
   */
  async resumeEdit(): Promise<void> {
    const { drafts } = this.#parts;
    const found = await drafts.edits(this.#session);
    const questions = this.#session.transcript.messages.filter(({ role }) => role === 'user');
    // What is shown from a copy does not say what has become of the others.
    const isKnown = (id: string) => this.#session.asOf === undefined || questions.some((each) => idOf(each) === id);
    const last = questions.at(-1);
    if (!last || this.edit) return;
    const former = found.filter((id) => id !== idOf(last) && isKnown(id));
    for (const id of former) drafts.joinEdit(this.#session, id);
    if (former.length > 0) this.#reread();
    if (found.includes(idOf(last))) this.beginEdit(last.id);
  }

  /** Gives the change up: the message field is as it was before. False: there was none. */
  cancelEdit(): boolean {
    const { drafts, edits } = this.#parts;
    if (!edits.end(this.#session)) return false;
    drafts.endEdit(this.#session);
    this.#reread();
    return true;
  }

  /** The change `sent` goes out: what had given way is back, ahead of what was typed behind the change. */
  endEdit(sent: string): void {
    const { drafts, edits } = this.#parts;
    edits.end(this.#session);
    if (!drafts.isEditing(this.#session)) return;
    const { text } = drafts.endEdit(this.#session);
    this.#reread();
    const behind = text.startsWith(sent) ? text.slice(sent.length) : text;
    if (behind.trim() !== '') this.fill(joined([this.text, behind]));
  }

  /** Another question took the place of the one that was changed: the change stays, ahead of what had given way. */
  keepEdit({ messageId }: QuestionEdit): void {
    const { drafts, chips } = this.#parts;
    const question = this.#session.transcript.messages.find(({ id }) => id === messageId);
    const { text, passages } = drafts.endEdit(this.#session);
    this.#reread();
    if (text.trim() !== question?.text.trim()) this.fill(joined([text, this.text]));
    const known = new Set([...(question?.context ?? []), ...this.context].map(({ id }) => id));
    chips.set(this.#session, [...this.context, ...passages.filter(({ id }) => !known.has(id))]);
  }

  /** Notes that the message field has another text by now. */
  #reread(): void {
    this.#parts.chips.reread(this.#session);
    this.#listeners.filled(this.text);
  }

  /** Has the question that waits back in the message field, ahead of what was typed since. False: none waits. */
  async editQueued(): Promise<boolean> {
    const { drafts, queue } = this.#parts;
    const question = queue.take(this.#session);
    if (!question) return false;
    // Where the disk is slower than the person the words are a draft still, and would stand there twice.
    drafts.sent(this.#session, question.text, question.id);
    try {
      await this.add(question, 'before', () => queue.remove(this.#session, question));
    } catch (error) {
      queue.putBack(this.#session, question);
      throw error;
    }
    return true;
  }

  /**
   * Moves the unsent things to `next`, behind those that are there, if the text is still `text`; else moves `text`
   * alone.
   */
  moveTo(next: Composer, text: string): void {
    const { drafts, chips } = this.#parts;
    drafts.set(next.#session, joined([next.text, text]));
    // Meanwhile more may have been typed.
    if (this.text.trim() !== text) return;
    drafts.set(this.#session, '');
    chips.set(next.#session, [...next.context, ...this.context]);
    chips.set(this.#session, []);
  }
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join('\n\n');
}

/** Read anew, a message has the vendor's id. */
function idOf({ storedId, id }: Message): string {
  return storedId ?? id;
}
