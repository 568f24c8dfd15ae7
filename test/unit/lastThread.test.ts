import { expect, it, vi } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { LastThread } from '../../src/host/threads/last/lastThread.ts';

const notifyAbandonedQuestion = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../src/host/threads/last/notifyAbandonedQuestion.ts', () => ({ notifyAbandonedQuestion }));

it('tells a question that did not go out once, however often a page is opened while nothing is shown', async () => {
  let createdAt = '2026-01-01T00:00:00.000Z';
  const entry = () => ({ id: 'q', connectionId: 'c', assistantId: 'a', text: 'Q', context: [], createdAt });
  const parts = {
    pages: { first: { session: undefined }, shown: [] },
    providers: { connections: [{ id: 'c' }], connection: () => undefined },
    outbox: { latestAbandoned: async () => entry() },
  } as unknown as Parameters<LastThread['restore']>[0];
  const last = new LastThread({ get: () => undefined, set: async () => undefined, forget: async () => undefined });
  await Promise.all([last.restore(parts), last.restore(parts)]);
  await last.restore(parts);
  await vi.waitFor(() => expect(notifyAbandonedQuestion).toHaveBeenCalled());
  await last.restore(parts);
  // One told too often would count among the two.
  createdAt = '2026-01-02T00:00:00.000Z';
  await last.restore(parts);
  await vi.waitFor(() => expect(notifyAbandonedQuestion).toHaveBeenCalledTimes(2));
});

it('does not remember the title of a conversation beside it, and looks it up when it is shown again', async () => {
  const thread: Thread = { connectionId: 'c', assistantId: 'a', id: 't', title: 'Mandant Müller', isTitleLocal: true };
  let known: unknown;
  const set = async (value: unknown) => {
    known = value;
  };
  const fact = { get: () => known, set, forget: async () => undefined };
  const fail = (error: unknown) => {
    throw error;
  };
  const changes = new Emitter<void>(fail);
  const shownChanges = new Emitter<ChatSession | undefined>(fail);
  const assistant = { id: 'a', name: 'A' };
  const session = { connectionId: 'c', assistant, thread, transcript: { messages: [] }, onChange: changes.subscribe };
  const sessions = { onOpened: () => ({ dispose: () => undefined }) };
  const pages = { first: { session, onShown: shownChanges.subscribe } };
  const last = new LastThread(fact);
  last.follow({ sessions, pages } as unknown as Parameters<LastThread['follow']>[0]);
  shownChanges.emit(session as unknown as ChatSession);
  expect(known).toMatchObject([{ id: 't', isTitleLocal: true }]);
  expect(JSON.stringify(known)).not.toContain('Müller');

  const showOn = vi.fn();
  const opening = vi.fn(() => 'opened');
  const parts = {
    sessions: { thread: opening },
    pages: { first: { session: undefined }, showOn },
    providers: { connections: [], connection: () => ({}) },
    directory: { list: async () => [assistant], known: () => [] },
    titles: { all: async () => new Map([['t', 'Mandant Meier']]) },
  } as unknown as Parameters<LastThread['restore']>[0];
  await last.restore(parts);
  expect(opening.mock.calls).toMatchObject([[{ id: 't', title: 'Mandant Meier', isTitleLocal: true }, assistant]]);
  expect(showOn.mock.calls).toEqual([[parts.pages.first, 'opened']]);
});

it.each([
  ['as long as it has a draft', 'A thought', [['c', { id: 'a' }, undefined]], []],
  ['and no longer: then the one before it', '', [], [[{ id: 't' }, { id: 'a' }]]],
])('a conversation that has not begun is shown again %s', async (_, draft, starts, shows) => {
  const [unbegun, thread] = [vi.fn(), vi.fn()];
  const fact = {
    get: () => [
      { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' },
      { connectionId: 'c', assistantId: 'a', shownAt: '2026-01-01T00:00:00.000Z' },
    ],
    ...{ set: async () => undefined, forget: async () => undefined },
  };
  const parts = {
    sessions: { unbegun, thread },
    pages: { first: { session: undefined }, showOn: vi.fn() },
    providers: { connections: [], connection: () => ({}) },
    directory: { list: async () => [{ id: 'a', name: 'A' }], known: () => [] },
    draftStore: { get: () => draft, passages: () => [], aside: () => undefined },
  } as unknown as Parameters<LastThread['restore']>[0];
  await new LastThread(fact).restore(parts);
  expect(unbegun.mock.calls).toMatchObject(starts);
  expect(thread.mock.calls).toMatchObject(shows);
});
