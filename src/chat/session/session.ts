import { Emitter } from '../../base/emitter.ts';
import { unfailing } from '../../base/log.ts';
import type { ErrorData } from '../model/errorData.ts';
import { logThrown, reported } from '../model/failureReport.ts';
import type { Assistant, ContextItem, Message, Thread } from '../model/model.ts';
import { emptyTranscript, lastQuestion, reduce, type ThreadEvent, type Transcript } from '../model/transcript.ts';
import { SessionOutbox } from '../outbox/sessionOutbox.ts';
import { Answering, type Conversation } from './answering.ts';
import { Loading } from './busyState.ts';
import type { TakingBack } from './removal/takingBack.ts';
import type { RetryOptions, SendOptions, SessionOptions } from './sessionOptions.ts';
import { ThreadReading } from './threadReader.ts';

/**
 * One conversation with at most one run. It never throws: a failure becomes an outcome, and each run reports exactly
 * one.
 */
export class ChatSession {
  readonly id = crypto.randomUUID();
  readonly connectionId: string;
  readonly assistant: Assistant;
  readonly #options: SessionOptions;
  readonly #events = new Emitter<ThreadEvent>((error) => this.#thrown('A listener to a conversation', error));
  readonly #changes = new Emitter<void>((error) => this.#thrown('A listener to a conversation', error));
  /** Each event after it was folded into `transcript`. */
  readonly onEvent = this.#events.subscribe;
  /** `thread`, `loading` or `loadError` changed. */
  readonly onChange = this.#changes.subscribe;
  readonly #report = (error: unknown): ErrorData => reported(error, this.connectionId, this.#options.log);
  readonly #life = new AbortController();
  #thread: Thread | undefined;
  #transcript: Transcript = emptyTranscript;
  readonly #loading: Loading;
  /** Messages that were to be stored without being answered. */
  readonly #onlyAdded = new Set<string>();
  readonly #reading: ThreadReading;
  readonly #questions: SessionOutbox;
  readonly #answering: Answering;
  readonly #takingBack: () => Promise<TakingBack>;
  #loadedTakingBack: Promise<TakingBack> | undefined;

