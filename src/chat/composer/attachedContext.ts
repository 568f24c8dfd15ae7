import { DisposableStore } from '../../base/disposable.ts';
import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import type { ContextItem } from '../model/model.ts';
import type { ChatSession } from '../session/session.ts';
import type { Drafts } from './drafts.ts';

/**
 * The context that goes out with the next question of a conversation. Attached by a command only, and stored with the
 * draft.
 */
export class AttachedContext extends DisposableStore {
  readonly #drafts: Pick<Drafts, 'passages' | 'setPassages'>;
  readonly #log: Log;
  readonly #items = new WeakMap<ChatSession, readonly ContextItem[]>();
  /** The passages that this window has last read from the disk, or written there. */
  readonly #lastWritten = new WeakMap<ChatSession, readonly ContextItem[]>();
  readonly #changes = this.register(
    new Emitter<ChatSession>((error) => logThrown(this.#log, 'A listener to the context', error)),
  );
  readonly onChange = this.#changes.subscribe;

  constructor(drafts: Pick<Drafts, 'passages' | 'setPassages'>, log: Log) {
    super();
    this.#log = log;
    this.#drafts = drafts;
  }

  of(session: ChatSession | undefined): readonly ContextItem[] {
    if (!session) return [];
    const held = this.#items.get(session);
    if (held) return held;
    const read = this.#drafts.passages(session);
    this.#items.set(session, read);
    this.#lastWritten.set(session, read);
    return read;
  }

  add(session: ChatSession, item: Omit<ContextItem, 'id'>): void {
    this.set(session, [...this.of(session), { ...item, id: crypto.randomUUID() }]);
  }

  remove(session: ChatSession, id: string): void {
    this.set(
      session,
      this.of(session).filter((item) => item.id !== id),
    );
  }

  set(session: ChatSession, items: readonly ContextItem[]): void {
    this.#items.set(session, items);
    this.save(session);
    this.#changes.emit(session);
  }

  /** Another window has changed them. */
  reread(session: ChatSession): void {
    this.#items.delete(session);
    this.#changes.emit(session);
  }

  /**
   * Takes the passages out for a question. On the disk they stay until the question is there itself, and `save` is
   * called.
   */
  take(session: ChatSession): void {
    this.#items.set(session, []);
    this.#changes.emit(session);
  }

  /**
   * Writes the changes of this window only: passages that another window has put there are not this one's to take away.
   */
  save(session: ChatSession): void {
    const held = this.of(session);
    const known = this.#lastWritten.get(session) ?? [];
    this.#lastWritten.set(session, held);
    this.#drafts.setPassages(session, held, held, known);
  }
}
