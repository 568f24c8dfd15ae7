import type { Assistant, Thread } from '../model/model.ts';
import type { ThreadCache } from '../ports/threads.ts';
import type { AssistantDirectory } from './assistantDirectory.ts';
import type { Providers } from './providerRegistry.ts';

interface OfflineOptions {
  readonly directory: Pick<AssistantDirectory, 'known'>;
  readonly providers: Pick<Providers, 'of'>;
  readonly readings: Pick<ThreadCache, 'threads'>;
}

/** The conversations of a connection as far as they are known while its service cannot be asked, by assistant. */
export async function* offlineThreads(
  connectionId: string,
  { directory, providers, readings: kept }: OfflineOptions,
  signal: AbortSignal,
): AsyncIterable<{ readonly assistant: Assistant; readonly threads: readonly Thread[] }> {
  for (const assistant of directory.known(connectionId)) {
    const list = await kept.threads(connectionId, assistant.id);
    // Those of a vendor that keeps none are on this computer: they can be listed without it.
    const read = async () => (await providers.of(connectionId)).listThreads(assistant.id, undefined, signal);
    yield { assistant, threads: list?.value ?? (await read().catch(() => undefined))?.items ?? [] };
  }
}
