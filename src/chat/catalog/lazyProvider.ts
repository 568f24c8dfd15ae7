import { ChatError } from '../model/errors.ts';
import type { FeedbackPort } from '../ports/feedback.ts';
import type { FilesPort } from '../ports/files.ts';
import type { Provider } from '../ports/provider.ts';

/** The ports that a provider will have, and what is known of them before it is made. */
export interface KnownPorts {
  readonly feedback: Pick<FeedbackPort, 'takesDetails'>;
  readonly files: Pick<FilesPort, 'maximumBytes' | 'types'>;
}

/**
 * A provider that is made at the first call; what making it throws, that call throws, and the next one tries again. A
 * port that it turns out not to have fails with ChatError `not-supported`.
 */
export function lazyProvider(make: () => Promise<Provider>, known: KnownPorts | undefined): Provider {
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
  const feedback = async () => supported((await provider()).feedback);
  const files = async () => supported((await provider()).files);
  return {
    listAssistants: async (signal) => (await provider()).listAssistants(signal),
    listThreads: async (...call) => (await provider()).listThreads(...call),
    createThread: async (...call) => (await provider()).createThread(...call),
    deleteThread: async (...call) => (await provider()).deleteThread(...call),
    readThread: async (thread, signal) => (await provider()).readThread?.(thread, signal) ?? thread,
    listMessages: async (...call) => (await provider()).listMessages(...call),
    deleteMessage: async (...call) => supported((await provider()).deleteMessage)(...call),
    async *ask(...call) {
      yield* (await provider()).ask(...call);
    },
    async *askOnce(...call) {
      yield* supported((await provider()).askOnce)(...call);
    },
    ...(known && {
      feedback: {
        ...known.feedback,
        rate: async (...call) => (await feedback()).rate(...call),
        withdraw: async (...call) => (await feedback()).withdraw(...call),
        reasons: async (signal) => (await feedback()).reasons(signal),
      },
      files: {
        ...known.files,
        async *upload(...call) {
          yield* (await files()).upload(...call);
        },
        list: async (...call) => (await files()).list(...call),
        text: async (...call) => (await files()).text(...call),
        delete: async (...call) => (await files()).delete(...call),
      },
    }),
    test: async (signal) => (await provider()).test(signal),
  };
}

function supported<T>(port: T | undefined): T {
  if (port === undefined) throw new ChatError('not-supported', { processed: 'no' });
  return port;
}