  constructor(given: SessionOptions) {
    // A run that cannot log goes on, and comes to its end.
    const options = { ...given, log: unfailing(given.log) };
    this.#options = options;
    this.connectionId = options.connectionId;
    this.assistant = options.assistant;
    this.#thread = options.thread;
    this.#reading = new ThreadReading(options, this.#life.signal);
    this.#questions = new SessionOutbox(options);
    const changed = () => this.#changes.emit();
    this.#loading = new Loading(this.#life.signal, this.#report, changed);
    const conversation: Conversation = {
      options,
      reading: this.#reading,
      questions: this.#questions,
      loading: this.#loading,
      life: this.#life.signal,
      session: this,
      begun: (thread) => {
        this.#thread = thread;
      },
      publish: (event) => this.#publish(event),
      changed,
      report: this.#report,
    };
    this.#answering = new Answering(conversation);
    this.#takingBack = () => {
      // Loaded on use, once: two presses at a time are one.
      this.#loadedTakingBack ??= import('./removal/takingBack.ts').then(
        (module) => new module.TakingBack(conversation, this),
      );
      return this.#loadedTakingBack;
    };
  }

  get thread(): Thread | undefined {
    return this.#thread;
  }

  get transcript(): Transcript {
    return this.#transcript;
  }

  get loading(): boolean {
    return this.#loading.busy;
  }

  /** Whether older messages are being read; a question makes an end of it. */
  get loadingOlder(): boolean {
    return this.#loading.yielding;
  }

  /** The reason why the messages could not be read. */
  get loadError(): ErrorData | undefined {
    return this.#loading.error;
  }

  /** The time of the copy that is shown, where it comes from this computer and not from the vendor (ISO 8601). */
  get asOf(): string | undefined {
    return this.#reading.asOf;
  }

  /** Whether the conversation was deleted elsewhere, as far as this window has learnt. */
  get isGone(): boolean {
    const errors = [{ error: this.loadError }, ...this.transcript.messages.slice(-2)];
    return errors.some(({ error }) => error?.code === 'thread-gone');
  }

  get running(): boolean {
    return this.#answering.running;
  }

  rename(title: string): void {
    if (this.#thread) this.#thread = { ...this.#thread, title, isTitleLocal: true };
    this.#changes.emit();
  }

  /**
   * Reads the newest messages: first what this computer has, then what the vendor has. Does nothing while an answer
   * runs, or for a conversation that has not begun.
   */
  async load(): Promise<void> {
    if (!this.#thread || this.#loading.busy || this.running) return;
    this.#answering.stopWatching();
    this.#loading.error = await this.#loading.during(async (signal) => {
      const entries = await this.#questions.open(this.#reading.place(this.#thread), this.#transcript.messages);
      const kept = this.#transcript.messages.length === 0 && (await this.#reading.copy(this.#thread, entries));
      if (kept) this.#publish(kept);
      await this.#insist();
      if (this.#thread) this.#publish(await this.#reading.newest(this.#thread, this.#transcript, entries, signal));
      await this.#questions.settle(this.#transcript.messages, this.#reading.settled);
    });
    this.#changes.emit();
    if (this.#reading.fresh && this.#transcript.messages.at(-1)?.state === 'interrupted')
      this.#answering.watchForRest();
  }

  /** Refreshes in the background. Errors are ignored, except that the thread was deleted. */
  async refresh(): Promise<void> {
    const thread = this.#thread;
    if (!thread || this.#loading.busy || this.#loading.yielding || this.running) return;
    const { messages } = this.#transcript;
    const read = await this.#reading
      .news(thread, this.#transcript, this.#questions, this.#life.signal)
      .catch((error: unknown) => this.#loading.missed(error));
    // Whatever has begun meanwhile goes on from what is shown.
    if (!read || this.#transcript.messages !== messages || this.#loading.busy || this.running) return;
    this.#loading.error = undefined;
    this.#publish(read);
    this.#changes.emit();
    await this.#questions.settle(this.#transcript.messages, this.#reading.settled);
  }

  /**
   * Reads the page before the oldest message that is shown, until a question is sent or `stop` is called. Resolves why it
   * could not be read, if so; nothing is lost then.
   */
  async loadOlder(): Promise<ErrorData | undefined> {
    const thread = this.#thread;
    if (!thread || this.#loading.busy || this.#loading.yielding || this.running) return undefined;
    // How a copy goes on above, the vendor alone knows.
    if (!this.#reading.hasOlder && this.#transcript.hasOlder) await this.load();
    if (!this.#reading.hasOlder) return this.loadError;
    const read = async (signal: AbortSignal) => {
      await this.#insist();
      this.#publish(await this.#reading.older(thread, this.#transcript.messages, signal));
      this.#reading.keep(thread, this.#transcript);
    };
    return this.#loading.during(read, { yields: true });
  }

  /**
   * Asks `text` with the attached passages and file; the promise settles when the run has ended, and never rejects.
   * Returns false, and does nothing, while an answer runs or messages are being read.
   */
  async send(text: string, context: readonly ContextItem[], options: SendOptions = {}): Promise<boolean> {
    if (this.running || this.#loading.busy || this.#life.signal.aborted) return false;
    const { messageId = crypto.randomUUID(), attachment, recap, onPersisted, isOnlyAdded } = options;
    this.#loading.makeRoom();
    this.#answering.setRecap(messageId, recap);
    if (isOnlyAdded) this.#onlyAdded.add(messageId);
    this.#publish({
      type: 'question-added',
      messageId,
      text: text.trim(),
      context,
      ...(attachment && { attachment }),
      createdAt: new Date().toISOString(),
    });
    const how = { ...(onPersisted && { onPersisted }), ...(isOnlyAdded && { isOnlyAdded }) };
    await this.#answering.answer(messageId, false, how);
    return true;
  }

  /**
   * Has the last question answered again. When it may have reached the vendor, the thread is read first, so that it is
   * never sent twice where the vendor lets us look; where it does not, calling this is the person's decision.
   */
  async retry(how: RetryOptions = {}): Promise<boolean> {
    const asked = lastQuestion(this.#transcript);
    if (this.running || this.#loading.busy || this.#life.signal.aborted || !asked) return false;
    // In a conversation that was not read it would be shown a second time beside the one that the vendor has.
    const isUnread = this.#thread !== undefined && !this.#reading.fresh && asked.state !== 'failed';
    const isBusy = await this.isBusyElsewhere();
    if (isUnread || isBusy || (await this.#questions.changed(asked, this.#reading.place(this.#thread)))) {
      await this.load();
      if (this.#loading.error || isBusy) return true;
    }
    const question = lastQuestion(this.#transcript);
    // While the disk was read, the person may have gone on.
    if (this.running || this.#loading.busy || question?.id !== asked.id) return true;
    // One that is there is asked about after all.
    const isOnlyAdded = question.state !== 'sent' && this.#onlyAdded.has(asked.id);
    await this.#answering.answer(asked.id, question.state !== 'failed', {
      ...how,
      ...(isOnlyAdded && { isOnlyAdded }),
    });
    return true;
  }

  /** Withdraws an unsent question: `TakingBack.question`. */
  async takeBack(...asked: Parameters<TakingBack['question']>): Promise<Message | undefined> {
    return (await this.#takingBack()).question(...asked);
  }

  /**
   * Has the vendor forget a turn, the last one unless it is said which, newest first. Resolves why it did not, if so;
   * messages that were not deleted stay. Where `signal` stops it, it is not known which were.
   */
  async forgetTurn(questionId?: string, signal?: AbortSignal): Promise<ErrorData | undefined> {
    const thread = this.#thread;
    if (this.running || this.#loading.busy || !thread) return { code: 'not-supported' };
    // As long as messages are read: no question may come in between.
    const forget = async () => (await this.#takingBack()).turn(thread, questionId, signal);
    const { error, isCut } = await this.#loading.whole(forget);
    // A part of it may be gone.
    if (isCut || signal?.aborted) return { code: 'interrupted' };
    this.#reading.keep(thread, this.#transcript);
    return error;
  }

  /** Whether another window waits for an answer in this conversation. */
  isBusyElsewhere(): Promise<boolean> {
    return this.#questions.isBusyElsewhere(this.#reading.place(this.#thread));
  }

  /** Ends the run, or what is being read; what came of it stays. */
  stop(): void {
    this.#loading.stop();
    this.#answering.stop();
  }

  /**
   * Tells the provider that a person acts: that goes out, however often the service has failed; background requests may
   * be refused.
   */
  async #insist(): Promise<void> {
    (await this.#options.provider()).insist?.();
  }

  #thrown(what: string, error: unknown): void {
    logThrown(this.#options.log, `${this.connectionId}: ${what}`, error);
  }

  #publish(event: ThreadEvent): void {
    if (event.type === 'messages-loaded') this.#reading.showing(event);
    this.#transcript = reduce(this.#transcript, event);
    this.#events.emit(event);
  }

  /** Closes it with its window. Resolves when what has come of a running answer is on the disk. */
  leave(): Promise<void> {
    this.dispose();
    return this.#answering.ended;
  }

  dispose(): void {
    this.#life.abort(new DOMException('Closed', 'AbortError'));
    this.stop();
    this.#answering.stopWatching();
    this.#events.dispose();
    this.#changes.dispose();
  }
}
