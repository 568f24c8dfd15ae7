import { expect, it, vi } from 'vitest';
import { AssistantDirectory } from '../../src/chat/catalog/assistantDirectory.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import type { OutboxEntry } from '../../src/chat/ports/outbox.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { LastThread } from '../../src/host/threads/last/lastThread.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { silentLog as log, stubProviders } from './stubs.ts';

const notifyAbandonedQuestion = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../src/host/threads/last/notifyAbandonedQuestion.ts', () => ({ notifyAbandonedQuestion }));

const assistant = { id: 'a', name: 'A' };

interface Stored {
  readonly abandoned?: () => OutboxEntry;
  readonly draft?: string;
  readonly title?: string;
}

/** A window that shows nothing yet, with what is stored on its computer. */
function window({ abandoned, draft = '', title }: Stored = {}) {
  const providers = stubProviders({
    listAssistants: async () => [assistant],
    listMessages: async () => ({ items: [] }),
  });
  const sessions = new SessionRegistry({ providerOf: (id) => providers.of(id), log });
  const pages = new Pages(sessions, log);
  return {
    ...{ providers, sessions, pages, log, prompts: scriptedPrompts().prompts },
    directory: new AssistantDirectory(providers, undefined, log),
    outbox: { latestAbandoned: async () => abandoned?.() },
    draftStore: { get: () => draft, passages: () => [] },
    titles: { all: async () => new Map(title === undefined ? [] : [['t', title]]) },
    views: { focus: async () => undefined },
  };
}

/** Remembers in memory what a workspace remembers. */
function workspaceValue(value?: unknown) {
  let current = value;
  const set = async (next: unknown) => {
    current = next;
  };
  return { get: () => current, set, forget: async () => undefined };
}

it('tells a question that did not go out once, however often a page is opened while nothing is shown', async () => {
  let createdAt = '2026-01-01T00:00:00.000Z';
  const abandoned = (): OutboxEntry => ({
    ...{ id: 'q', connectionId: 'c', assistantId: 'a', text: 'Q', context: [], createdAt },
    ...{ after: '', partial: '', abandoned: true, own: false, state: 'pending' },
  });
  const parts = window({ abandoned });
  const last = new LastThread(workspaceValue());
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
  const stored = workspaceValue();
  const last = new LastThread(stored);
  const before = window();
  last.follow(before);
  before.pages.showOn(before.pages.first, before.sessions.thread(thread, assistant));
  expect(stored.get()).toMatchObject([{ id: 't', isTitleLocal: true }]);
  expect(JSON.stringify(stored.get())).not.toContain('Müller');

  const after = window({ title: 'Mandant Meier' });
  await last.restore(after);
  expect(after.pages.first.session?.thread).toMatchObject({ id: 't', title: 'Mandant Meier', isTitleLocal: true });
});

it.each([
  ['as long as it has a draft', 'A thought', undefined],
  ['and no longer: then the one before it', '', 't'],
])('a conversation that has not begun is shown again %s', async (_, draft, threadId) => {
  const stored = workspaceValue([
    { connectionId: 'c', assistantId: 'a', id: 't', title: 'T' },
    { connectionId: 'c', assistantId: 'a', shownAt: '2026-01-01T00:00:00.000Z' },
  ]);
  const parts = window({ draft });
  await new LastThread(stored).restore(parts);
  expect(parts.pages.first.session).toMatchObject({ connectionId: 'c', assistant: { id: 'a' } });
  expect(parts.pages.first.session?.thread?.id).toBe(threadId);
});
