import type { Assistant } from '../model/model.ts';
import type { Provider } from '../ports/provider.ts';

/** The same provider with each of its assistants changed. */
export function withAssistants(provider: Provider, change: (assistant: Assistant) => Assistant): Provider {
  return {
    ...provider,
    async listAssistants(signal) {
      return (await provider.listAssistants(signal)).map(change);
    },
  };
}
