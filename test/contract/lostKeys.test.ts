import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../../src/base/log.ts';
import type { Connection } from '../../src/chat/model/connection.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import type { SessionOptions } from '../../src/chat/session/sessionOptions.ts';
import { ApiKeys } from '../../src/host/connections/apiKeys.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { hr } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { MemorySecrets } from '../unit/memorySecrets.ts';
import { makeCopilotBuilder, makeHaufe } from './harness.ts';

const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
let service: Service;
let folder: string;
let secrets: MemorySecrets;
let notKept: number;
let keys: ApiKeys;
let thread: Thread;
let haufe: Connection;
let copilot: Connection;
let cache: LocalThreadCache;
/** What sessions store, also in the background: the folder goes when all of it has ended. */
const writes: Promise<void>[] = [];

beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
});
afterAll(async () => {
  await service.stop();
  await Promise.all(writes);
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  service.reset();
  haufe = { id: 'haufe', provider: 'haufe', name: 'H', baseUrl: service.haufe.baseUrl };
  const { baseUrl, deploymentId } = service.copilotBuilder;
  copilot = { id: 'copilot', provider: 'copilotBuilder', name: 'C', baseUrl, deploymentId };
  secrets = new MemorySecrets();
  notKept = 0;
  openWindow();
  await keys.set(haufe.id, service.url, service.haufe.key);
  await keys.set(copilot.id, service.url, service.copilotBuilder.key);
  const served = service.haufe.addThread(hr.id, 'Früher', ['Was galt?', 'Das galt.']);
  thread = { connectionId: 'haufe', assistantId: hr.id, id: served.id, title: served.title };
  cache = new LocalThreadCache(path.join(folder, served.id));
});

function openWindow(): void {
  keys = new ApiKeys(secrets, log, () => notKept++);
}

function haufeSession(): ChatSession {
  const { provider } = makeHaufe(service, { getKey: () => keys.get(haufe) });
  const stored: SessionOptions['cache'] = {
    messages: (of) => cache.messages(of),
    open: (of) => cache.open(of),
    putMessages: (of, read) => {
      const write = cache.putMessages(of, read);
      writes.push(write);
      return write;
    },
  };
  const options = { connectionId: 'haufe', assistant: { id: hr.id, name: hr.name }, thread, cache: stored, log };
  return new ChatSession({ ...options, provider: () => provider });
}

const name = 'expertAssistants.key.haufe';
const losses: readonly (readonly [string, () => unknown, string])[] = [
  ['vanishes', () => secrets.values.delete(name), 'key-missing'],
  ['cannot be read', () => secrets.fails.add('get'), 'secrets-unavailable'],
  ['is garbage', () => secrets.values.set(name, '{"key":{"a":1},"origin":"\\u0000"}'), 'key-missing'],
];

test.each(losses)(
  'keeps history and question, asks for a key, and lets other connections go on when a key %s',
  async (_, lose, code) => {
    const before = haufeSession();
    await before.load();
    const history = before.transcript.messages.map(({ text }) => text);
    expect(history).toEqual(['Was galt?', 'Das galt.']);
    await vi.waitFor(async () => expect(await cache.messages(thread)).toBeDefined());
    lose();

    await before.send('Was gilt?', []);
    expect(before.transcript.messages.map(({ text }) => text)).toEqual([...history, 'Was gilt?', '']);
    expect(before.transcript.messages.at(-2)?.state).toBe('failed');
    expect(before.transcript.messages.at(-1)?.error).toMatchObject({ code });
    const sent = service.requests.filter(({ method }) => method === 'POST');
    expect(sent).toEqual([]);

    // A window that opens now reads what this computer has.
    const after = haufeSession();
    await after.load();
    expect(after.transcript.messages.map(({ text }) => text)).toEqual(history);
    expect(after.loadError).toMatchObject({ code });

    if (code === 'key-missing') {
      const { provider, assistantId } = makeCopilotBuilder(service, { getKey: () => keys.get(copilot) });
      const other = new ChatSession({
        connectionId: 'copilot',
        assistant: { id: assistantId, name: 'C' },
        provider: () => provider,
        log,
      });
      await other.send('Und hier?', []);
      expect(other.transcript.messages.at(-1)?.state).toBe('complete');
    }

    // Entered again, without a keyring: it works until the window closes, and that is said once.
    secrets.fails.add('store');
    await keys.set(haufe.id, service.url, service.haufe.key);
    await keys.set(haufe.id, service.url, service.haufe.key);
    expect(notKept).toBe(1);
    await before.retry();
    expect(before.transcript.messages.at(-1)?.state).toBe('complete');
    expect(service.haufe.thread(thread.id)?.messages.filter(({ content }) => content === 'Was gilt?')).toHaveLength(1);
  },
);
