import type { ConversationStore, StoredConversation, StoredMessage } from '../library/options.ts';
import { newThread, type StoredThread, type WireAssistant, type WireMessage } from './haufe.ts';

export interface StoredThreads {
  /** Takes over what is kept and not known yet, and lets go of what is kept no more. */
  read(): Promise<void>;
  begun(thread: StoredThread): Promise<void>;
  added(thread: StoredThread, message: WireMessage): Promise<void>;
  taken(thread: StoredThread, message: WireMessage): Promise<void>;
  deleted(thread: StoredThread): Promise<void>;
}

/** Keeps the threads of the demo's tenant on this computer, where there is a place for them. */
export function storedThreads(
  kept: ConversationStore | undefined,
  threads: Map<string, StoredThread>,
  tenant: readonly WireAssistant[],
): StoredThreads {
  const ours = new Set(tenant.map(({ id }) => id));
  /** The conversations that were stored once: one is deleted as soon as it is stored no more. */
  const known = new Set<string>();
  const read = async (place: ConversationStore): Promise<void> => {
    const all = (await place.list()).filter(({ assistantId }) => ours.has(assistantId));
    for (const conversation of all.toReversed()) {
      if (threads.has(conversation.id)) continue;
      const thread = threadOf(conversation, await place.messages(conversation));
      // Whoever asked meanwhile has it already.
      if (!threads.has(conversation.id)) threads.set(conversation.id, thread);
      known.add(conversation.id);
    }
    const there = new Set(all.map(({ id }) => id));
    for (const id of known) {
      const thread = threads.get(id);
      if (thread && !there.has(id)) thread.deleted = true;
    }
  };
  return {
    read: async () => kept && (await read(kept)),
    begun: async (thread) => {
      if (!kept) return;
      await kept.create(conversationOf(thread));
      known.add(thread.wire.id);
      for (const message of thread.messages) await kept.put(conversationOf(thread), messageOf(message));
    },
    added: async (thread, message) => kept?.put(conversationOf(thread), messageOf(message)),
    taken: async (thread, message) => kept?.removeMessage(conversationOf(thread), message.id),
    deleted: async (thread) => kept?.remove(conversationOf(thread)),
  };
}

function conversationOf({ wire }: StoredThread): StoredConversation {
  return { id: wire.id, assistantId: wire.assistant_id, title: wire.title, createdAt: wire.created_at };
}

function messageOf({ id, role, content, created_at, sources = [] }: WireMessage): StoredMessage {
  return {
    id,
    role: role === 'assistant' ? 'assistant' : 'user',
    text: content,
    createdAt: created_at,
    sources: sources.map(({ content: passage, meta_data }) => ({
      title: meta_data.document_title,
      section: meta_data.section,
      passage,
    })),
  };
}

function threadOf(
  { id, assistantId, title, createdAt }: StoredConversation,
  messages: readonly StoredMessage[],
): StoredThread {
  const thread = newThread(assistantId, title, null, createdAt);
  const at = messages.at(-1)?.createdAt ?? createdAt;
  thread.wire = { ...thread.wire, id, last_updated_at: at };
  for (const { id: messageId, role, text, createdAt: created_at, sources } of messages) {
    const found = sources.map(({ title: document_title, section, passage }) => ({
      content: passage,
      meta_data: { document_title, section },
    }));
    const message = { id: messageId, thread_id: id, role, content: text, created_at };
    thread.messages.push(found.length > 0 ? { ...message, sources: found } : message);
  }
  return thread;
}
