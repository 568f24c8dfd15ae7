import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import { logThrown } from '../model/failureReport.ts';
import { lastQuestion } from '../model/transcript.ts';
import type { ChatSession } from '../session/session.ts';

export interface QuestionEdit {
  readonly messageId: string;
}

interface Watched {
  readonly edit: QuestionEdit;
  readonly watch: { dispose(): void };
}

/** The question of each conversation that is being changed in the composer. */
export class QuestionEdits {
  readonly #log: Log;
  readonly #edits = new WeakMap<ChatSession, Watched>();
  readonly #changes = new Emitter<ChatSession>((error) => this.#report(error));
  readonly #overtaken = new Emitter<{ readonly session: ChatSession; readonly edit: QuestionEdit }>((error) =>
    this.#report(error),
  );
  readonly onChange = this.#changes.subscribe;
  /** Another question was asked meanwhile: this one can no longer be changed. */
  readonly onOvertaken = this.#overtaken.subscribe;

  constructor(log: Log) {
    this.#log = log;
  }

  of(session: ChatSession | undefined): QuestionEdit | undefined {
    const edit = session && this.#edits.get(session)?.edit;
    return edit && edit.messageId === lastQuestion(session.transcript)?.id ? edit : undefined;
  }

  begin(session: ChatSession, edit: QuestionEdit): void {
    this.#forget(session);
    const watch = session.onEvent(({ type }) => {
      // Taken away by the change itself, which goes on.
      if (type === 'message-removed' || this.of(session)) return;
      this.end(session);
      this.#overtaken.emit({ session, edit });
    });
    this.#edits.set(session, { edit, watch });
    this.#changes.emit(session);
  }

  end(session: ChatSession): QuestionEdit | undefined {
    const edit = this.of(session);
    if (this.#forget(session)) this.#changes.emit(session);
    return edit;
  }

  #forget(session: ChatSession): boolean {
    this.#edits.get(session)?.watch.dispose();
    return this.#edits.delete(session);
  }

  #report(error: unknown): void {
    logThrown(this.#log, 'A listener to changes of questions', error);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#overtaken.dispose();
  }
}
