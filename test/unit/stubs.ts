import { Providers } from '../../src/chat/catalog/providerRegistry.ts';
import type { Connection } from '../../src/chat/model/connection.ts';
import type { Assistant, Message, Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';

export const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Returns a provider with the methods that a test gives; every other one fails. */
export function stubProvider(given: Partial<Provider> = {}): Provider {
  const unexpected = async (): Promise<never> => {
    throw new Error('the test asks for no such thing');
  };
  return {
    listAssistants: unexpected,
    listThreads: unexpected,
    createThread: unexpected,
    deleteThread: unexpected,
    listMessages: unexpected,
    // biome-ignore lint/correctness/useYield: it fails instead.
    async *ask() {
      await unexpected();
    },
    test: unexpected,
    ...given,
  };
}

/** Returns the registry of one connection `c` of Haufe's, served by `provider`. */
export function stubProviders(provider: Partial<Provider> = {}, connection: Partial<Connection> = {}): Providers {
  const providers = new Providers(() => stubProvider(provider));
  const haufe = { id: 'c', name: 'Office', provider: 'haufe', baseUrl: 'https://service.example' } as const;
  providers.update([{ ...haufe, ...connection } as Connection]);
  return providers;
}

/** Opens a conversation that shows `messages`; without a thread it has not begun. */
export async function stubSession(
  assistant: Assistant,
  { thread, messages = [] }: { readonly thread?: Thread; readonly messages?: readonly Message[] } = {},
): Promise<ChatSession> {
  const provider = stubProvider({ listMessages: async () => ({ items: messages }) });
  const session = new ChatSession({
    connectionId: 'c',
    assistant,
    ...(thread && { thread }),
    provider: () => provider,
    log: silentLog,
  });
  await session.load();
  return session;
}
