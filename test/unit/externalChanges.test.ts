import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { conversation, delta, end, lost, message, offline, stored } from './conversation.ts';

/** A question that another window of this computer is at. */
const theirs = {
  ...{ connectionId: 'c', assistantId: 'hr', threadId: 't1', context: [], after: '', id: 'theirs', text: 'Theirs' },
  ...{ createdAt: '2026-01-02T03:04:05Z', partial: '', abandoned: false, own: false },
} as const;

describe('while another window waits for an answer in the same conversation', () => {
  it('keeps a question back while another window waits for an answer in the conversation, and sends it when that is there', async () => {
    const { session, outbox, asked, shown } = conversation([[stored, delta('A'), end]]);
    await session.load();
    outbox.entries.set('theirs', { ...theirs, state: 'sent' });
    await session.send('Mine', []);
    expect(asked).toEqual([]);
    expect(shown().slice(0, 1)).toEqual([['Mine', 'failed']]);
    expect(session.transcript.messages.at(-1)?.error?.code).toBe('busy-elsewhere');
    outbox.entries.delete('theirs');
    await session.retry();
    expect(asked.map(({ text }) => text)).toEqual(['Mine']);
  });

  it('does not send a question again that both windows have in doubt while the other one does', async () => {
    const { session, vendor, outbox, asked, shown } = conversation([[stored, end]]);
    vendor.messages = [message('assistant', 'Earlier', 'm0')];
    outbox.entries.set('theirs', { ...theirs, after: 'm0', state: 'unknown', abandoned: true });
    await session.load();
    expect(shown().at(-1)).toEqual(['Theirs', 'unknown']);
    // The other one sends it again.
    outbox.entries.set('theirs', { ...theirs, after: 'm0', state: 'pending' });
    await session.retry();
    expect(asked).toEqual([]);
    expect(shown().at(-1)).toEqual(['Theirs', 'sending']);
  });

  it('shows that another window sends a question again when the window is looked at again', async () => {
    const { session, vendor, outbox, shown } = conversation([]);
    vendor.messages = [message('assistant', 'Earlier', 'm0')];
    outbox.entries.set('theirs', { ...theirs, after: 'm0', state: 'unknown', abandoned: true });
    await session.load();
    outbox.entries.set('theirs', { ...theirs, after: 'm0', state: 'pending' });
    await session.refresh();
    expect(shown().at(-1)).toEqual(['Theirs', 'sending']);
  });

  it('sends the earlier of two questions that two windows begin at once', async () => {
    for (const [createdAt, times] of [
      ['2020-01-01T00:00:00Z', 0],
      ['2999-01-01T00:00:00Z', 1],
    ] as const) {
      const { session, outbox, asked } = conversation([[stored, end]]);
      await session.load();
      outbox.entries.set('theirs', { ...theirs, createdAt, state: 'pending' });
      await session.send('Mine', []);
      expect(asked).toHaveLength(times);
    }
  });

  it('sends a question although another window has left or lost one in the conversation', async () => {
    const { session, outbox, asked } = conversation([[stored, end]]);
    await session.load();
    outbox.entries.set('theirs', { ...theirs, state: 'sent', abandoned: true });
    outbox.entries.set('broken', { ...theirs, id: 'broken', state: 'sent', error: { code: 'network' } });
    await session.send('Mine', []);
    expect(asked).toHaveLength(1);
  });

  it('looks for its own question to the end although another window asks meanwhile', async () => {
    const broken = Promise.withResolvers<void>();
    const runs = [
      [{ wait: broken.promise }, { throw: lost }],
      [stored, delta('A'), end],
    ];
    const { session, outbox, asked } = conversation(runs);
    await session.load();
    const sending = session.send('Mine', []);
    await expect.poll(() => asked.length).toBe(1);
    outbox.entries.set('theirs', { ...theirs, state: 'sent' });
    broken.resolve();
    await sending;
    expect(asked).toHaveLength(2);
  });
});

it('learns that another window deleted the conversation when the window is looked at again, and does not say that it could not be read', async () => {
  const { session, vendor } = conversation([]);
  await session.load();
  vendor.failure = lost;
  await session.refresh();
  expect(session.loadError).toBeUndefined();
  vendor.failure = new ChatError('thread-gone');
  await session.refresh();
  expect(session.loadError?.code).toBe('thread-gone');
});

it('puts the whole answer in the place of what had come of it when the window is looked at again', async () => {
  const { session, vendor, shown } = conversation(
    [[stored, { type: 'answer-stored', messageId: 'm2' }, delta('The wh')]],
    {
      pollDelays: { question: [0], answer: [] },
    },
  );
  await session.load();
  await session.send('Q', []);
  expect(shown()).toEqual([
    ['Q', 'sent'],
    ['The wh', 'interrupted'],
  ]);
  vendor.messages = [message('user', 'Q', 'm1'), message('assistant', 'The whole', 'm2')];
  await session.refresh();
  expect(shown()).toEqual([
    ['Q', 'sent'],
    ['The whole', 'complete'],
  ]);
});

it('asks a service that is left alone for its failures when a person wants it, and not by itself', async () => {
  const { session, vendor } = conversation([[{ throw: offline }], [stored, delta('A'), end]]);
  const during = async (work: () => Promise<unknown>) => {
    const before = vendor.insisted;
    await work();
    return vendor.insisted - before;
  };
  expect(await during(() => session.load())).toBe(1);
  expect(await during(() => session.refresh())).toBe(0);
  expect(await during(() => session.send('Q', []))).toBe(1);
  expect(await during(() => session.refresh())).toBe(0);
  expect(await during(() => session.retry())).toBe(1);
});
