import type { ErrorData } from '../../model/errorData.ts';
import type { Message } from '../../model/model.ts';
import { questionOf } from '../../model/transcript.ts';
import type { Conversation } from '../answering.ts';

interface Reader {
  readonly running: boolean;
  load(): Promise<void>;
}

/** Takes questions out of a conversation: those that did not arrive, and turns that the vendor is to forget. */
export class TakingBack {
  readonly #of: Conversation;
  readonly #session: Reader;
  #isBusy = false;

  constructor(conversation: Conversation, session: Reader) {
    this.#of = conversation;
    this.#session = session;
  }

  /**
   * Withdraws a question, the last one unless it is said which, that the vendor surely or probably does not have. `save`
   * puts it somewhere else, and may call `leave` to see whether it can leave here; where either rejects, it stays here.
   */
  async question(
    save: (question: Message, leave: () => Promise<void>) => Promise<void> | void,
    messageId?: string,
  ): Promise<Message | undefined> {
    const { session, questions, reading, loading } = this.#of;
    const question = questionOf(session.transcript, messageId);
    if (this.#session.running || loading.busy || this.#isBusy || !question || question.state === 'sent')
      return undefined;
    this.#isBusy = true;
    try {
      // The person sees first what came of it.
      if (await questions.changed(question, reading.place(session.thread))) return void (await this.#session.load());
      let leaving: Promise<void> | undefined;
      const leave = () => {
        leaving ??= questions.remove(question.id);
        return leaving;
      };
      await save(question, leave);
      await leave();
      this.#of.publish({ type: 'message-removed', messageId: question.id });
      return question;
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * Has the vendor forget a turn, the last one unless it is said which, newest first. Resolves why it did not, if so;
   * what was not deleted stays. Where `signal` stops it, it is not known what was.
   */
  async turn(questionId?: string, signal?: AbortSignal): Promise<ErrorData | undefined> {
    const { options, session, questions, reading, loading, life } = this.#of;
    const { thread } = session;
    if (this.#session.running || loading.busy || !thread) return { code: 'not-supported' };
    const gone = (messageId: string) => {
      this.#of.publish({ type: 'message-removed', messageId });
      questions.removeLater(messageId);
    };
    // As long as messages are read: no question may come in between.
    const { error, isCut } = await loading.whole(async () => {
      const provider = await options.provider();
      provider.insist?.();
      const { forgetTurn } = await import('./deleteTurn.ts');
      const until = signal ? AbortSignal.any([life, signal]) : life;
      await forgetTurn(provider, thread, session, { questionId, onDeleted: gone }, until).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    });
    // A part of it may be gone.
    if (isCut || signal?.aborted) return { code: 'interrupted' };
    reading.keep(thread, session.transcript);
    return error;
  }
}
