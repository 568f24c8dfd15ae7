import type { Log } from '../../base/log.ts';
import { failureLine } from '../model/failureLine.ts';
import { withFormerNames } from '../model/previousAssistants.ts';
import type { Provider } from '../ports/provider.ts';
import type { ThreadCache } from '../ports/threadCache.ts';
import { KeptThreads } from './threadReadCache.ts';

export interface KeptReadings {
  readonly connectionId: string;
  readonly cache: ThreadCache;
  /** Whether the vendor's threads are kept too; those of a vendor that keeps none are on disk anyway. */
  readonly threads: boolean;
  readonly log: Log;
}

/** The same provider, whose lists are put into the cache as they are read. That the cache fails costs nothing. */
export function withKeptReadings(provider: Provider, { connectionId, cache, threads, log }: KeptReadings): Provider {
  const keep = (work: Promise<void>) =>
    void work.catch((error: unknown) => log.warn(`${connectionId}: a reading was not kept: ${failureLine(error)}`));
  const lists = new KeptThreads(connectionId, cache);
  return {
    ...provider,
    async listAssistants(signal) {
      const since = cache.forgotten;
      const listed = await provider.listAssistants(signal);
      const before = listed.some(({ former }) => former) ? await cache.assistants(connectionId) : undefined;
      const assistants = withFormerNames(listed, before?.value);
      keep(cache.putAssistants(connectionId, assistants, since));
      return assistants;
    },
    async listThreads(assistantId, cursor, signal) {
      const add = lists.begin(assistantId, cursor);
      const page = await provider.listThreads(assistantId, cursor, signal);
      if (threads) keep(add(page));
      return page;
    },
  };
}
