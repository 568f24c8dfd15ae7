import { Drafts } from '../../src/chat/composer/drafts.ts';
import { VisibleDraft } from '../../src/chat/composer/visibleDraft.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import type { StorageOptions } from '../../src/storage/files/options.ts';
import { LocalDrafts } from '../../src/storage/stores/drafts.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const nobody = (): never => {
  throw new Error('nobody is asked');
};

/** The conversation `t`, as a window opens it. */
const conversation = (id = 't') =>
  new ChatSession({
    connectionId: 'c',
    assistant: { id: 'a', name: 'A' },
    provider: nobody,
    log,
    thread: { connectionId: 'c', assistantId: 'a', id, title: 'T' },
  });

/** A window with one message field, on the drafts in `folder`: what page, host and disk do with a draft. */
export class DraftWindow {
  readonly store: LocalDrafts;
  readonly drafts: Drafts;
  readonly session = conversation();
  readonly #shown: VisibleDraft;
  #known = '';
  #field = '';
  #sent = 0;

  constructor(folder: string, options: StorageOptions = {}) {
    this.store = new LocalDrafts(`${folder}/drafts`, 'w', options);
    this.drafts = new Drafts({ store: this.store, outbox: new LocalOutbox(`${folder}/outbox`, 'w'), log });
    this.#shown = new VisibleDraft(this.drafts);
    this.#take(this.#shown.show(this.session));
  }

  /** What stands in the message field. */
  get field(): string {
    return this.#field;
  }

  /** The person makes `text` of what stands there. */
  type(text: string): void {
    this.#field = text;
    const before = this.#known;
    this.#known = text;
    if (this.#shown.setByUser(this.session, text)) this.drafts.set(this.session, text, before);
  }

  /** The window comes to the front. */
  focus(): void {
    const news = this.#shown.externalChange(this.session);
    if (news !== undefined) this.#take(news);
  }

  /** The question, as soon as it is on the disk; the draft is written when this resolves. */
  async send(): Promise<string> {
    const question = this.#field;
    this.#shown.takeStale(this.session, question);
    this.drafts.sent(this.session, question, `q${this.#sent++}`);
    await this.drafts.saved();
    this.#field = '';
    this.#take(this.#shown.show(this.session));
    return question;
  }

  #take(text: string): void {
    this.#field = text;
    this.#known = text;
    if (text !== '') this.type(text);
  }
}
