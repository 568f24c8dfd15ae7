import { attempt } from '../../base/attempt.ts';
import type { ErrorData } from '../model/errorData.ts';
import { logThrown } from '../model/failureReport.ts';
import type { Assistant, Thread } from '../model/model.ts';
import { titleOf } from '../model/questionText.ts';
import { lastQuestion, type ThreadEvent, type Transcript } from '../model/transcript.ts';
import { type OutboxRun, stateAfter } from '../outbox/outboxRun.ts';
import { questionFor, writtenQuestion } from '../outbox/outgoingQuestion.ts';
import type { SessionOutbox } from '../outbox/sessionOutbox.ts';
import type { Provider } from '../ports/provider.ts';
import { AnswerPoller, answerMayFollow, defaultPollDelays } from './answerPoller.ts';
import type { Loading } from './busyState.ts';
import { type Run, type RunEnd, run } from './run.ts';
import type { RetryOptions, SendOptions, SessionOptions } from './sessionOptions.ts';
import type { ThreadReading } from './threadReader.ts';

type AnswerOptions = RetryOptions & Pick<SendOptions, 'onPersisted'>;

/** The conversation as those see it who do its work. */
export interface Conversation {
  readonly options: SessionOptions;
  readonly reading: ThreadReading;
  readonly questions: SessionOutbox;
  readonly loading: Loading;
  /** Aborted when the conversation is closed. */
  readonly life: AbortSignal;
  readonly session: {
    readonly assistant: Assistant;
    readonly thread: Thread | undefined;
    readonly transcript: Transcript;
  };
  /** The vendor has made its thread. */
  begun(thread: Thread): void;
  publish(event: ThreadEvent): void;
  changed(): void;
  report(error: unknown): ErrorData;
}

/** The runs of a conversation, one at a time: a question goes out, its answer comes in, and what became of it is written. */
export class Answering {
  readonly #of: Conversation;
  readonly #rest: AnswerPoller;
  #run: AbortController | undefined;
  #answering: Promise<void> = Promise.resolve();
  #recap: { readonly questionId: string; readonly text: string } | undefined;

  constructor(conversation: Conversation) {
    this.#of = conversation;
    this.#rest = new AnswerPoller(conversation.options);
  }

  get running(): boolean {
    return this.#run !== undefined;
  }

  /** Resolves when the latest run has ended, and what came of it is written. */
  get ended(): Promise<void> {
    return this.#answering;
  }

  /** Sets the recap that goes ahead of the question, and of no other; undefined: none. */
  setRecap(questionId: string, text: string | undefined): void {
    this.#recap = text === undefined ? undefined : { questionId, text };
  }

  stop(): void {
    this.#run?.abort(new DOMException('Stopped', 'AbortError'));
  }

  /** Has the question answered. Settles when the run has ended, and never rejects. */
  answer(questionId: string, mayBeStored: boolean, how: AnswerOptions): Promise<void> {
    this.#answering = this.#runOnce(questionId, mayBeStored, how);
    return this.#answering;
  }

