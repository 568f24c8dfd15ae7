import { ChatError } from '../chat/errors.ts';
import type { Provider } from '../chat/provider.ts';

/**
 * Several providers as one connection: the assistants of all, each call going to the provider whose assistant it is
 * about. Fails with ChatError `assistant-unavailable` for an assistant that none of them has.
 */
export function combinedProvider(providers: readonly Provider[]): Provider {
  const owners = new Map<string, Provider>();

  const listOf = async (provider: Provider, signal: AbortSignal) => {
    const assistants = await provider.listAssistants(signal);
    for (const { id } of assistants) owners.set(id, provider);
    return assistants;
  };
  const ownerOf = async (assistantId: string, signal: AbortSignal): Promise<Provider> => {
    // A thread may be opened before any list was read.
    if (!owners.has(assistantId)) await Promise.all(providers.map((provider) => listOf(provider, signal)));
    const owner = owners.get(assistantId);
    if (!owner) throw new ChatError('assistant-unavailable', { processed: 'no' });
    return owner;
  };

  return {
    async listAssistants(signal) {
      const lists = await Promise.all(providers.map((provider) => listOf(provider, signal)));
      return lists.flat();
    },
    async listThreads(assistantId, cursor, signal) {
      return (await ownerOf(assistantId, signal)).listThreads(assistantId, cursor, signal);
    },
    async createThread(assistantId, title, signal) {
      return (await ownerOf(assistantId, signal)).createThread(assistantId, title, signal);
    },
    async deleteThread(thread, signal) {
      return (await ownerOf(thread.assistantId, signal)).deleteThread(thread, signal);
    },
    async listMessages(thread, cursor, signal) {
      return (await ownerOf(thread.assistantId, signal)).listMessages(thread, cursor, signal);
    },
    async *ask(thread, question, signal) {
      yield* (await ownerOf(thread.assistantId, signal)).ask(thread, question, signal);
    },
    async test(signal) {
      await Promise.all(providers.map((provider) => provider.test(signal)));
    },
  };
}
