import type { Thread } from '../../chat/model/model.ts';
import type { Parts } from '../platform/services.ts';

/** What is kept of conversations, each a store of its own. */
type OfThreads = Pick<Parts, 'draftStore' | 'outbox' | 'cache' | 'titles' | 'folders' | 'ratingStore'> & {
  readonly last: { forget(connectionId: string, threadId?: string): Promise<void> };
};
type OfConnections = OfThreads &
  Pick<Parts, 'details' | 'storages'> & { readonly recent: Pick<Parts['recent'], 'forget'> };

function ofThreads({ draftStore, outbox, cache, last, titles, folders, ratingStore }: OfThreads) {
  return [draftStore, outbox, cache, last, titles, folders, ratingStore];
}

/**
 * Erases what this computer knows of a deleted thread: draft, questions on their way, reading, title, place in folders,
 * ratings, and that it was shown last.
 * Each is tried whatever becomes of the others; then the first failure is thrown.
 */
export async function forgetThread(parts: OfThreads, { connectionId, id }: Thread): Promise<void> {
  await all(ofThreads(parts).map((store) => store.forget(connectionId, id)));
}

/**
 * Erases the same of all threads of a connection that is removed, with the details that its assistants asked for, the
 * storage its files may go to, and which were used last. Conversations that exist on this computer alone stay.
 */
export async function forgetConnection(parts: OfConnections, connectionId: string): Promise<void> {
  const { details, recent, storages } = parts;
  await all([...ofThreads(parts), details, recent, storages].map((store) => store.forget(connectionId)));
}

async function all(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
