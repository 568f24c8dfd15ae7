import type { Assistant } from './model.ts';
import type { Provider } from './provider.ts';

/** The same provider with each of its assistants changed. */
export function withAssistants(provider: Provider, change: (assistant: Assistant) => Assistant): Provider {
  return {
    ...provider,
    async listAssistants(signal) {
      return (await provider.listAssistants(signal)).map(change);
    },
  };
}
