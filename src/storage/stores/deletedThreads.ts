import type { Thread } from '../../chat/model/model.ts';

/** Conversations that this window has seen deleted: what comes late of one must not be written behind that. */
export class GoneThreads {
  readonly #gone = new Set<string>();

  add(connectionId: string, threadId: string): void {
    this.#gone.add(nameOf({ connectionId, id: threadId }));
  }

  has(thread: Pick<Thread, 'connectionId' | 'id'>): boolean {
    return this.#gone.has(nameOf(thread));
  }

  clear(): void {
    this.#gone.clear();
  }
}

function nameOf({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>): string {
  return JSON.stringify([connectionId, id]);
}
