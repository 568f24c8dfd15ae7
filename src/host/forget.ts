import type { Thread } from '../chat/model.ts';
import type { Parts } from './parts.ts';

type OfConnections = Pick<Parts, 'draftStore' | 'outbox' | 'cache'> & {
  readonly last: { forget(connectionId: string, threadId?: string): Promise<void> };
};
type OfThreads = OfConnections & Pick<Parts, 'titles' | 'folders' | 'ratingStore'>;

/**
 * Erases what this computer knows of a deleted thread: draft, questions on their way, reading, title, place in folders,
 * ratings, and that it was shown last.
 * Each is tried whatever becomes of the others; then the first failure is thrown.
 */
export async function forgetThread(parts: OfThreads, { connectionId, id }: Thread): Promise<void> {
  const { draftStore, outbox, cache, last, titles, folders, ratingStore } = parts;
  await all(
    [draftStore, outbox, cache, last, titles, folders, ratingStore].map((store) => store.forget(connectionId, id)),
  );
}

/**
 * Erases unsent texts and readings of a connection that is removed. Conversations that exist on this computer alone
 * stay with their titles and folders, so that they are there again when the connection is.
 */
export async function forgetConnection(
  { draftStore, outbox, cache, last }: OfConnections,
  connectionId: string,
): Promise<void> {
  await all([draftStore, outbox, cache, last].map((store) => store.forget(connectionId)));
}

async function all(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
