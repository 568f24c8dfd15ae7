import { describe, expect, it, vi } from 'vitest';
import { Semaphore } from '../../src/base/semaphore.ts';
import { ChatError } from '../../src/chat/model/errors.ts';
import { absent, conversation, delta, end, lost, message, offline, stored } from './conversation.ts';

describe('a question', () => {
  it('a question is written down before the first byte goes out, and freed when its answer is there', async () => {
    const { session, outbox, asked } = conversation([[stored, delta('A'), end]]);
    const written: number[] = [];
    await session.load();
    await session.send('Q', [], { onPersisted: () => written.push(asked.length) });
    expect(written).toEqual([0]);
    expect(outbox.log).toEqual(['add', 'sent', 'answered']);
    expect(outbox.entries.size).toBe(0);
  });

  it('a question that may have arrived is looked for, and taken up where it is found', async () => {
    const { session, asked, shown } = conversation([[{ throw: lost }], [{ throw: absent }], [stored, delta('A'), end]]);
    await session.send('Q', []);
    expect(asked.map(({ lookFor }) => lookFor)).toEqual([undefined, 'question', 'question']);
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['A', 'complete'],
    ]);
  });

  it('a question that is not found is sent again by a person only', async () => {
    const { session, asked, outbox } = conversation([[{ throw: lost }], [{ throw: absent }], [{ throw: absent }]]);
    await session.send('Q', []);
    expect(asked.filter(({ lookFor }) => !lookFor)).toHaveLength(1);
    expect(session.transcript.messages.map(({ state }) => state)).toEqual(['unknown', 'failed']);
    expect(session.transcript.messages[1]?.error).toEqual({ code: 'network', doubt: 'not-found' });
    expect([...outbox.entries.values()]).toMatchObject([{ text: 'Q', state: 'unknown' }]);
  });

  it('a question whose vendor shows nobody what it has taken says so', async () => {
    const blind = new ChatError('cannot-look', { processed: 'maybe' });
    const { session, asked } = conversation([[{ throw: lost }], [{ throw: blind }]]);
    await session.send('Q', []);
    expect(asked).toHaveLength(2);
    expect(session.transcript.messages[1]?.error?.doubt).toBe('cannot-look');
  });

  it('a question that the vendor has is never sent again, whatever is pressed', async () => {
    const { session, asked } = conversation([[stored, { throw: lost }], [], [], [stored, delta('A'), end]]);
    await session.send('Q', []);
    await session.retry();
    expect(asked.filter(({ mayBeStored }) => !mayBeStored)).toHaveLength(1);
    expect(asked.at(-1)).toMatchObject({ mayBeStored: true, isStored: true });
  });

  it('a question comes back to where it was typed, and is nowhere else then', async () => {
    const { session, outbox, shown } = conversation([[{ throw: offline }]]);
    await session.send('Q', []);
    expect(shown()[0]).toEqual(['Q', 'failed']);
    const left: unknown[] = [];
    const take = () => session.takeBack(({ text }) => void left.push(text, outbox.entries.size));
    const [taken] = await Promise.all([take(), take()]);
    // Asked for twice, it comes once; until it is somewhere else it is on the disk.
    expect([taken?.text, ...left]).toEqual(['Q', 'Q', 1]);
    expect(shown()).toEqual([]);
    expect(outbox.entries.size).toBe(0);
  });
});

describe('an answer that breaks off', () => {
  it('keeps what has come of an answer that breaks off, and takes the rest when the vendor has it', async () => {
    const whole = [stored, delta('Two weeks.'), end];
    const { session, until, outbox, shown } = conversation([[stored, delta('Two'), { throw: lost }], [], whole]);
    const states: unknown[] = [];
    session.onEvent(({ type }) => type === 'run-end' && states.push(shown()[1]));
    await session.send('Q', []);
    await until(() => session.transcript.messages[1]?.state === 'complete');
    expect(states).toEqual([['Two', 'interrupted']]);
    expect(shown()[1]).toEqual(['Two weeks.', 'complete']);
    await vi.waitFor(() => expect(outbox.log.at(-1)).toBe('answered'));
  });
});

