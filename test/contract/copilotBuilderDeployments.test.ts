import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import { cachingProvider } from '../../src/chat/catalog/cachingProvider.ts';
import { Providers } from '../../src/chat/catalog/providerRegistry.ts';
import { ChatSession } from '../../src/chat/session/session.ts';
import { copilotBuilderProvider } from '../../src/providers/copilotBuilder/copilotBuilderProvider.ts';
import { LocalOutbox } from '../../src/storage/stores/outbox.ts';
import { LocalThreadCache } from '../../src/storage/stores/threadCache.ts';
import { LocalThreads } from '../../src/storage/stores/threads.ts';
import { knownAssistants } from '../../src/vendors.ts';
import { type Service, startService } from '../service/service.ts';
import { temporaryFolder } from '../unit/temporaryFolder.ts';
import { failure, never } from './harness.ts';

const at = temporaryFolder();
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let service: Service;
let first: string;

/** A window over what is on the disk, whose connection may be edited. */
function openWindow(key = service.copilotBuilder.key) {
  const threads = new LocalThreads(at('threads'));
  const cache = new LocalThreadCache(at('readings'));
  const outbox = new LocalOutbox(at('outbox'), 'workspace');
  const providers = new Providers((connection) => {
    if (connection.provider !== 'copilotBuilder') throw new Error('not asked for');
    const timeouts = { headers: 20_000, idle: 20_000, total: 60_000 };
    const provider = copilotBuilderProvider({ connection, getKey: async () => key, timeouts, log, threads });
    return cachingProvider(provider, { connectionId: 'c', cache, threads: false, log });
  });
  const known = (id: string) => knownAssistants(providers.connection(id), { cache, threads });
  const directory = new AssistantDirectory(providers, known, log);
  const edit = (deploymentId: string) => {
    service.copilotBuilder.deploymentId = deploymentId;
    const { baseUrl } = service.copilotBuilder;
    providers.update([{ id: 'c', provider: 'copilotBuilder', name: 'Review', baseUrl, deploymentId }]);
    directory.refresh('c');
  };
  edit(service.copilotBuilder.deploymentId);
  const start = async () => {
    const [assistant] = await directory.list('c');
    if (!assistant) throw new Error('nobody to ask');
    return new ChatSession({ connectionId: 'c', assistant, provider: () => providers.of('c'), log, outbox });
  };
  const titles = async (assistantId: string) =>
    (await (await providers.of('c')).listThreads(assistantId, undefined, never)).items.map(({ title }) => title);
  return { providers, directory, edit, start, titles, threads };
}
const sent = () => service.requests.filter(({ path }) => path === '/chat/SendMessage').map(({ body }) => body);

beforeAll(async () => {
  service = await startService();
  first = service.copilotBuilder.deploymentId;
});
afterAll(() => service.stop());
beforeEach(() => {
  service.reset();
  service.copilotBuilder.deploymentId = first;
});

describe('after the deployment of a connection was changed', () => {
  test('sends nothing of a conversation with the old deployment to the new one', async () => {
    const window = openWindow();
    const session = await window.start();
    await session.send('Secret of client A', []);
    window.edit('other-deployment');
    service.reset();
    await session.send('Follow-up for A', []);
    expect(sent()).toEqual([]);
    expect(session.transcript.messages.slice(-2)).toMatchObject([
      { text: 'Follow-up for A', state: 'failed' },
      { state: 'failed', error: { code: 'deployment-former' } },
    ]);
    // Nor is a conversation begun that could not be asked.
    expect(await failure((await window.providers.of('c')).createThread(first, 'T', never))).toMatchObject({
      code: 'deployment-former',
      processed: 'no',
    });
  });

  test('keeps the conversations of the old deployment listed below its name, readable and deletable', async () => {
    const before = openWindow();
    await (await before.start()).send('Secret of client A', []);
    before.edit('other-deployment');
    const [current, former] = await before.directory.list('c');
    expect(current).toMatchObject({ id: 'other-deployment' });
    expect(former).toMatchObject({ id: first, name: 'Contract Reviewer', former: true });
    expect(former && before.directory.current('c', former)).toBe(current);
    expect(await before.titles('other-deployment')).toEqual([]);
    expect(await before.titles(first)).toEqual(['Secret of client A']);
    const after = openWindow();
    expect(await after.directory.find('c', first)).toMatchObject({ former: true });
    const [thread] = await after.threads.list('c');
    if (!thread) throw new Error('no conversation');
    expect((await (await after.providers.of('c')).listMessages(thread, undefined, never)).items).toHaveLength(2);
    await (await after.providers.of('c')).deleteThread(thread, never);
    after.directory.refresh('c');
    expect(await after.directory.list('c')).toHaveLength(1);
  });

  test('asks the old deployment as before once the connection is changed back', async () => {
    const window = openWindow();
    const session = await window.start();
    await session.send('one', []);
    window.edit('other-deployment');
    await window.directory.list('c');
    window.edit(first);
    expect(await window.directory.list('c')).toMatchObject([{ id: first, name: 'Contract Reviewer' }]);
    await session.send('two', []);
    expect(session.transcript.messages.at(-1)).toMatchObject({ state: 'complete' });
  });
});

test('shows the history when no list of assistants can be read, as with a wrong key', async () => {
  const before = openWindow();
  await (await before.start()).send('one', []);
  before.edit('other-deployment');
  await (await before.start()).send('two', []);
  await new LocalThreadCache(at('readings')).forget('c');
  const after = openWindow('wrong');
  expect(await failure(after.directory.list('c'))).toMatchObject({ code: 'key-rejected' });
  expect(after.directory.known('c')).toEqual([
    { id: 'other-deployment', name: 'Review', maximumLength: 1_000_000 },
    { id: first, name: first, former: true },
  ]);
  expect(await after.titles('other-deployment')).toEqual(['two']);
});
