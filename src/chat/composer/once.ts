import type { ChatSession } from '../session/session.ts';

/** What is done once for each question. */
export class Once {
  readonly #done = new WeakMap<ChatSession, Set<string>>();

  isFirst(session: ChatSession, id: string): boolean {
    const done = this.#done.get(session) ?? new Set();
    const isFirst = !done.has(id);
    this.#done.set(session, done.add(id));
    return isFirst;
  }
}
