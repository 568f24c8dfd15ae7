import { expect, it, onTestFinished, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { Assistant, Rating, Thread } from '../../src/chat/model/model.ts';
import { sayWhy } from '../../src/host/answers/ratingCommands.ts';
import { Ratings } from '../../src/host/answers/ratings.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';
import { silentLog, stubProviders, stubSession } from './stubs.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const assistant: Assistant = { id: 'hr', name: 'HR', features: ['feedback'] };
const answer = {
  id: 'a1',
  storedId: 'm1',
  role: 'assistant',
  text: '',
  sources: [],
  context: [],
  state: 'complete',
} as const;
const session = await stubSession(assistant, { thread, messages: [answer] });

/** Ratings of a vendor that takes or refuses each press when the test says so. */
function rated(stored = Promise.resolve(new Map<string, Rating>())) {
  const presses: ReturnType<typeof Promise.withResolvers<void>>[] = [];
  const press = () => {
    const press = Promise.withResolvers<void>();
    presses.push(press);
    return press.promise;
  };
  const providers = stubProviders({ feedback: { rate: press, withdraw: press, reasons: async () => [] } });
  const written: (Rating | undefined)[] = [];
  const store = {
    all: () => stored,
    put: async (_: Thread, __: string, rating: Rating | undefined) => void written.push(rating),
    forget: async () => undefined,
  };
  const ratings = new Ratings(providers, store, silentLog);
  const next = async (index: number) => expect.poll(() => presses[index]).toBeDefined();
  return { ratings, presses, next, written, shown: () => ratings.of(session)['a1'] };
}

it('shows the last press though the same one failed before it', async () => {
  const { ratings, presses, next, shown } = rated();
  const told = (['positive', 'negative', 'positive'] as const).map((rating) =>
    ratings.rate(session, answer, rating).catch(() => undefined),
  );
  await next(0);
  presses[0]?.reject(new ChatError('unavailable'));
  await told[0];
  expect(shown()).toBe('positive');
  for (const index of [1, 2]) {
    await next(index);
    presses[index]?.resolve();
  }
  await Promise.all(told);
  expect(shown()).toBe('positive');
});

it('shows what the vendor has where the last press fails', async () => {
  const { ratings, presses, next, shown } = rated();
  const told = (['negative', 'positive'] as const).map((rating) =>
    ratings.rate(session, answer, rating).catch(() => undefined),
  );
  await next(0);
  presses[0]?.resolve();
  await next(1);
  presses[1]?.reject(new ChatError('unavailable'));
  await Promise.all(told);
  expect(shown()).toBe('negative');
});

it('shows what was on the disk where a press fails that came before the disk was read', async () => {
  const stored = Promise.withResolvers<Map<string, Rating>>();
  const { ratings, presses, next, shown } = rated(stored.promise);
  const told = ratings.rate(session, answer, undefined).catch(() => undefined);
  await next(0);
  presses[0]?.reject(new ChatError('unavailable'));
  await told;
  stored.resolve(new Map([['m1', 'positive']]));
  await expect.poll(shown).toBe('positive');
});

it('shows what was taken back as taken back, though the disk is read later', async () => {
  const stored = Promise.withResolvers<Map<string, Rating>>();
  const { ratings, presses, next, shown } = rated(stored.promise);
  const told = ratings.rate(session, answer, undefined);
  await next(0);
  stored.resolve(new Map([['m1', 'positive']]));
  await stored.promise;
  expect(shown()).toBeUndefined();
  presses[0]?.resolve();
  await told;
  expect(shown()).toBeUndefined();
});

it('stops looking for the reasons of a rating when the person does', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { prompts, shown } = scriptedPrompts(() => 'Cancel');
  const asked: AbortSignal[] = [];
  const feedback = {
    rate: async () => undefined,
    withdraw: async () => undefined,
    reasons: (signal: AbortSignal) => {
      asked.push(signal);
      return new Promise<never>(() => undefined);
    },
  };
  const providers = stubProviders({ feedback });
  const store = { all: async () => new Map(), put: async () => undefined, forget: async () => undefined };
  const done = sayWhy({ ratings: new Ratings(providers, store, silentLog), prompts }, session, answer);
  await vi.advanceTimersByTimeAsync(1_000);
  await done;
  expect(shown).toEqual([{ as: 'progress', text: 'Loading the reasons…' }]);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
});
