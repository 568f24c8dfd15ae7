import { expect, it } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { FoundThreads, type ThreadItem } from '../../src/host/threads/foundThreads.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { LocalTitles } from '../../src/storage/stores/threadTitles.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { silentLog, stubProviders } from './stubs.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const hr: Assistant = { id: 'hr', name: 'HR' };
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'hr', id, title: `Title ${id}` });

/** A search among the conversations of one connection. `cache`: what of its copies fails. */
function search(provider: Partial<Provider>, broken: Partial<LocalThreadCache> = {}) {
  const lines: string[] = [];
  const log = { ...silentLog, error: (line: string) => void lines.push(line) };
  const providers = stubProviders(provider);
  const [connection] = providers.connections;
  const pick = scriptedPrompts().prompts.livePick<ThreadItem>();
  const parts = {
    providers,
    directory: new AssistantDirectory(providers, async () => [hr], log),
    sessions: { find: () => undefined },
    pages: { show: () => undefined },
    cache: Object.assign(new LocalThreadCache(at('readings')), broken),
    titles: new LocalTitles(at('titles'), {}),
    localThreads: new LocalThreads(at('threads')),
    log,
  };
  const found = new FoundThreads(parts, pick, { id: 'history' }, new AbortController().signal);
  const read = async () => connection && found.readConnection(connection);
  return { read, lines, pick, labels: () => pick.items.map(({ label }) => label) };
}

it('logs that stored conversations cannot be read either while a service is out of reach, and ends the search', async () => {
  const disk = async () => {
    throw new ChatError('storage');
  };
  const unreachable = { listAssistants: () => Promise.reject(new ChatError('host-not-found')) };
  const { read, lines, pick, labels } = search(unreachable, { threads: disk });
  await read();
  expect(lines).toEqual([expect.stringContaining('Conversations that were read before')]);
  expect([pick.busy, labels()]).toEqual([false, ['$(warning) Office']]);
});

it('keeps the row for older conversations out of the list, and notes the failure, when reading on fails', async () => {
  let pages = 0;
  const listThreads = async () => {
    if (++pages > 10) throw new ChatError('unavailable');
    return { items: [thread(`t${pages}`)], cursor: `${pages}` };
  };
  const { read, pick, labels } = search({ listAssistants: async () => [hr], listThreads });
  await read();
  const older = pick.items.at(-1);
  expect(older?.label).toBe('Search older conversations with HR, too');
  await older?.readOn?.();
  expect(labels().slice(-2)).toEqual(['Title t10', '$(warning) Office']);
  expect(pick.busy).toBe(false);
});
