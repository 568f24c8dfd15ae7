import type { Provider } from './provider.ts';

/** A provider that is made at the first call; what making it throws, that call throws, and the next one tries again. */
export function lazyProvider(make: () => Promise<Provider>): Provider {
  let made: Promise<Provider> | undefined;
  const provider = async (): Promise<Provider> => {
    made ??= make();
    try {
      return await made;
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return {
    listAssistants: async (signal) => (await provider()).listAssistants(signal),
    listThreads: async (...call) => (await provider()).listThreads(...call),
    createThread: async (...call) => (await provider()).createThread(...call),
    deleteThread: async (...call) => (await provider()).deleteThread(...call),
    listMessages: async (...call) => (await provider()).listMessages(...call),
    async *ask(...call) {
      yield* (await provider()).ask(...call);
    },
    test: async (signal) => (await provider()).test(signal),
  };
}
