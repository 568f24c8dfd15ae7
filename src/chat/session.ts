import { Emitter } from './emitter.ts';
import { ChatError, isAbort } from './errors.ts';
import { forgetTurn } from './forgetTurn.ts';
import { defaultLookTimes, lookForAnswer, mayStillAnswer, watchForAnswer } from './look.ts';
import type { Assistant, ContextItem, ErrorData, Message, Thread } from './model.ts';
import { Places, runsAtOnce } from './places.ts';
import type { Provider } from './provider.ts';
import { composeQuestion, titleOf } from './question.ts';
import { type QuestionRecord, stateAfter } from './questionRecord.ts';
import { reported } from './report.ts';
import { type Run, run } from './run.ts';
import { questionFor, writtenQuestion } from './sentQuestion.ts';
import type { Along, SessionOptions } from './sessionOptions.ts';
import { ThreadReading } from './threadReading.ts';
import { emptyTranscript, reduce, type ThreadEvent, type Transcript } from './transcript.ts';
import { WrittenQuestions } from './writtenQuestions.ts';

/**
 * One conversation with at most one run. Above it nothing throws: what breaks becomes an outcome, and each run reports
 * exactly one.
 */
export class ChatSession {
  readonly id = crypto.randomUUID();
  readonly connectionId: string;
  readonly assistant: Assistant;
  readonly #options: SessionOptions;
  readonly #events = new Emitter<ThreadEvent>();
  readonly #changes = new Emitter<void>();
  /** Each event after it was folded into `transcript`. */
  readonly onEvent = this.#events.subscribe;
  /** `thread`, `loading` or `loadError` changed. */
  readonly onChange = this.#changes.subscribe;
  readonly #life = new AbortController();
  #thread: Thread | undefined;
  #transcript: Transcript = emptyTranscript;
  #loading = false;
  #loadError: ErrorData | undefined;
  #run: AbortController | undefined;
  #recap: { readonly questionId: string; readonly text: string } | undefined;
  /** Looks for the rest of an answer that broke off. */
  #watch: AbortController | undefined;
  readonly #reading: ThreadReading;
  readonly #questions: WrittenQuestions;
  readonly #places: Places;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.connectionId = options.connectionId;
    this.assistant = options.assistant;
    this.#thread = options.thread;
    this.#reading = new ThreadReading(options);
    this.#questions = new WrittenQuestions(options);
    this.#places = options.places ?? new Places(runsAtOnce);
  }

  get thread(): Thread | undefined {
    return this.#thread;
  }

  get transcript(): Transcript {
    return this.#transcript;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Why the messages could not be read. */
  get loadError(): ErrorData | undefined {
    return this.#loadError;
  }

  /** When what is shown was read, where it comes from this computer and not from the vendor (ISO 8601). */
  get asOf(): string | undefined {
    return this.#reading.asOf;
  }

  get running(): boolean {
    return this.#run !== undefined;
  }

  rename(title: string): void {
    if (!this.#thread) return;
    this.#thread = { ...this.#thread, title };
    this.#changes.emit();
  }

  /**
   * Reads the newest messages: first what this computer has, then what the vendor has. Does nothing while an answer
   * runs, or for a conversation that has not begun.
   */
  async load(): Promise<void> {
    if (!this.#thread || this.#loading || this.running) return;
    this.#watch?.abort();
    this.#loadError = await this.#whileLoading(async () => {
      const entries = await this.#questions.open(this.#reading.place(this.#thread), this.#transcript.messages);
      if (this.#transcript.messages.length === 0) {
        const kept = await this.#reading.kept(this.#thread, entries);
        if (kept) this.#publish(kept);
      }
      if (this.#thread) this.#publish(await this.#reading.newest(this.#thread, entries, this.#life.signal));
    });
    this.#changes.emit();
    const last = this.#transcript.messages.at(-1);
    if (this.#reading.fresh && last?.state === 'interrupted') this.#watchForRest();
  }

  /** Reads the page before the oldest message that is shown. Resolves why it could not be read, if so; nothing is lost then. */
  async loadOlder(): Promise<ErrorData | undefined> {
    const thread = this.#thread;
    if (!thread || this.#loading || this.running || !this.#reading.hasOlder) return undefined;
    return this.#whileLoading(async () => {
      this.#publish(await this.#reading.older(thread, this.#transcript.messages, this.#life.signal));
    });
  }

  async #whileLoading(read: () => Promise<void>): Promise<ErrorData | undefined> {
    this.#loading = true;
    this.#loadError = undefined;
    this.#changes.emit();
    try {
      await read();
    } catch (error) {
      return isAbort(error, this.#life.signal) ? undefined : reported(error, this.connectionId, this.#options.log);
    } finally {
      this.#loading = false;
      this.#changes.emit();
    }
    return undefined;
  }

  /**
   * Asks `text` with the attached passages and file; the promise settles when the run has ended, and never rejects.
   * Returns false, and does nothing, while an answer runs or messages are being read.
   */
  async send(text: string, context: readonly ContextItem[], along: Along = {}): Promise<boolean> {
    if (this.running || this.#loading || this.#life.signal.aborted) return false;
    const messageId = crypto.randomUUID();
    const { attachment, recap, written } = along;
    const file = attachment && { attachment };
    this.#recap = recap === undefined ? undefined : { questionId: messageId, text: recap };
    this.#publish({ type: 'question-added', messageId, text: text.trim(), context, ...file, createdAt: now() });
    await this.#answer(messageId, false, written);
    return true;
  }

  /**
   * Has the last question answered again. When it may have reached the vendor, the thread is read first, so that it is
   * never sent twice where the vendor lets us look; where it does not, calling this is the person's decision.
   */
  async retry(): Promise<boolean> {
    const asked = this.#lastQuestion();
    if (this.running || this.#loading || this.#life.signal.aborted || !asked) return false;
    if (await this.#changedElsewhere(asked)) {
      // What came of it there is read before anything is sent.
      await this.load();
      if (this.#loadError) return true;
    }
    const question = this.#lastQuestion();
    // While the disk was read, the person may have gone on.
    if (this.running || this.#loading || question?.id !== asked.id) return true;
    await this.#answer(question.id, question.state !== 'failed');
    return true;
  }

  async #changedElsewhere(question: Message): Promise<boolean> {
    return (await this.#questions.stateNow(question, this.#reading.place(this.#thread))) !== question.state;
  }

  /** Takes back the last question, which the vendor surely or probably does not have, and gives it out. */
  async takeBack(): Promise<Message | undefined> {
    const question = this.#lastQuestion();
    if (this.running || !question || question.state === 'sent') return undefined;
    if (await this.#changedElsewhere(question)) {
      // The person sees first what came of it.
      await this.load();
      return undefined;
    }
    await this.#questions.remove(question.id);
    this.#publish({ type: 'message-removed', messageId: question.id });
    this.#changes.emit();
    return question;
  }

  /** Has the vendor forget the last turn, newest first. Fails with a ChatError; what was not deleted stays. */
  async forgetTurn(signal: AbortSignal): Promise<void> {
    const thread = this.#thread;
    if (this.running || this.#loading || !thread) throw new ChatError('not-supported', { processed: 'no' });
    const gone = (messageId: string) => this.#publish({ type: 'message-removed', messageId });
    await forgetTurn(this.#options.provider(), thread, this, gone, signal);
    this.#reading.keep(thread, this.#transcript.messages);
    this.#changes.emit();
  }

  /** Ends the run; what came of the answer stays. */
  stop(): void {
    this.#run?.abort(new DOMException('Stopped', 'AbortError'));
  }

  #lastQuestion(): Message | undefined {
    return this.#transcript.messages.findLast((message) => message.role === 'user');
  }

  async #answer(questionId: string, mayBeStored: boolean, written?: () => void): Promise<void> {
    const isStored = this.#lastQuestion()?.state === 'sent';
    const running = new AbortController();
    this.#run = running;
    this.#watch?.abort();
    const answerId = crypto.randomUUID();
    const author = this.assistant.name;
    this.#publish({ type: 'run-start', questionId, answerId, author, createdAt: now() });
    const record = this.#questions.record(questionId);
    const since = mayBeStored ? this.#questions.since(questionId) : {};
    const place = { connectionId: this.connectionId, assistant: this.assistant, threadId: this.#thread?.id };
    const question = { ...writtenQuestion(place, this.#transcript.messages, questionId), ...since };
    if (await record.begin(question)) {
      this.#questions.written(question);
      written?.();
    }
    const work: Run = {
      provider: this.#options.provider,
      places: this.#places,
      lookTimes: this.#options.lookTimes ?? defaultLookTimes,
      prepare: async (provider, signal) => {
        const thread = await this.#begun(provider, record, questionId, signal);
        const { messages } = this.#transcript;
        const recap = this.#recap?.questionId === questionId ? { recap: this.#recap.text } : {};
        const asked = { ...questionFor(this.assistant, messages, questionId, mayBeStored), ...since };
        return { thread, question: { ...asked, ...recap, ...(isStored && { isStored }) } };
      },
      tell: (event) => {
        if (event.type !== 'run-waiting') record.heard(event);
        this.#publish(event);
      },
      report: (error) => reported(error, this.connectionId, this.#options.log),
    };
    const end = await run(work, mayBeStored, running.signal);
    this.#run = undefined;
    this.#publish({ type: 'run-end', outcome: end.outcome, at: now() });
    // A window that closes leaves it to the next one: question and partial answer stay on the disk.
    if (this.#life.signal.aborted) return record.leave();
    await record.end(
      stateAfter(end.outcome, this.#lastQuestion()),
      'error' in end.outcome ? end.outcome.error : undefined,
    );
    this.#changes.emit();
    if (this.#lastQuestion()?.state === 'sent' && mayStillAnswer(end.error)) this.#watchForRest();
    else if (this.#thread && end.outcome.type === 'complete')
      this.#reading.keep(this.#thread, this.#transcript.messages);
  }

  /** The thread, begun or read up to its end: the question is later looked for after what stands there now. */
  async #begun(provider: Provider, record: QuestionRecord, questionId: string, signal: AbortSignal): Promise<Thread> {
    if (!this.#thread) {
      const question = this.#transcript.messages.find(({ id }) => id === questionId);
      const title = titleOf(composeQuestion(question?.text ?? '', question?.context ?? []));
      this.#thread = await provider.createThread(this.assistant.id, title, signal);
      this.#reading.begun();
      // Without it the question would be taken for one that was never sent.
      await record.begun(this.#thread.id);
      this.#changes.emit();
    }
    if (!this.#reading.fresh) {
      const { messages } = this.#transcript;
      const own = messages.slice(messages.findIndex(({ id }) => id === questionId));
      const { messages: read, ...loaded } = await this.#reading.newest(this.#thread, [], signal);
      this.#loadError = undefined;
      this.#publish({ ...loaded, messages: [...read, ...own] });
    }
    return this.#thread;
  }

  /** An answer that broke off may be finished at the vendor: it takes the place of what had come, when it is there. */
  #watchForRest(): void {
    const question = this.#lastQuestion();
    const thread = this.#thread;
    if (!question || !thread) return;
    const watch = new AbortController();
    this.#watch = watch;
    const asked = questionFor(this.assistant, this.#transcript.messages, question.id, true);
    const look = (signal: AbortSignal) => lookForAnswer(this.#options.provider(), thread, asked, signal);
    const { answer: times } = this.#options.lookTimes ?? defaultLookTimes;
    void watchForAnswer(look, times, watch.signal).then((found) => {
      if (!found || watch.signal.aborted) return;
      this.#publish({ type: 'answer-recovered', ...found });
      this.#changes.emit();
      void this.#questions.record(question.id).end('answered');
    });
  }

  #publish(event: ThreadEvent): void {
    this.#transcript = reduce(this.#transcript, event);
    this.#events.emit(event);
  }

  dispose(): void {
    this.#life.abort(new DOMException('Closed', 'AbortError'));
    this.stop();
    this.#watch?.abort();
    this.#events.dispose();
    this.#changes.dispose();
  }
}

/** ISO 8601, UTC. */
function now(): string {
  return new Date().toISOString();
}
