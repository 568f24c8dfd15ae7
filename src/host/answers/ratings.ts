import { DisposableStore } from '../../base/disposable.ts';
import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import { ChatError, errorData } from '../../chat/model/errors.ts';
import { logThrown } from '../../chat/model/failureReport.ts';
import type { Message, Rating, Thread } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import type { FeedbackDetails, FeedbackPort, RatingStore } from '../../chat/ports/feedback.ts';
import type { ChatSession } from '../../chat/session/session.ts';

const limit = 60_000;

/** Ratings by the vendor's message id. Undefined: it was taken back. */
type ByMessage = Map<string, Rating | undefined>;

interface ThreadRatings {
  /** Its connection. */
  readonly of: string;
  /** The ratings that the page shows: also those that are still on their way. */
  readonly shown: ByMessage;
  /** The ratings that the vendor has taken. */
  readonly confirmed: ByMessage;
  /** The latest press for each message: the same rating may be given twice. */
  readonly presses: Map<string, symbol>;
}

/** Ratings of answers: told to the vendor, and kept here, since the vendor does not tell them back. */
export class Ratings extends DisposableStore {
  readonly #providers: Providers;
  readonly #store: RatingStore;
  readonly #log: Log;
  readonly #changes = this.register(
    new Emitter<void>((error) => logThrown(this.#log, 'A listener to the ratings', error)),
  );
  readonly onChange = this.#changes.subscribe;
  /** The ratings by thread. */
  readonly #byThread = new Map<string, ThreadRatings>();
  /** The latest change. They go one after the other, so that the last press wins at the vendor too. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(providers: Providers, store: RatingStore, log: Log) {
    super();
    this.#providers = providers;
    this.#store = store;
    this.#log = log;
  }

  /** Returns the ratings by message id as the page knows it. Ratings that are not read yet come with a change. */
  of({ thread, transcript }: ChatSession): Readonly<Record<string, Rating>> {
    const ratings = thread && this.#read(thread);
    if (!ratings?.shown.size) return {};
    return Object.fromEntries(
      transcript.messages.flatMap(({ id, storedId }) => {
        const rating = ratings.shown.get(storedId ?? '');
        return rating === undefined ? [] : [[id, rating]];
      }),
    );
  }

  /** The vendor's feedback. Fails with a ChatError `not-supported` for an assistant that takes none. */
  async port({ connectionId, assistant }: ChatSession): Promise<FeedbackPort> {
    if (!isRatable(assistant)) throw notSupported();
    const provider = await this.#providers.of(connectionId);
    provider.insist?.();
    const { feedback } = provider;
    if (!feedback) throw notSupported();
    return feedback;
  }

  /** Whether a reason can be told with “Not helpful”. */
  takesReasons({ connectionId, assistant }: ChatSession): boolean {
    const connection = this.#providers.connection(connectionId);
    const isTaken = connection !== undefined && factsOf(connection).takesReasons(connection);
    return isRatable(assistant) && isTaken && assistant.takesReasons !== false;
  }

  /** Shows the rating at once; when the vendor does not take it, it is as before, and the ChatError is thrown. */
  async rate(
    session: ChatSession,
    { storedId }: Message,
    rating: Rating | undefined,
    details: FeedbackDetails = {},
  ): Promise<void> {
    const { thread } = session;
    if (!thread || storedId === undefined || !isRatable(session.assistant)) throw notSupported();
    // Told to whom the connection leads now, whatever it leads to when the turn comes.
    const found = this.port(session);
    found.catch(() => undefined);
    const ratings = this.#read(thread);
    const press = Symbol(storedId);
    ratings.presses.set(storedId, press);
    this.#show(ratings, storedId, rating);
    const tell = async () => {
      const port = await found;
      const signal = AbortSignal.timeout(limit);
      if (rating === undefined) await port.withdraw(thread, storedId, signal);
      else await port.rate(thread, storedId, rating, details, signal);
    };
    const told = this.#last.then(tell);
    this.#last = told.catch(() => undefined);
    try {
      await told;
    } catch (error) {
      // A later press has its own end.
      if (ratings.presses.get(storedId) === press) this.#showConfirmed(ratings, storedId);
      throw error;
    }
    // Forgotten with all else meanwhile.
    if (this.#read(thread) !== ratings) return;
    ratings.confirmed.set(storedId, rating);
    await this.#store.put(thread, storedId, rating).catch((error: unknown) => {
      // The vendor has it; only after a reload it is not shown here.
      this.#log.warn(`A rating cannot be kept on this computer: ${errorData(error).detail ?? ''}`);
    });
  }

  /** Drops what is known of a connection, or of all: what is on its way must not be written behind its deletion. */
  forget(connectionId?: string): void {
    for (const [key, { of }] of this.#byThread)
      if (connectionId === undefined || of === connectionId) this.#byThread.delete(key);
    this.#changes.emit();
  }

  #show({ shown }: ThreadRatings, messageId: string, rating: Rating | undefined): void {
    shown.set(messageId, rating);
    this.#changes.emit();
  }

  /** Shows the confirmed rating; where nothing is confirmed yet, the disk may still say it. */
  #showConfirmed({ shown, confirmed }: ThreadRatings, messageId: string): void {
    if (confirmed.has(messageId)) shown.set(messageId, confirmed.get(messageId));
    else shown.delete(messageId);
    this.#changes.emit();
  }

  #read({ connectionId, id }: Thread): ThreadRatings {
    const key = JSON.stringify([connectionId, id]);
    const known = this.#byThread.get(key);
    if (known) return known;
    const ratings: ThreadRatings = { of: connectionId, shown: new Map(), confirmed: new Map(), presses: new Map() };
    this.#byThread.set(key, ratings);
    this.#store.all(connectionId, id).then(
      (stored) => {
        for (const map of [ratings.shown, ratings.confirmed])
          for (const [messageId, rating] of stored) if (!map.has(messageId)) map.set(messageId, rating);
        if (stored.size > 0) this.#changes.emit();
      },
      // The answers are readable all the same; only which of them were rated is not shown.
      (error: unknown) => this.#log.warn(`Ratings cannot be read: ${errorData(error).detail ?? ''}`),
    );
    return ratings;
  }
}

function notSupported(): ChatError {
  return new ChatError('not-supported', { processed: 'no' });
}

function isRatable({ features }: ChatSession['assistant']): boolean {
  return features?.includes('feedback') === true;
}
