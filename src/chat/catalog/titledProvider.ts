import type { Log } from '../../base/log.ts';
import type { Assistant, Thread } from '../model/model.ts';
import { withLastGoodValue } from '../ports/lastGoodValue.ts';
import type { Provider } from '../ports/provider.ts';
import type { ThreadCache, ThreadTitles } from '../ports/threads.ts';

type Titled = (threads: readonly Thread[]) => Promise<readonly Thread[]>;

/** Lays local titles over those of threads of one connection. Fails for nothing that the disk does. */
function localTitled(titles: Pick<ThreadTitles, 'all'>, log: Pick<Log, 'warn'>): Titled {
  const all = withLastGoodValue((connectionId: string) => titles.all(connectionId), new Map<string, string>(), log);
  return async (threads) => {
    const [first] = threads;
    if (!first) return threads;
    const local = await all(first.connectionId);
    return threads.map((thread) => {
      const title = local.get(thread.id);
      return title === undefined ? thread : { ...thread, title, isTitleLocal: true };
    });
  };
}

/** Kept lists of threads with the titles that they have here now. */
export function titledReadings(
  cache: ThreadCache,
  titles: Pick<ThreadTitles, 'all'>,
  log: Pick<Log, 'warn'>,
): Pick<ThreadCache, 'threads'> {
  const titled = localTitled(titles, log);
  return {
    async threads(connectionId, assistantId) {
      const kept = await cache.threads(connectionId, assistantId);
      return kept && { ...kept, value: await titled(kept.value) };
    },
  };
}

/** The same provider with local titles laid over the vendor's: neither vendor's API can rename a thread. */
export function withLocalTitles(provider: Provider, titles: ThreadTitles, log: Pick<Log, 'warn'>): Provider {
  const titled = localTitled(titles, log);
  const readThread = provider.readThread?.bind(provider);
  return {
    ...provider,
    async listThreads(assistantId, cursor, signal) {
      const page = await provider.listThreads(assistantId, cursor, signal);
      return { ...page, items: await titled(page.items) };
    },
    ...(readThread && {
      async readThread(thread, signal) {
        const read = await readThread(thread, signal);
        const [named = read] = await titled([read]);
        return named;
      },
    }),
    async deleteThread(thread, signal) {
      await provider.deleteThread(thread, signal);
      await titles.forget(thread.connectionId, thread.id);
    },
  };
}

/** The same provider with each of its assistants changed. */
export function mapAssistants(provider: Provider, change: (assistant: Assistant) => Assistant): Provider {
  return {
    ...provider,
    async listAssistants(signal) {
      return (await provider.listAssistants(signal)).map(change);
    },
  };
}
