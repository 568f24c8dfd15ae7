import type { Message, Thread } from '../../model/model.ts';
import { questionOf } from '../../model/transcript.ts';
import type { Conversation } from '../answering.ts';
import { forgetTurn } from './deleteTurn.ts';

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
   * Deletes a turn at the vendor, the last one unless it is said which, and takes its messages out. Fails with a ChatError.
   * Where `signal` stops it, it is not known what was deleted.
   */
  async turn(thread: Thread, questionId?: string, signal?: AbortSignal): Promise<void> {
    const { options, session, questions, life } = this.#of;
    const onDeleted = (messageId: string) => {
      this.#of.publish({ type: 'message-removed', messageId });
      questions.removeLater(messageId);
    };
    const provider = await options.provider();
    provider.insist?.();
    const until = signal ? AbortSignal.any([life, signal]) : life;
    await forgetTurn(provider, thread, session, { questionId, onDeleted }, until).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  }
}
