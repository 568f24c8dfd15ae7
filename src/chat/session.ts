import { Emitter } from './emitter.ts';
import { ChatError, errorData, isAbort } from './errors.ts';
import type { Log } from './log.ts';
import type { Assistant, AttachedFile, ContextItem, ErrorData, Message, Thread } from './model.ts';
import type { Provider, Question } from './provider.ts';
import { titleOf } from './question.ts';
import { brokenBy, endedBy, note, type Progress } from './runProgress.ts';
import { questionFor } from './sentQuestion.ts';
import { emptyTranscript, type Outcome, reduce, type ThreadEvent, type Transcript } from './transcript.ts';

export interface SessionOptions {
  readonly connectionId: string;
  readonly assistant: Assistant;
  /** Absent for a conversation that its first question will begin. */
  readonly thread?: Thread;
  /** Asked at each use, since a connection may be changed or removed meanwhile. Throws a ChatError when it is gone. */
  readonly provider: () => Provider;
  readonly log: Log;
  /** The time, ISO 8601. */
  readonly now?: () => string;
}

/** What goes to the vendor with a question beside its text and passages. */
interface Along {
  readonly attachment?: AttachedFile;
  /** What was said before, in short; sent ahead of the question, not shown as part of it. */
  readonly recap?: string;
}

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
  #olderCursor: string | undefined;
  #loading = false;
  #loadError: ErrorData | undefined;
  #run: AbortController | undefined;
  #recap: { readonly questionId: string; readonly text: string } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.connectionId = options.connectionId;
    this.assistant = options.assistant;
    this.#thread = options.thread;
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

  get running(): boolean {
    return this.#run !== undefined;
  }

  rename(title: string): void {
    if (!this.#thread) return;
    this.#thread = { ...this.#thread, title };
    this.#changes.emit();
  }

  /** Reads the newest messages. Does nothing for a conversation that has not begun, or while an answer runs. */
  async load(): Promise<void> {
    if (!this.#thread || this.#loading || this.running) return;
    this.#loadError = await this.#loadPage(this.#thread, undefined, []);
    this.#changes.emit();
  }

  /** Reads the page before the oldest message that is shown. Resolves why it could not be read, if so; nothing is lost then. */
  async loadOlder(): Promise<ErrorData | undefined> {
    if (!this.#thread || this.#loading || this.running || this.#olderCursor === undefined) return undefined;
    return this.#loadPage(this.#thread, this.#olderCursor, this.#transcript.messages);
  }

  async #loadPage(
    thread: Thread,
    cursor: string | undefined,
    newer: readonly Message[],
  ): Promise<ErrorData | undefined> {
    this.#loading = true;
    this.#loadError = undefined;
    this.#changes.emit();
    try {
      const page = await this.#options.provider().listMessages(thread, cursor, this.#life.signal);
      this.#olderCursor = page.cursor;
      const known = new Set(newer.map((message) => message.id));
      const messages = page.items.filter((message) => !known.has(message.id));
      const type = cursor === undefined ? 'messages-loaded' : 'older-loaded';
      this.#publish({ type, messages, hasOlder: page.cursor !== undefined });
    } catch (error) {
      return isAbort(error, this.#life.signal) ? undefined : this.#report(error);
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
    const { attachment, recap } = along;
    const file = attachment && { attachment };
    this.#recap = recap === undefined ? undefined : { questionId: messageId, text: recap };
    this.#publish({ type: 'question-added', messageId, text: text.trim(), context, ...file, createdAt: this.#now() });
    await this.#answer(messageId, false);
    return true;
  }

  /**
   * Has the last question answered again. When it may have reached the vendor, the thread is read first, so that it is
   * never sent twice where the vendor lets us look.
   */
  async retry(): Promise<boolean> {
    if (this.running || this.#loading || this.#life.signal.aborted) return false;
    const question = this.#transcript.messages.findLast((message) => message.role === 'user');
    if (!question) return false;
    await this.#answer(question.id, question.state !== 'failed');
    return true;
  }

  /** Ends the run; what came of the answer stays. */
  stop(): void {
    this.#run?.abort(new DOMException('Stopped', 'AbortError'));
  }

  async #answer(questionId: string, mayBeStored: boolean): Promise<void> {
    const recap = this.#recap?.questionId === questionId ? { recap: this.#recap.text } : {};
    const question = { ...questionFor(this.assistant, this.#transcript.messages, questionId, mayBeStored), ...recap };
    const run = new AbortController();
    this.#run = run;
    this.#publish({
      type: 'run-start',
      questionId,
      answerId: crypto.randomUUID(),
      author: this.assistant.name,
      createdAt: this.#now(),
    });
    const progress: Progress = { stored: mayBeStored ? 'maybe' : 'no', text: false, asked: false, end: undefined };
    let outcome: Outcome;
    try {
      await this.#consume(question, run.signal, progress);
      outcome = endedBy(progress);
    } catch (error) {
      outcome = run.signal.aborted ? { type: 'stopped' } : brokenBy(this.#report(error), error, progress);
    }
    this.#run = undefined;
    this.#publish({ type: 'run-end', outcome, at: this.#now() });
    this.#changes.emit();
  }

  async #consume(question: Question, signal: AbortSignal, progress: Progress): Promise<void> {
    const provider = this.#options.provider();
    if (!this.#thread) {
      this.#thread = await provider.createThread(this.assistant.id, titleOf(question.text), signal);
      this.#changes.emit();
    }
    progress.asked = true;
    for await (const event of provider.ask(this.#thread, question, signal)) {
      // What a vendor still yields after Stop must not grow a text that is marked as stopped.
      signal.throwIfAborted();
      note(progress, event);
      if (event.type !== 'run-end') this.#publish(event);
    }
    signal.throwIfAborted();
  }

  #report(error: unknown): ErrorData {
    const data = errorData(error);
    const line = `${this.connectionId}: ${error instanceof ChatError ? error.message : String(error)}`;
    if (data.code === 'bug') this.#options.log.error(`${line}\n${error instanceof Error ? error.stack : ''}`);
    else this.#options.log.warn(line);
    return data;
  }

  #publish(event: ThreadEvent): void {
    this.#transcript = reduce(this.#transcript, event);
    this.#events.emit(event);
  }

  #now(): string {
    return this.#options.now?.() ?? new Date().toISOString();
  }

  dispose(): void {
    this.#life.abort(new DOMException('Closed', 'AbortError'));
    this.stop();
    this.#events.dispose();
    this.#changes.dispose();
  }
}