it('does not look for the rest of a broken answer over the next question', async () => {
  const { session, asked, outbox, until } = conversation([
    [stored, delta('Two'), { throw: lost }],
    [stored, { wait: new Promise(() => undefined) }],
  ]);
  let next: Promise<unknown> | undefined;
  session.onEvent(({ type }) => {
    if (type === 'run-end') next ??= session.send('Next', []);
  });
  // The disk takes its time with the first one.
  const written = Promise.withResolvers<void>();
  const change = outbox.change.bind(outbox);
  outbox.change = async (key, changed) => {
    if (changed.error) await until(() => session.transcript.messages.at(-2)?.state === 'sent' && asked.length === 2);
    await change(key, changed);
    if (changed.error) written.resolve();
  };
  await session.send('Q', []);
  await written.promise;
  // What would look begins once the disk is done.
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked.map(({ text, lookFor }) => [text, lookFor])).toEqual([
    ['Q', undefined],
    ['Next', undefined],
  ]);
  session.stop();
  await next;
});

it('writes down what has come of an answer while its vendor pauses', async () => {
  const { session, outbox, until } = conversation([
    [stored, delta('Two '), delta('weeks'), { wait: new Promise(() => undefined) }],
  ]);
  const asking = session.send('Q', []);
  await until(() => session.transcript.messages[1]?.text === 'Two weeks');
  await vi.waitFor(() => expect([...outbox.entries.values()]).toMatchObject([{ partial: 'Two weeks' }]));
  session.stop();
  await asking;
});

describe('without a network', () => {
  const kept = { value: [message('user', 'Q', 'm1'), message('assistant', 'A', 'm2')], readAt: '2026-01-02T03:04:05Z' };
  const cache = { messages: async () => kept, putMessages: async () => undefined, open: async () => undefined };

  it('keeps readable without a network what was read before, and says since when', async () => {
    const { session, vendor, shown } = conversation([], { cache });
    vendor.failure = offline;
    await session.load();
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['A', 'complete'],
    ]);
    expect(session.asOf).toBe(kept.readAt);
    expect(session.loadError?.code).toBe('host-not-found');
    vendor.failure = undefined;
    vendor.messages = [message('user', 'Q', 'm1'), message('assistant', 'A', 'm2')];
    await session.load();
    expect(session.asOf).toBeUndefined();
  });

  it('does not send a question without a network, says why, and keeps it', async () => {
    const { session, vendor, asked, outbox } = conversation([], { cache });
    vendor.failure = offline;
    await session.load();
    await session.send('New', []);
    expect(asked).toEqual([]);
    expect(session.transcript.messages.slice(-2)).toMatchObject([
      { text: 'New', state: 'failed' },
      { state: 'failed', error: { code: 'host-not-found' } },
    ]);
    expect([...outbox.entries.values()]).toMatchObject([{ text: 'New', state: 'failed' }]);
  });
});

describe('the places', () => {
  it('lets one more question wait when all permits are taken, which can be stopped unsent', async () => {
    const permits = new Semaphore(1);
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const first = conversation([[stored, { wait: gate }, end]], { permits });
    const second = conversation([[stored, end]], { permits });
    const running = first.session.send('Q', []);
    await first.until(() => first.asked.length > 0);
    const waiting = second.session.send('Q2', []);
    await second.until(() => second.session.transcript.messages[1]?.state === 'waiting');
    second.session.stop();
    await waiting;
    expect(second.asked).toEqual([]);
    expect(second.session.transcript.messages[0]?.state).toBe('failed');
    open();
    await running;
    await second.session.retry();
    expect(second.asked).toHaveLength(1);
  });
});
