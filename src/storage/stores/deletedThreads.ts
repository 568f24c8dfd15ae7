import type { Thread } from '../../chat/model/model.ts';

/** Conversations that this window has seen deleted: what comes late of one must not be written behind that. */
export class DeletedThreads {
  readonly #keys = new Set<string>();

  add(connectionId: string, threadId: string): void {
    this.#keys.add(nameOf({ connectionId, id: threadId }));
  }

  has(thread: Pick<Thread, 'connectionId' | 'id'>): boolean {
    return this.#keys.has(nameOf(thread));
  }

  clear(): void {
    this.#keys.clear();
  }
}

function nameOf({ connectionId, id }: Pick<Thread, 'connectionId' | 'id'>): string {
  return JSON.stringify([connectionId, id]);
}
