import { expect, it } from 'vitest';
import { offlineThreads } from '../../src/chat/catalog/offlineThreads.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { offline } from './conversation.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const thread = (assistantId: string, id: string): Thread => ({ connectionId: 'c', assistantId, id, title: id });

it('knows without a network the lists that were read, and those that are on this computer anyway', async () => {
  const kept = new LocalThreadCache(at('readings'));
  await kept.putThreads('c', 'read', [thread('read', 't'), thread('read', 'u')]);
  const provider = {
    async listThreads(assistantId: string) {
      if (assistantId === 'local') return { items: [thread('local', 'v')] };
      throw offline;
    },
  } as Partial<Provider> as Provider;
  const assistants = ['read', 'local', 'never read'].map((id) => ({ id, name: id }));
  const found: string[] = [];
  const known = offlineThreads(
    'c',
    { directory: { known: () => assistants }, providers: { of: async () => provider }, readings: kept },
    new AbortController().signal,
  );
  for await (const { assistant, threads } of known) found.push(`${assistant.id}: ${threads.map(({ id }) => id)}`);
  expect(found).toEqual(['read: t,u', 'local: v', 'never read: ']);
});
