import path from 'node:path';
import type { Thread } from '../../../src/chat/model/model.ts';
import { ChatSession } from '../../../src/chat/session/session.ts';
import { copilotBuilderProvider } from '../../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { LocalOutbox } from '../../../src/storage/stores/outbox.ts';
import { LocalThreads } from '../../../src/storage/stores/threads.ts';

/** Where the service listens, and the key that it takes. */
export interface Address {
  readonly baseUrl: string;
  readonly deploymentId: string;
  readonly key: string;
}

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** CopilotBuilder's history in `folder`, as a window has it. */
export function openHistory(folder: string, { baseUrl, deploymentId, key }: Address) {
  const threads = new LocalThreads(path.join(folder, 'threads'));
  const outbox = new LocalOutbox(path.join(folder, 'outbox'), 'workspace');
  const provider = copilotBuilderProvider({
    connection: { id: 'copilot', provider: 'copilotBuilder', name: 'Copilot', baseUrl, deploymentId },
    getKey: async () => key,
    timeouts: { headers: 20_000, idle: 20_000, total: 60_000 },
    log,
    threads,
  });
  const session = (thread?: Thread) =>
    new ChatSession({
      connectionId: 'copilot',
      assistant: { id: deploymentId, name: 'Copilot' },
      ...(thread && { thread }),
      provider: () => provider,
      log,
      outbox,
    });
  return { threads, session };
}
