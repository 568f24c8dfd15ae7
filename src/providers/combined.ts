import { ChatError } from '../chat/model/errors.ts';
import type { Thread } from '../chat/model/model.ts';
import type { FeedbackPort } from '../chat/ports/feedback.ts';
import type { Provider } from '../chat/ports/provider.ts';

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

  const feedback = providers.find((provider) => provider.feedback)?.feedback;
  const files = providers.find((provider) => provider.files)?.files;
  const feedbackOf = async (thread: Thread, signal: AbortSignal): Promise<FeedbackPort> => {
    const own = (await ownerOf(thread.assistantId, signal)).feedback;
    if (!own) throw notSupported();
    return own;
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
    async readThread(thread, signal) {
      const owner = await ownerOf(thread.assistantId, signal);
      return owner.readThread ? owner.readThread(thread, signal) : thread;
    },
    async deleteMessage(thread, messageId, signal) {
      const owner = await ownerOf(thread.assistantId, signal);
      if (!owner.deleteMessage) throw notSupported();
      await owner.deleteMessage(thread, messageId, signal);
    },
    async *askOnce(assistantId, text, signal) {
      const owner = await ownerOf(assistantId, signal);
      if (!owner.askOnce) throw notSupported();
      yield* owner.askOnce(assistantId, text, signal);
    },
    ...(feedback && {
      feedback: {
        rate: async (thread, ...rest) => (await feedbackOf(thread, rest[3])).rate(thread, ...rest),
        withdraw: async (thread, ...rest) => (await feedbackOf(thread, rest[1])).withdraw(thread, ...rest),
        reasons: (signal) => feedback.reasons(signal),
      },
    }),
    // A file belongs to no assistant: those of one vendor are all there are.
    ...(files && { files }),
    async test(signal) {
      await Promise.all(providers.map((provider) => provider.test(signal)));
    },
  };
}

function notSupported(): ChatError {
  return new ChatError('not-supported', { processed: 'no' });
}
