/**
 * The newest message of each thread that was known before a question was sent. The same words are often said twice ("go
 * on"): only a message newer than that one can be the question that may have been stored.
 */
export class LastKnownMessage {
  readonly #newest = new Map<string, string>();
  readonly #before = new Map<string, { readonly text: string; readonly id: string | undefined }>();

  /** `id` is the newest message of the thread now; undefined when nobody told. */
  update(threadId: string, id: string | undefined): void {
    if (id !== undefined) this.#newest.set(threadId, id);
  }

  /** `text` is about to be sent for the first time. */
  beforeSend(threadId: string, text: string): void {
    this.#before.set(threadId, { text, id: this.#newest.get(threadId) });
  }

  /** The message after which `text` was sent; undefined when that is not known. */
  positionOf(threadId: string, text: string): string | undefined {
    const sent = this.#before.get(threadId);
    return sent?.text === text ? sent.id : undefined;
  }
}