  /** Runs a question once to its end: a defect of ours in the middle of it is one more way to end. */
  async #runOnce(questionId: string, mayBeStored: boolean, how: AnswerOptions): Promise<void> {
    this.#of.loading.makeRoom();
    const running = new AbortController();
    this.#run = running;
    this.#rest.stop();
    const record = this.#of.questions.record(questionId);
    const end = await this.#asked(questionId, mayBeStored, how, record, running.signal).catch(
      // It is not known how far the question had come.
      (error: unknown): RunEnd => ({
        outcome: { type: 'failed', error: this.#of.report(error), stored: 'maybe' },
        error,
      }),
    );
    this.#run = undefined;
    await this.#ended(record, end);
  }

  async #asked(
    questionId: string,
    mayBeStored: boolean,
    { onPersisted, ...how }: AnswerOptions,
    record: OutboxRun,
    signal: AbortSignal,
  ): Promise<RunEnd> {
    const { options, session, questions, reading } = this.#of;
    const { connectionId, assistant, log } = options;
    const isStored = lastQuestion(session.transcript)?.state === 'sent';
    const answer = {
      answerId: crypto.randomUUID(),
      author: assistant.name,
      createdAt: new Date().toISOString(),
    };
    this.#of.publish({ type: 'run-start', questionId, ...answer });
    const isRead = session.thread !== undefined && reading.fresh;
    const place = { connectionId, assistant, threadId: session.thread?.id, isRead };
    const written = writtenQuestion(place, session.transcript.messages, questionId);
    const isWritten = await questions.begin(record, written, mayBeStored);
    if (isWritten && onPersisted)
      attempt(onPersisted, (error) => logThrown(log, `${connectionId}: What follows a question`, error));
    const work: Run = {
      provider: options.provider,
      permits: options.permits,
      pollDelays: options.pollDelays ?? defaultPollDelays,
      prepare: async (provider, signal) => {
        provider.insist?.();
        await questions.acquireThread(written);
        const thread = await this.#begun(provider, record, questionId, signal);
        const { messages } = session.transcript;
        const recap = this.#recap?.questionId === questionId ? { recap: this.#recap.text } : {};
        const asked = questionFor(assistant, messages, questionId, mayBeStored);
        const anchor = await questions.anchor(questionId, record, messages);
        return { thread, question: { ...asked, ...anchor, ...recap, ...how, ...(isStored && { isStored }) } };
      },
      tell: (event) => {
        record.onEvent(event);
        this.#of.publish(event);
      },
      report: (error) => this.#of.report(error),
    };
    return run(work, mayBeStored, signal);
  }

  async #ended(record: OutboxRun, end: RunEnd): Promise<void> {
    this.#of.publish({ type: 'run-end', outcome: end.outcome, at: new Date().toISOString() });
    // A window that closes leaves it to the next one: question and partial answer stay on the disk.
    if (this.#of.life.aborted) return record.flush();
    const { messages } = this.#of.session.transcript;
    const [state, error] = stateAfter(end.outcome, messages);
    if (state === 'answered') await this.#of.questions.markAbsent(messages);
    await record.end(state, error);
    this.#of.changed();
    // The next question may be on its way already.
    if (this.running) return;
    if (lastQuestion(this.#of.session.transcript)?.state === 'sent' && answerMayFollow(end.error)) this.watchForRest();
    else if (this.#of.session.thread) this.#of.reading.keep(this.#of.session.thread, this.#of.session.transcript);
  }

  /** The thread, begun or read up to its end: the question is later looked for after what stands there now. */
  async #begun(provider: Provider, record: OutboxRun, questionId: string, signal: AbortSignal): Promise<Thread> {
    const { reading, questions, loading, session } = this.#of;
    const thread = session.thread ?? (await this.#begin(provider, record, questionId, signal));
    const read = await reading.upToEnd(thread, session.transcript, questionId, questions, signal);
    if (read) {
      loading.error = undefined;
      this.#of.publish(read);
      await questions.settle(session.transcript.messages, reading.settled);
    }
    // It may have been renamed meanwhile.
    return session.thread ?? thread;
  }

  async #begin(provider: Provider, record: OutboxRun, questionId: string, signal: AbortSignal): Promise<Thread> {
    const { options, reading, session } = this.#of;
    const { text } = questionFor(options.assistant, session.transcript.messages, questionId, false);
    signal.throwIfAborted();
    const thread = await provider.createThread(options.assistant.id, titleOf(text), signal);
    this.#of.begun(thread);
    reading.begun(thread);
    // Without it the question would be taken for one that was never sent.
    await record.update({ threadId: thread.id });
    this.#of.changed();
    return thread;
  }

  /** Ends the looking for the rest of an answer. */
  stopWatching(): void {
    this.#rest.stop();
  }

  /** An answer that broke off may be finished at the vendor: it takes the place of what had come, when it is there. */
  watchForRest(): void {
    const [question, thread] = [lastQuestion(this.#of.session.transcript), this.#of.session.thread];
    if (!question || !thread) return;
    const asked = questionFor(this.#of.options.assistant, this.#of.session.transcript.messages, question.id, true);
    this.#rest.watch(thread, asked, (found) => {
      this.#of.publish({ type: 'answer-recovered', ...found });
      this.#of.changed();
      void this.#of.questions.answered(question.id, this.#of.session.transcript.messages);
    });
  }
}
