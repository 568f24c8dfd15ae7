import * as v from 'valibot';
import type { AssistantDirectory } from '../../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../../chat/catalog/providerRegistry.ts';
import type { ThreadCache } from '../../../chat/ports/threads.ts';
import type { ChatSession } from '../../../chat/session/session.ts';
import type { SessionRegistry } from '../../../chat/session/sessionRegistry.ts';
import type { ConversationAddress } from '../../../protocol.ts';

interface Needed {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  /** The lists as they were read last, with the titles of this computer. */
  readonly readings: Pick<ThreadCache, 'threads'>;
}

const savedByPage = v.object({
  conversation: v.object({
    connectionId: v.string(),
    assistantId: v.string(),
    threadId: v.optional(v.string()),
  }),
});

/** Returns the address that a page had VS Code save; undefined where an older version saved another shape. */
export function addressSaved(state: unknown): ConversationAddress | undefined {
  const read = v.safeParse(savedByPage, state);
  if (!read.success) return undefined;
  const { threadId, ...address } = read.output.conversation;
  return { ...address, ...(threadId !== undefined && { threadId }) };
}

/** Opens the conversation of a tab again; undefined where its connection or assistant is there no more. */
export async function reopen(parts: Needed, address: ConversationAddress): Promise<ChatSession | undefined> {
  const { connectionId, assistantId, threadId } = address;
  const { providers, directory, sessions } = parts;
  if (!providers.connection(connectionId)) return undefined;
  // Why the list cannot be read stands on the page already.
  const assistants = await directory.list(connectionId).catch(() => directory.known(connectionId));
  const assistant = assistants.find(({ id }) => id === assistantId);
  if (!assistant) return undefined;
  if (threadId === undefined) return sessions.empty(connectionId, assistant);
  const open = sessions.find({ connectionId, id: threadId });
  if (open) return open;
  // Without a title it is called by its assistant.
  const listed = (await threads(parts, connectionId, assistantId).catch(() => [])).find(({ id }) => id === threadId);
  return sessions.thread(listed ?? { connectionId, assistantId, id: threadId, title: assistant.name }, assistant);
}

async function threads({ providers, readings }: Needed, connectionId: string, assistantId: string) {
  const read = await readings.threads(connectionId, assistantId);
  if (read) return read.value;
  const provider = await providers.of(connectionId);
  return (await provider.listThreads(assistantId, undefined, new AbortController().signal)).items;
}
