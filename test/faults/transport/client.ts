import type { Log } from '../../../src/base/log.ts';
import type { Assistant, Thread } from '../../../src/chat/model/model.ts';
import type { Timeouts } from '../../../src/chat/model/timeouts.ts';
import type { Provider } from '../../../src/chat/ports/provider.ts';
import type { ThreadStore } from '../../../src/chat/ports/threads.ts';
import { copilotBuilderProvider } from '../../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { haufeProvider } from '../../../src/providers/haufe/haufeProvider.ts';
import { hr, tax } from '../../service/haufe.ts';
import type { Random } from '../random.ts';
import type { FaultyServer } from './server.ts';

/** One vendor as the client meets it, and the ledger that tells what really happened. */
export interface Client {
  /** `threads`: what a vendor that lists no conversations has on this computer. */
  readonly makeProvider: (threads: ThreadStore) => Provider;
  readonly connectionId: string;
  readonly assistant: Assistant;
  /** A conversation with a turn in it already, or undefined: the question begins one. */
  readonly thread: Thread | undefined;
  /** How often the vendor has taken `text`. */
  readonly taken: (text: string) => number;
  /** Someone asks `text` in the conversation, on another computer. */
  readonly elsewhere: (text: string) => void;
  /** Whether one can look what the vendor has taken. */
  readonly canLook: boolean;
}

export const earlier = { question: 'Weiter', answer: 'Das war die Antwort von vorhin.' } as const;

/** What both vendors' clients are made with. */
export interface Surroundings {
  readonly random: Random;
  readonly log: Log;
  readonly timeouts: Timeouts;
  readonly fetch: typeof globalThis.fetch;
}

const shared = ({ log, timeouts, fetch }: Surroundings, key: string) => ({
  getKey: async () => key,
  timeouts,
  log,
  retryWait: 2,
  fetch,
});

export function haufeClient({ haufe }: FaultyServer, surroundings: Surroundings): Client {
  const { random } = surroundings;
  const { baseUrl, key } = haufe;
  const userId = random.chance(0.5) ? '3f1d6c9e-2b54-4e0a-9c7d-1a2b3c4d5e6f' : undefined;
  const makeProvider = () =>
    haufeProvider({
      ...shared(surroundings, key),
      connection: { id: 'haufe', provider: 'haufe', name: 'Haufe', baseUrl, ...(userId !== undefined && { userId }) },
    });
  const { id, name } = random.chance(0.8) ? hr : tax;
  const served = random.chance(0.5) ? haufe.addThread(id, 'Früher', [earlier.question, earlier.answer]) : undefined;
  return {
    makeProvider,
    connectionId: 'haufe',
    assistant: { id, name },
    thread: served && { connectionId: 'haufe', assistantId: id, id: served.id, title: served.title },
    taken: (text) =>
      haufe.threads
        .flatMap(({ messages }) => messages)
        .filter(({ role, content }) => role === 'user' && content === text).length,
    elsewhere: (text) => {
      if (!served) return;
      haufe.addMessage(served, 'user', text);
      haufe.addMessage(served, 'assistant', 'Das war die Antwort von anderswo.');
    },
    canLook: true,
  };
}

export async function copilotBuilderClient(
  server: FaultyServer,
  surroundings: Surroundings,
  threads: ThreadStore,
): Promise<Client> {
  const { random } = surroundings;
  const { copilotBuilder } = server;
  const { baseUrl, key, deploymentId } = copilotBuilder;
  const makeProvider = (store: ThreadStore) =>
    copilotBuilderProvider({
      ...shared(surroundings, key),
      connection: { id: 'copilot', provider: 'copilotBuilder', name: 'Copilot', baseUrl, deploymentId },
      threads: store,
    });
  const signal = new AbortController().signal;
  const thread = random.chance(0.5)
    ? await makeProvider(threads).createThread(deploymentId, 'Früher', signal)
    : undefined;
  return {
    makeProvider,
    connectionId: 'copilot',
    assistant: { id: deploymentId, name: 'Copilot' },
    thread,
    taken: (text) =>
      [...copilotBuilder.sessions.values()]
        .flatMap(({ history }) => history)
        .filter(
          ({ role, items }) => role.label === 'user' && (items[0] as { Text?: string; text?: string }).text === text,
        ).length,
    elsewhere: () => undefined,
    canLook: false,
  };
}
