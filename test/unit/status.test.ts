import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Quota, RunEvent } from '../../src/chat/model/model.ts';
import type { Provider } from '../../src/chat/ports/provider.ts';
import { Pages } from '../../src/chat/session/pages.ts';
import { SessionRegistry } from '../../src/chat/session/sessionRegistry.ts';
import { UnseenAnswers } from '../../src/chat/session/unseenAnswers.ts';
import { showStatus } from '../../src/host/status/statusBar.ts';
import { statusWords } from '../../src/host/status/statusWords.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const hr = { id: 'hr', name: 'HR $(zap)' };
const connection = { id: 'c', provider: 'demo', name: 'Kanzlei A' } as const;

/** A window whose service answers with `events`, and the entry of its status bar. */
function windowThat(ask: () => AsyncIterable<RunEvent>, known = [hr]) {
  const provider: Provider = {
    listAssistants: async () => known,
    listThreads: async () => ({ items: [] }),
    createThread: async () => ({ connectionId: 'c', assistantId: 'hr', id: 't', title: 'T' }),
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    ask,
    test: async () => undefined,
  };
  const sessions = new SessionRegistry({ providerOf: () => provider, log, pollDelays: { question: [], answer: [] } });
  const pages = new Pages(sessions, log);
  const unseen = new UnseenAnswers(log);
  const seen: { text: string; tooltip: string }[] = [];
  const none = { dispose: () => undefined };
  const quotas = new Map<string, Quota>();
  const status = showStatus(
    {
      sessions,
      pages,
      unseen,
      providers: { connections: [connection], connection: () => connection },
      directory: { known: () => known, onChange: () => none },
      recent: { sort: (all) => all },
      quotas,
    },
    { show: (text, tooltip) => seen.push({ text, tooltip }), dispose: () => undefined },
  );
  return { pages, unseen, quotas, status, now: () => seen.at(-1) ?? { text: '', tooltip: '' } };
}

const answered = async function* (): AsyncGenerator<RunEvent> {
  yield { type: 'question-stored' };
  yield { type: 'text-delta', delta: 'Yes.' };
  yield { type: 'run-end', reason: 'complete' };
};

afterEach(() => vi.useRealTimers());

describe('the entry in the status bar', () => {
  it('names the assistant of the shown conversation with its connection, and draws no icon of its name', () => {
    const { pages, now } = windowThat(answered);
    pages.start('c', hr);
    expect(now().text).toBe('$(comment-discussion) HR \\$(zap)');
    expect(now().tooltip).toContain('HR $(zap) · Kanzlei A');
  });

  it('names the assistant that this workspace asked last while no conversation is shown', () => {
    expect(windowThat(answered).now().tooltip).toContain('HR $(zap) · Kanzlei A');
  });

  it('names no assistant while none is known', () => {
    expect(windowThat(answered, []).now()).toEqual({
      text: '$(comment-discussion) Expert Assistants',
      tooltip: 'No assistant is selected yet.\nSelect to open the chat.',
    });
  });

  it('turns while an answer is in progress, and rests afterwards', async () => {
    const waiting = Promise.withResolvers<void>();
    const { pages, now } = windowThat(async function* () {
      await waiting.promise;
      yield* answered();
    });
    const sent = pages.start('c', hr).send('Which period?', []);
    expect(now().text).toBe('$(loading~spin) HR \\$(zap)');
    waiting.resolve();
    await sent;
    expect(now().text).toBe('$(comment-discussion) HR \\$(zap)');
  });

  it('says until when the service takes no question, and no longer than that', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-29T12:00:00Z') });
    const { pages, now } = windowThat(async function* () {
      yield* [];
      throw new ChatError('rate-limited', { processed: 'no', retryAt: Date.parse('2026-11-29T12:05:00Z') });
    });
    await pages.start('c', hr).send('Which period?', []);
    expect(now().text).toMatch(/^\$\(watch\) HR \\\$\(zap\) until /);
    expect(now().tooltip).toContain('Rate limit reached.');
    vi.advanceTimersByTime(5 * 60_000);
    expect(now().text).toBe('$(comment-discussion) HR \\$(zap)');
  });

  it('tells how many requests are left where the service says so, until there are more again', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-29T12:00:00Z') });
    const { pages, quotas, unseen, now } = windowThat(async function* () {
      quotas.set('c', { left: 1_234, limit: 5_000, until: Date.parse('2026-11-29T12:05:00Z') });
      yield* answered();
    });
    const session = pages.start('c', hr);
    expect(now().tooltip).not.toContain('Requests left');
    await session.send('Which period?', []);
    expect(now().tooltip).toContain('\nRequests left, as the service says: 1,234 of 5,000\n');
    unseen.add(session);
    vi.setSystemTime('2026-11-29T12:05:01Z');
    unseen.remove(session);
    expect(now().tooltip).not.toContain('Requests left');
    quotas.set('c', { left: 7 });
    unseen.add(session);
    expect(now().tooltip).toContain('\nRequests left, as the service says: 7\n');
  });

  it('tells of answers that nobody has seen until they are seen', () => {
    const { pages, unseen, now } = windowThat(answered);
    const session = pages.start('c', hr);
    unseen.add(session);
    unseen.add(session);
    expect(now()).toMatchObject({ text: '$(bell-dot) HR \\$(zap)', tooltip: expect.stringContaining('not seen yet') });
    unseen.remove(session);
    expect(now().text).toBe('$(comment-discussion) HR \\$(zap)');
  });

  it('puts what keeps a person waiting longest first, and counts answers in progress', () => {
    const all = { active: undefined, running: ['A', 'B'], unseen: ['C'], limitedUntil: '14:05', quota: undefined };
    expect(statusWords(all).text).toBe('$(watch) Expert Assistants until 14:05');
    expect(statusWords({ ...all, limitedUntil: undefined }).text).toBe('$(loading~spin) Expert Assistants (2)');
    expect(statusWords({ ...all, limitedUntil: undefined, running: [] }).text).toBe('$(bell-dot) Expert Assistants');
  });
});
