import { AttachedContext } from '../../src/chat/composer/attachedContext.ts';
import { type Composer, Composers } from '../../src/chat/composer/composer.ts';
import { Drafts } from '../../src/chat/composer/drafts.ts';
import { FollowUpQueue } from '../../src/chat/composer/followUpQueue.ts';
import { QuestionEdits } from '../../src/chat/composer/questionEdits.ts';
import { VisibleDraft } from '../../src/chat/composer/visibleDraft.ts';
import type { ContextItem } from '../../src/chat/model/model.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import type { StorageOptions } from '../../src/storage/files/options.ts';
import { LocalDrafts } from '../../src/storage/stores/drafts.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { conversation, delta, end, message, stored } from './conversation.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export const passage = (id: string): ContextItem => ({ id, label: `${id}.md`, firstLine: 1, lastLine: 2, text: id });

/** A window that shows one conversation: its composer on the drafts in `folder`, and the message field of its page. */
export class ComposerWindow {
  readonly session: ChatSession;
  readonly composer: Composer;
  readonly composers: Composers;
  readonly drafts: Drafts;
  readonly queue: FollowUpQueue;
  readonly edits = new QuestionEdits(log);
  readonly store: LocalDrafts;
  readonly vendor: ReturnType<typeof conversation>['vendor'];
  /** What the vendor does with each question, one after the other. */
  readonly runs: Parameters<typeof conversation>[0][number][] = [[stored, delta('A'), end]];
  /** The questions that went out. */
  readonly asked: ReturnType<typeof conversation>['asked'];
  readonly chips: AttachedContext;
  readonly outbox: LocalOutbox;
  readonly #shown: VisibleDraft;
  /** What stands in the message field, and what the host last said of it. */
  field = '';
  #known = '';

  constructor(folder: string, options: StorageOptions = {}) {
    const outbox = new LocalOutbox(`${folder}/outbox`, 'w', options);
    const { session, vendor, asked } = conversation(this.runs, { outbox });
    this.vendor = vendor;
    this.asked = asked;
    this.outbox = outbox;
    this.session = session;
    this.store = new LocalDrafts(`${folder}/drafts`, 'w', options);
    this.drafts = new Drafts({ store: this.store, outbox, log });
    this.queue = new FollowUpQueue(outbox, log);
    this.chips = new AttachedContext(this.drafts, log);
    const { drafts, queue, edits, chips } = this;
    this.composers = new Composers({ drafts, chips, edits, queue, log });
    this.composer = this.composers.of(session);
    this.#shown = new VisibleDraft(drafts);
    this.composers.onFilled(({ text }) => {
      this.#shown.setByHost(session, text);
      this.#take(text);
    });
    this.composers.onPersisted(() => {
      this.#take(this.#shown.show(session));
    });
    this.#take(this.#shown.show(session));
  }

  /** Reads the conversation, with questions `q1`, `q2` and so on that were answered. */
  async read(questions: number): Promise<void> {
    const numbers = Array.from({ length: questions }, (_, index) => index + 1);
    this.vendor.messages = numbers.flatMap((at) => [
      message('user', `Q${at}`, `q${at}`),
      message('assistant', `A${at}`, `a${at}`),
    ]);
    await this.session.load();
  }

  /** The person makes `text` of what stands in the message field. */
  type(text: string): void {
    const before = this.#known;
    this.#take(text);
    if (this.#shown.setByUser(this.session, text)) this.drafts.set(this.session, text, before);
  }

  /** The window comes to the front. */
  focus(): void {
    const news = this.#shown.externalChange(this.session);
    if (news !== undefined) this.#take(news);
  }

  #take(text: string): void {
    this.field = text;
    this.#known = text;
  }
}
