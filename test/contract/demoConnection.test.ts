import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { RequestDetails } from '../../src/chat/ports/storage.ts';
import { licenseAssistantId } from '../../src/demo/demo.ts';
import { providerFor } from '../../src/vendors.ts';
import { never, tell, userId } from './harness.ts';
import { MemoryThreads } from './memoryThreads.ts';

const nothing = async () => undefined;

/** The demo as a person adds it. `details`: what was entered for its assistants. */
async function demo(details: RequestDetails = {}) {
  return await providerFor(
    { id: 'd', name: 'Demo', provider: 'demo' },
    {
      getKey: async () => '',
      threads: new MemoryThreads(),
      titles: { all: async () => new Map(), put: nothing, forget: nothing },
      details: { get: async () => details, put: nothing, forget: nothing },
      userIds: { known: async () => userId, get: async () => userId },
      agreeToStorage: async () => true,
      cache: {} as never,
      timeouts: { headers: 20_000, idle: 20_000, total: 60_000 },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      quotas: new Map(),
      language: 'en',
      readGuide: () => readFile('media/guide.en.md', 'utf8'),
      readHandbook: async () => '',
    },
  );
}

test('asks for a license for one assistant of the demo, and offers no reasons for ratings there', async () => {
  const assistants = await (await demo()).listAssistants(never);
  expect(assistants.map(({ name, requiredFields, takesReasons }) => [name, requiredFields, takesReasons])).toEqual([
    ['Demo: Short', undefined, undefined],
    ['Demo: Detailed', undefined, undefined],
    ['Demo: License', ['user_data.licence'], false],
    ['Demo: No Sources', undefined, undefined],
  ]);
});

test('refuses a question to that assistant without a license, and answers with any', async () => {
  const ask = async (details: RequestDetails) => {
    const provider = await demo(details);
    const thread = await provider.createThread(licenseAssistantId, 'Key', never);
    return provider.ask(thread, { text: 'Where is my key kept?', mayBeStored: false }, never);
  };
  expect((await tell(await ask({}))).error).toMatchObject({ code: 'details-missing' });
  const types = [];
  // It answers as fast as one reads: the beginning is enough.
  for await (const { type } of await ask({ 'user_data.licence': 'any' })) {
    types.push(type);
    if (type === 'text-delta') break;
  }
  expect(types).toContain('text-delta');
});
