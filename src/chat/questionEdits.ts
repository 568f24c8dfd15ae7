import { Emitter } from './emitter.ts';
import type { ContextItem } from './model.ts';
import type { ChatSession } from './session.ts';

interface Edit {
  readonly messageId: string;
  /** What stood in the composer before; it comes back when the person gives up. */
  readonly draft: string;
  readonly context: readonly ContextItem[];
}

/** The question of each conversation that is being changed in the composer. */
export class QuestionEdits {
  readonly #edits = new WeakMap<ChatSession, Edit>();
  readonly #changes = new Emitter<ChatSession>();
  readonly onChange = this.#changes.subscribe;

  of(session: ChatSession | undefined): Edit | undefined {
    const edit = session && this.#edits.get(session);
    const last = session?.transcript.messages.findLast(({ role }) => role === 'user');
    // Another question was asked meanwhile.
    return edit && edit.messageId === last?.id ? edit : undefined;
  }

  begin(session: ChatSession, edit: Edit): void {
    this.#edits.set(session, edit);
    this.#changes.emit(session);
  }

  end(session: ChatSession): Edit | undefined {
    const edit = this.of(session);
    if (this.#edits.delete(session)) this.#changes.emit(session);
    return edit;
  }

  dispose(): void {
    this.#changes.dispose();
  }
}
