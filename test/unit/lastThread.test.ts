import { expect, it, vi } from 'vitest';
import { LastThread } from '../../src/host/lastThread.ts';

const tellLeft = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../src/host/stepCommands.ts', () => ({ tellLeft }));

it('a question that did not go out is told once, however often a page is opened while nothing is shown', async () => {
  let createdAt = '2026-01-01T00:00:00.000Z';
  const entry = () => ({ id: 'q', connectionId: 'c', assistantId: 'a', text: 'Q', context: [], createdAt });
  const parts = {
    sessions: { shown: undefined },
    providers: { connections: [{ id: 'c' }], connection: () => undefined },
    outbox: { latestLeft: async () => entry() },
  } as unknown as Parameters<LastThread['restore']>[0];
  const last = new LastThread({ get: () => undefined, set: async () => undefined, forget: async () => undefined });
  await Promise.all([last.restore(parts), last.restore(parts)]);
  await last.restore(parts);
  await vi.waitFor(() => expect(tellLeft).toHaveBeenCalled());
  await last.restore(parts);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(tellLeft).toHaveBeenCalledOnce();
  createdAt = '2026-01-02T00:00:00.000Z';
  await last.restore(parts);
  await vi.waitFor(() => expect(tellLeft).toHaveBeenCalledTimes(2));
});
