import type { Log } from './log.ts';
import type { Thread } from './model.ts';
import type { Provider } from './provider.ts';
import { readable } from './readable.ts';

/** Port: titles that were given on this machine. Failures are ChatErrors `storage`. */
export interface ThreadTitles {
  /** By thread id. */
  all(connectionId: string): Promise<ReadonlyMap<string, string>>;
  /** `undefined` takes the local title back. */
  put(thread: Thread, title: string | undefined): Promise<void>;
  /** Erases the titles of a connection's threads, or of one thread. */
  forget(connectionId: string, threadId?: string): Promise<void>;
}

/** The same provider with local titles laid over the vendor's: neither vendor's API can rename a thread. */
export function withLocalTitles(provider: Provider, titles: ThreadTitles, log: Pick<Log, 'warn'>): Provider {
  const all = readable((connectionId: string) => titles.all(connectionId), new Map<string, string>(), log);
  const readThread = provider.readThread?.bind(provider);
  return {
    ...provider,
    async listThreads(assistantId, cursor, signal) {
      const page = await provider.listThreads(assistantId, cursor, signal);
      const first = page.items[0];
      if (!first) return page;
      const local = await all(first.connectionId);
      const items = page.items.map((thread) => ({ ...thread, title: local.get(thread.id) ?? thread.title }));
      return { ...page, items };
    },
    ...(readThread && {
      async readThread(thread, signal) {
        const [read, local] = await Promise.all([readThread(thread, signal), all(thread.connectionId)]);
        return { ...read, title: local.get(thread.id) ?? read.title };
      },
    }),
    async deleteThread(thread, signal) {
      await provider.deleteThread(thread, signal);
      await titles.forget(thread.connectionId, thread.id);
    },
  };
}
