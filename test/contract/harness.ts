import type { Log } from '../../src/base/log.ts';
import type { HaufeConnection } from '../../src/chat/model/connection.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Quota, RunEvent } from '../../src/chat/model/model.ts';
import type { Timeouts } from '../../src/chat/model/timeouts.ts';
import type { AgreeToStorage } from '../../src/chat/ports/files.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import type { InstallationIds, RequestDetailsStore } from '../../src/chat/ports/storage.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import type { Fetch } from '../../src/providers/http/request.ts';
import { chunks } from '../service/delivery.ts';
import { hr } from '../service/haufe.ts';
import type { Service } from '../service/service.ts';
import { MemoryThreads } from './memoryThreads.ts';

interface SubjectOptions {
  readonly timeouts?: Partial<Timeouts>;
  readonly getKey?: () => Promise<string | undefined>;
  readonly fetch?: Fetch;
  readonly baseUrl?: string;
  readonly now?: () => number;
  /** Laid over the usual connection. */
  readonly connection?: Partial<HaufeConnection>;
  readonly details?: RequestDetailsStore;
  readonly userIds?: InstallationIds;
  readonly agreeToStorage?: AgreeToStorage;
  readonly tellQuota?: (quota: Quota) => void;
  /** What another window writes to as well. */
  readonly threads?: MemoryThreads;
}

/** A provider under test, and where it goes. */
export interface Subject {
  readonly provider: Provider;
  readonly threads: MemoryThreads;
  readonly log: string[];
  readonly assistantId: string;
  /** Path endings of the cheap call, and of the one that answers. */
  readonly listPath: string;
  readonly answerPath: string;
  readonly keyHeader: string;
  readonly key: string;
}

export type Make = (service: Service, options?: SubjectOptions) => Subject;

/** The id of an installation that has used files. */
export const userId = '3f1d6c9e-2b54-4e0a-9c7d-1a2b3c4d5e6f';
const oneUserId: InstallationIds = { known: async () => undefined, get: async () => userId };

const patient: Timeouts = { headers: 20_000, idle: 20_000, total: 60_000 };

function recorder(lines: string[]): Log {
  const add = (line: string): void => void lines.push(line);
  return { debug: add, info: add, warn: add, error: add };
}

export const makeHaufe: Make = (service, options = {}) => {
  const { timeouts, getKey, fetch, baseUrl, connection, details, userIds = oneUserId, agreeToStorage } = options;
  const log: string[] = [];
  const { key } = service.haufe;
  const provider = haufeProvider({
    connection: {
      id: 'haufe',
      provider: 'haufe',
      name: 'Haufe',
      baseUrl: baseUrl ?? service.haufe.baseUrl,
      sourceLink: { license: 'PI123', authRealm: 'haufepublic' },
      ...connection,
    },
    getKey: getKey ?? (async () => key),
    timeouts: { ...patient, ...timeouts },
    log: recorder(log),
    retryWait: 2,
    fetch,
    tellQuota: options.tellQuota,
    userIds,
    ...(details && { details }),
    ...(agreeToStorage && { agreeToStorage }),
    polling: { first: 5, last: 20, limit: 2_000 },
  });
  const paths = { listPath: '/v1/assistants', answerPath: '/run/stream' };
  return { provider, threads: new MemoryThreads(), log, assistantId: hr.id, ...paths, keyHeader: 'api-key', key };
};

export const makeCopilotBuilder: Make = (service, options = {}) => {
  const { timeouts, getKey, fetch, baseUrl, now, threads = new MemoryThreads() } = options;
  const log: string[] = [];
  const { key, deploymentId } = service.copilotBuilder;
  const provider = copilotBuilderProvider({
    connection: {
      id: 'copilot',
      provider: 'copilotBuilder',
      name: 'Copilot',
      baseUrl: baseUrl ?? service.copilotBuilder.baseUrl,
      deploymentId,
    },
    getKey: getKey ?? (async () => key),
    timeouts: { ...patient, ...timeouts },
    log: recorder(log),
    retryWait: 2,
    fetch,
    tellQuota: options.tellQuota,
    threads,
    ...(now && { now }),
  });
  const paths = { listPath: '/chat/initialize', answerPath: '/chat/SendMessage' };
  return { provider, threads, log, assistantId: deploymentId, ...paths, keyHeader: 'x-api-key', key };
};

export const never = new AbortController().signal;

export interface Told {
  readonly events: readonly RunEvent[];
  /** What the iteration failed with. */
  readonly error: unknown;
  readonly text: string;
}

/** Everything that `run` tells, and how it ends. */
export async function tell(run: AsyncIterable<RunEvent>): Promise<Told> {
  const events: RunEvent[] = [];
  let error: unknown;
  try {
    for await (const event of run) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return { events, error, text: shownText(events) };
}

/** The text of the last answer as a reader ends up with it. */
function shownText(events: readonly RunEvent[]): string {
  let text = '';
  for (const event of events) {
    if (event.type === 'text-delta') text += event.delta;
    else if (event.type === 'text-replaced') text = event.text;
    else if (event.type === 'answer-start') text = '';
  }
  return text;
}

/** The ChatError that `promise` fails with. */
export async function failure(promise: Promise<unknown>): Promise<ChatError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ChatError) return error;
  throw new Error(`expected a ChatError, got ${String(error)}`, { cause: error });
}

/** The real `fetch`, its body cut anew into chunks of `size` bytes. */
export function rechunked(size: number): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const cut = chunks(bytes, size);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = cut.next();
        if (next.done) controller.close();
        else controller.enqueue(Uint8Array.from(next.value));
      },
    });
    const { status, headers } = response;
    return new Response(status === 204 ? null : body, { status, headers });
  };
}
