import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { haufeProvider } from '../../src/providers/haufe/haufeProvider.ts';
import type { Fetch } from '../../src/providers/http/request.ts';
import { amount } from '../amount.ts';
import { seeded } from '../unit/property.ts';
import { anyBody } from './anyJson.ts';
import { MemoryThreads } from './memoryThreads.ts';

/**
 * Whatever a service sends, a call ends: with what was asked for, with an empty answer, or with a ChatError. Never with
 * another exception, never not at all.
 */
const bodies = amount(100_000, 2_200);
const never = new AbortController().signal;
const id = '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01';

const reply = fc.record({
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(200, 201) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(204, 400, 401, 403, 404, 409, 410, 411, 415, 422, 429, 500, 502, 503, 599),
    },
  ),
  type: fc.constantFrom('application/json', 'application/x-ndjson', 'text/event-stream', 'text/html', ''),
  body: anyBody,
});
type Reply = typeof reply extends fc.Arbitrary<infer R> ? R : never;

/** A `fetch` that gives out `replies` in turn, then the last one again. */
function answering(replies: readonly Reply[]): Fetch {
  let next = 0;
  return async () => {
    const {
      status,
      type,
      body: text,
    } = replies[Math.min(next++, replies.length - 1)] ?? { status: 500, type: '', body: '' };
    return new Response(status === 204 ? null : text, { status, headers: type === '' ? {} : { 'content-type': type } });
  };
}

const common = {
  getKey: async () => 'k',
  timeouts: { headers: 5_000, idle: 5_000, total: 10_000 },
  log: { debug() {}, info() {}, warn() {}, error() {} },
  retryWait: 0,
};
const thread: Thread = { connectionId: 'c', assistantId: id, id, title: 'T' };

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const event of events) JSON.stringify(event);
}

const calls: Readonly<Record<string, (provider: Provider) => Promise<unknown>>> = {
  listAssistants: (provider) => provider.listAssistants(never),
  listThreads: (provider) => provider.listThreads(id, undefined, never),
  createThread: (provider) => provider.createThread(id, 'T', never),
  deleteThread: (provider) => provider.deleteThread(thread, never),
  listMessages: (provider) => provider.listMessages(thread, undefined, never),
  ask: (provider) => drain(provider.ask(thread, { text: 'Frage', mayBeStored: false }, never)),
  'ask again': (provider) => drain(provider.ask(thread, { text: 'Frage', mayBeStored: true }, never)),
  test: (provider) => provider.test(never),
};

/** What only Haufe offers. */
const more: typeof calls = {
  readThread: (provider) => offered(provider.readThread?.(thread, never)),
  deleteMessage: (provider) => offered(provider.deleteMessage?.(thread, id, never)),
  askOnce: (provider) => drain(offered(provider.askOnce?.(id, 'Frage', never))),
  rate: ({ feedback }) => offered(feedback?.rate(thread, id, 'negative', {}, never)),
  withdraw: ({ feedback }) => offered(feedback?.withdraw(thread, id, never)),
  reasons: ({ feedback }) => offered(feedback?.reasons(never)),
  'upload a file': ({ files }) => drain(offered(files?.upload(file, false, never))),
  'list files': ({ files }) => offered(files?.list(1, never)),
  'read a file': ({ files }) => offered(files?.text(id, never)),
  'delete a file': ({ files }) => offered(files?.delete(id, never)),
};
const file = { name: 'a.txt', type: 'text/plain', bytes: new Uint8Array([0x61]) };

const none = '{"cursor":null,"items":[]}';

/** Several answers must fit each other: so many of them, from the first, are as documented. */
const asDocumented: Readonly<Record<string, readonly string[]>> = {
  // What its assistant wants to know, and whether the vendor has the question already.
  'ask again': [none, none],
  'upload a file': [
    `{"file_url":"https://storage.example/x?sig=1","file_id":"${id}","expires_in":600}`,
    '',
    '{"processing_status":"PROCESSED","processing_steps":[],"warnings":{}}',
  ],
};

function offered<T>(value: T | undefined): T {
  return value ?? expect.fail('the provider does not offer this');
}

const makers: Readonly<Record<string, (fetch: Fetch) => Promise<Provider>>> = {
  Haufe: async (fetch) =>
    haufeProvider({
      ...common,
      connection: {
        id: 'c',
        provider: 'haufe',
        name: 'H',
        baseUrl: 'https://h.example',
        sourceLink: { license: 'PI1' },
      },
      polling: { first: 0, last: 1, limit: 20 },
      fetch,
    }),
  CopilotBuilder: async (fetch) => {
    const threads = new MemoryThreads();
    await threads.create(thread);
    const connection = {
      id: 'c',
      provider: 'copilotBuilder',
      name: 'C',
      baseUrl: 'https://c.example',
      deploymentId: id,
    } as const;
    return copilotBuilderProvider({ ...common, connection, threads, fetch });
  },
};

/** CopilotBuilder's threads are kept here: those calls never meet its service. */
const local = new Set(['listThreads', 'createThread', 'deleteThread', 'listMessages']);

describe.each(Object.entries(makers))('%s', (vendor, make) => {
  const met = Object.entries(vendor === 'Haufe' ? { ...calls, ...more } : calls).filter(
    ([name]) => vendor === 'Haufe' || !local.has(name),
  );
  test.each(met)(
    'ends well or with a ChatError, whatever body answers: %s',
    async (name, call) => {
      let [answered, failed] = [0, 0];
      const documented = { status: 200, type: 'application/json' } as const;
      const leading = (asDocumented[name] ?? []).map((text) => ({ ...documented, body: text }));
      await fc.assert(
        fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 5 }), fc.nat(leading.length), async (any, lead) => {
          const provider = await make(answering([...leading.slice(0, lead), ...any]));
          try {
            await call(provider);
            answered++;
          } catch (error) {
            if (!(error instanceof ChatError)) throw error;
            failed++;
          }
        }),
        { ...seeded(`${vendor}, ${name}`, Math.round(bodies / 22)), timeout: 5_000 },
      );
      expect(Math.min(answered, failed)).toBeGreaterThan(0);
    },
    60_000 + bodies * 10,
  );
});
