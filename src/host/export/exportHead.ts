import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { Assistant, Thread } from '../../chat/model/model.ts';
import { factsOf } from '../../chat/model/vendors.ts';
import { whereAnswersComeFrom } from '../platform/vendorWords.ts';

type Named = { readonly assistant: Pick<Assistant, 'name'> } | undefined;

interface Known {
  readonly directory: Pick<AssistantDirectory, 'known'>;
  readonly sessions: { find(thread: Thread): Named };
}

/**
 * Returns the name of the assistant of `thread` without asking its service; undefined where nothing knows it. An assistant
 * that was withdrawn keeps no conversation from being exported. `row`: the list's row that the command is from.
 */
export function assistantName({ directory, sessions }: Known, thread: Thread, row: Named): string | undefined {
  const known = directory.known(thread.connectionId).find(({ id }) => id === thread.assistantId);
  return (sessions.find(thread)?.assistant ?? row?.assistant ?? known)?.name;
}

/** Returns the head of an exported conversation. An assistant without a name is called by its id. */
export function headOf(
  { providers }: { readonly providers: Pick<Providers, 'connection'> },
  thread: Pick<Thread, 'connectionId' | 'assistantId' | 'title'>,
  assistant = thread.assistantId,
) {
  const connection = providers.connection(thread.connectionId);
  return {
    title: thread.title,
    assistant,
    connection: connection?.name ?? thread.connectionId,
    notice: whereAnswersComeFrom(connection),
    isMadeUp: connection !== undefined && factsOf(connection).isLocal,
  };
}
