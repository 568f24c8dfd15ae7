import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import type { ChatSession } from './session.ts';

/** Open conversations whose latest answer nobody has seen yet. */
export class UnseenAnswers {
  readonly #sessions = new Set<ChatSession>();
  readonly #shownElsewhere = new Set<ChatSession>();
  readonly #changes: Emitter<void>;
  readonly onChange;

  constructor(log: Log) {
    this.#changes = new Emitter<void>((error) => logThrown(log, 'A listener to unseen answers', error));
    this.onChange = this.#changes.subscribe;
  }

  /** The conversations with unseen answers, those that wait longest first. */
  get sessions(): readonly ChatSession[] {
    return [...this.#sessions];
  }

  add(session: ChatSession): void {
    if (this.#sessions.has(session)) return;
    this.#sessions.add(session);
    this.#changes.emit();
  }

  /** Answers of `session` are shown somewhere else than in the chat as long as this is not disposed of. */
  showElsewhere(session: ChatSession): { dispose(): void } {
    this.#shownElsewhere.add(session);
    return { dispose: () => void this.#shownElsewhere.delete(session) };
  }

  isShownElsewhere(session: ChatSession): boolean {
    return this.#shownElsewhere.has(session);
  }

  /** The answer was seen, or its conversation is not open any more. */
  remove(session: ChatSession | undefined): void {
    if (session && this.#sessions.delete(session)) this.#changes.emit();
  }

  dispose(): void {
    this.#changes.dispose();
  }
}
