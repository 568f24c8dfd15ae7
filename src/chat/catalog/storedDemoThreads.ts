import type { Thread } from '../model/model.ts';
import type { ThreadStore } from '../ports/threads.ts';

interface Conversation {
  readonly id: string;
  readonly assistantId: string;
  readonly title: string;
  readonly createdAt: string;
}

interface StoredMessage {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly createdAt: string;
  readonly sources: readonly { readonly title: string; readonly section: string; readonly passage: string }[];
}

/** Keeps the demo's conversations with those that exist on this computer only: what deletes the ones deletes the others. */
export function storedDemoThreads(store: ThreadStore, connectionId: string) {
  const threadOf = ({ id, assistantId, title, createdAt }: Conversation): Thread => ({
    ...{ connectionId, assistantId, id, title, createdAt },
  });
  return {
    list: async (): Promise<readonly Conversation[]> =>
      (await store.list(connectionId)).map(({ id, assistantId, title, createdAt = '' }) => ({
        ...{ id, assistantId, title, createdAt },
      })),
    messages: async (conversation: Conversation): Promise<readonly StoredMessage[]> =>
      (await store.messages(threadOf(conversation))).flatMap(({ id, role, text, createdAt = '', sources }) =>
        // A message that was deleted has left its place and nothing else.
        text === ''
          ? []
          : [
              {
                ...{ id, role, text, createdAt },
                sources: sources.map(({ title, section = '', passage }) => ({ title, section, passage })),
              },
            ],
      ),
    create: (conversation: Conversation): Promise<void> => store.create(threadOf(conversation)),
    put: (conversation: Conversation, { id, role, text, createdAt, sources }: StoredMessage): Promise<void> =>
      store.putMessage(threadOf(conversation), {
        ...{ id, role, text, createdAt, context: [] },
        state: role === 'user' ? 'sent' : 'complete',
        sources: sources.map((source, index) => ({ id: String(index + 1), ...source })),
      }),
    removeMessage: (conversation: Conversation, id: string): Promise<void> =>
      store.putMessage(threadOf(conversation), { id, role: 'user', text: '', context: [], sources: [], state: 'sent' }),
    remove: (conversation: Conversation): Promise<void> => store.delete(threadOf(conversation)),
  };
}

/** The store as an assistant sees it that has it for itself: threads of others in the same connection are none of its own. */
export function threadsOf(store: ThreadStore, assistantId: string): ThreadStore {
  return {
    list: async (connectionId) =>
      (await store.list(connectionId)).filter((thread) => thread.assistantId === assistantId),
    create: (thread) => store.create(thread),
    delete: (thread) => store.delete(thread),
    messages: (thread) => store.messages(thread),
    putMessage: (thread, message) => store.putMessage(thread, message),
    session: (thread) => store.session(thread),
    putSession: (thread, session) => store.putSession(thread, session),
  };
}
