import { describe, expect, it } from 'vitest';
import { absent, conversation, delta, end, lost, message, offline, stored } from './conversation.ts';

const entry = {
  connectionId: 'c',
  assistantId: 'hr',
  threadId: 't1',
  context: [],
  createdAt: '2026-01-02T03:04:05Z',
};
const left = { ...entry, id: 'q', text: 'Q', after: 'm0', abandoned: true, own: false } as const;

describe('after a restart', () => {
  it('shows question and partial answer at once from the disk after a restart, and completes the answer', async () => {
    const { session, vendor, outbox, until, shown } = conversation([[stored, delta('Two weeks.'), end]]);
    outbox.entries.set('q', { ...left, state: 'sent', partial: 'Two' });
    vendor.messages = [message('assistant', 'Earlier', 'm0'), message('user', 'Q', 'm1')];
    const seen: unknown[] = [];
    session.onEvent(({ type }) => seen.push([type, shown()]));
    await session.load();
    expect(seen[0]).toEqual([
      'messages-loaded',
      [
        ['Q', 'sent'],
        ['Two', 'interrupted'],
      ],
    ]);
    await until(() => session.transcript.messages.at(-1)?.text === 'Two weeks.');
    expect(shown()).toEqual([
      ['Earlier', 'complete'],
      ['Q', 'sent'],
      ['Two weeks.', 'complete'],
    ]);
  });

  it('keeps a question that did not arrive, with its doubt, behind what the vendor has', async () => {
    const { session, vendor, outbox, asked, shown } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'pending', partial: '' });
    // The same words stood there before.
    vendor.messages = [message('user', 'Q', 'm0'), message('assistant', 'Earlier', 'm00')];
    await session.load();
    expect(shown().at(-1)).toEqual(['Q', 'unknown']);
    expect(session.transcript.messages.at(-1)?.error?.doubt).toBe('not-found');
    expect(asked).toEqual([]);
  });

  it('does not take the same words that stood there before, unseen, for the question', async () => {
    const before = conversation([[{ throw: lost }], [{ throw: absent }], [{ throw: absent }]]);
    before.vendor.failure = offline;
    await before.session.load();
    // Between the failed reading and the question the network came back.
    before.vendor.failure = undefined;
    before.vendor.messages = [message('user', 'Q', 'm0'), message('assistant', 'Earlier', 'm00')];
    await before.session.send('Q', []);
    expect(before.asked[0]?.after).toBe('m00');
    const { session, vendor, outbox, shown } = conversation([]);
    for (const [id, written] of before.outbox.entries) outbox.entries.set(id, written);
    vendor.messages = before.vendor.messages;
    await session.load();
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['Earlier', 'complete'],
      ['Q', 'unknown'],
    ]);
  });

  it('looks for a question after nothing that the vendor may never have stored', async () => {
    const { session, asked } = conversation([
      [stored, { type: 'answer-stored', messageId: 'never' }, delta('A'), { throw: lost }],
      [],
      [stored, end],
    ]);
    await session.load();
    await session.send('Q', []);
    session.stop();
    await session.send('Q2', []);
    expect(asked.at(-1)).toMatchObject({ text: 'Q2', after: 'm1' });
  });

  it('keeps a question whose conversation was not read to its end yet, whatever stands there', async () => {
    const { session, vendor, outbox, shown } = conversation([]);
    const { after: _, ...early } = left;
    outbox.entries.set('q', { ...early, state: 'pending', partial: '' });
    vendor.messages = [message('user', 'Q', 'm0'), message('assistant', 'Earlier', 'm00')];
    await session.load();
    expect(shown().at(-1)).toEqual(['Q', 'unknown']);
    expect(outbox.entries.size).toBe(1);
  });

  it('does not show a question twice that is sent again when its conversation could not be read', async () => {
    const { session, asked, vendor, outbox, shown } = conversation([]);
    outbox.entries.set('q', { ...left, after: '', state: 'unknown', partial: '' });
    vendor.failure = offline;
    await session.load();
    expect(shown()).toEqual([['Q', 'unknown']]);
    vendor.failure = undefined;
    vendor.messages = [message('user', 'Q', 'm1'), message('assistant', 'Two weeks.', 'm2')];
    await session.retry();
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['Two weeks.', 'complete'],
    ]);
    expect(asked).toEqual([]);
  });

  it('shows what the service has when the network is back, above what did not arrive', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'failed', partial: '' });
    vendor.failure = offline;
    await session.load();
    expect(shown()).toEqual([['Q', 'failed']]);
    vendor.failure = undefined;
    vendor.messages = [message('assistant', 'Earlier', 'm0')];
    await session.refresh();
    expect(shown()).toEqual([
      ['Earlier', 'complete'],
      ['Q', 'failed'],
    ]);
  });

  it('leaves an open question where it stands when another goes out from a copy, and does not take it for that one', async () => {
    const { session, outbox, vendor, shown } = conversation([[stored, delta('A'), end]]);
    outbox.entries.set('q', { ...left, state: 'unknown', partial: '', after: '' });
    const earlier = [message('user', 'Weiter', 'm01'), message('assistant', 'Earlier', 'm02')];
    vendor.failure = offline;
    await session.load();
    vendor.failure = undefined;
    vendor.messages = earlier.map((each) => ({ ...each, createdAt: '2026-01-02T03:04:06Z' }));
    await session.send('Q', []);
    const open = [
      ['Q', 'unknown'],
      ['Weiter', 'sent'],
      ['Earlier', 'complete'],
    ];
    expect(shown()).toEqual([...open, ['Q', 'sent'], ['A', 'complete']]);
    vendor.messages = [...vendor.messages, message('user', 'Q', 'm1'), message('assistant', 'A', 'm2')];
    await session.load();
    expect(shown()).toEqual([...open, ['Q', 'sent'], ['A', 'complete']]);
    expect(outbox.entries.size).toBe(1);
  });

  it('does not tell that a question has probably not arrived where the vendor never shows what it has', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    vendor.isOwnRecord = true;
    outbox.entries.set('q', { ...left, after: '', state: 'pending', partial: '' });
    await session.load();
    expect(shown()).toEqual([['Q', 'unknown']]);
    expect(session.transcript.messages[0]?.error?.doubt).toBe('cannot-look');
    outbox.entries.set('q', { ...left, after: '', state: 'sent', partial: 'Two' });
    await session.load();
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['Two', 'interrupted'],
    ]);
  });

  it('does not take the same words asked again later for an open question where the record is our own', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    vendor.isOwnRecord = true;
    const { storedId: _, ...again } = message('user', 'Q', 'later');
    const { storedId: __, ...answer } = message('assistant', 'A', 'a');
    vendor.messages = [
      { ...again, createdAt: '2026-01-02T04:00:00Z' },
      { ...answer, createdAt: '2026-01-02T04:00:01Z' },
    ];
    outbox.entries.set('q', { ...left, after: '', state: 'unknown', partial: '' });
    await session.load();
    expect(shown()).toEqual([
      ['Q', 'unknown'],
      ['Q', 'sent'],
      ['A', 'complete'],
    ]);
    expect(outbox.entries.size).toBe(1);
  });

  it('leaves a question to the window that is at it', async () => {
    const { session, vendor, outbox } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'sent', partial: 'Two', abandoned: false });
    vendor.messages = ['m0', 'm2'].flatMap((id) => [message('user', 'Q', id), message('assistant', 'A', `${id}a`)]);
    await session.load();
    expect(outbox.entries.size).toBe(1);
  });

  it('puts a question back where it was typed, at once, that a window left before it knew more', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    outbox.entries.set('q', { ...left, after: '', state: 'pending', partial: '' });
    await session.load();
    expect(shown()).toEqual([['Q', 'unknown']]);
    expect((await session.takeBack(() => undefined))?.text).toBe('Q');
    vendor.messages = [];
    await session.load();
    expect(shown()).toEqual([]);
    expect(outbox.entries.size).toBe(0);
  });

  it('does not doubt a question that the vendor surely has, even where it cannot be read', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'sent', partial: '' });
    vendor.failure = offline;
    await session.load();
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['', 'interrupted'],
    ]);
    expect(await session.takeBack(() => undefined)).toBeUndefined();
  });
});

describe('when the conversation went on', () => {
  it('takes a question that failed before back from where it stands when the conversation went on', async () => {
    const { session, outbox, vendor, shown } = conversation([[{ throw: offline }], [stored, delta('A'), end]]);
    await session.send('First', []);
    await session.send('Second', []);
    expect(shown().map(([text]) => text)).toEqual(['First', '', 'Second', 'A']);
    vendor.messages = [message('user', 'Second', 'm1'), message('assistant', 'A', 'm2')];
    await session.load();
    expect(shown()).toEqual([
      ['First', 'failed'],
      ['Second', 'sent'],
      ['A', 'complete'],
    ]);
    const [first] = session.transcript.messages;
    expect((await session.takeBack(() => undefined, first?.id))?.text).toBe('First');
    expect(shown().map(([text]) => text)).toEqual(['Second', 'A']);
    expect(outbox.entries.size).toBe(0);
  });

  it('does not take a question for a later one in the same words', async () => {
    const { session, outbox, vendor, shown } = conversation([
      ...[[{ throw: lost }], [{ throw: absent }], [{ throw: absent }]],
      [{ type: 'question-stored', messageId: 'm3' }, delta('B'), { type: 'answer-stored', messageId: 'm4' }, end],
    ]);
    await session.send('Q', []);
    vendor.messages = [message('user', 'Other', 'm1'), message('assistant', 'A', 'm2')];
    await session.load();
    await session.send('Q', []);
    const next = conversation([]);
    for (const [id, entry] of outbox.entries) next.outbox.entries.set(id, entry);
    next.vendor.messages = [...vendor.messages, message('user', 'Q', 'm3'), message('assistant', 'B', 'm4')];
    await next.session.load();
    expect(shown().filter(([text]) => text === 'Q')).toHaveLength(2);
    expect(next.shown().filter(([text]) => text === 'Q')).toEqual([
      ['Q', 'unknown'],
      ['Q', 'sent'],
    ]);
  });

  it('does not take a question for one in the same words that is freed when the conversation is read', async () => {
    const { session, outbox, vendor, shown } = conversation([]);
    outbox.entries.set('first', { ...left, id: 'first', after: '', state: 'unknown', partial: '' });
    outbox.entries.set('second', { ...left, id: 'second', after: 'm1', state: 'sent', partial: '' });
    vendor.messages = [message('user', 'Other', 'm1'), message('user', 'Q', 'm2'), message('user', 'Next', 'm3')];
    for (let reading = 0; reading < 3; reading++) {
      await session.load();
      expect(shown().filter(([text]) => text === 'Q')).toEqual([
        ['Q', 'unknown'],
        ['Q', 'sent'],
      ]);
    }
    expect([...outbox.entries.keys()]).toEqual(['first']);
  });
});

describe('an answer that the person stopped', () => {
  it('leaves an answer that the person stopped as it is, read anew and in the next window, until the vendor has it whole', async () => {
    const { session, outbox, until, vendor, shown } = conversation([
      [{ type: 'question-stored', messageId: 'm1' }, delta('Two'), { wait: new Promise(() => undefined) }],
    ]);
    const asking = session.send('Q', []);
    await until(() => session.transcript.messages[1]?.text === 'Two');
    session.stop();
    await asking;
    vendor.messages = [message('user', 'Q', 'm1')];
    const stopped = [
      ['Q', 'sent'],
      ['Two', 'stopped'],
    ];
    await session.load();
    expect(shown()).toEqual(stopped);
    const next = conversation([]);
    for (const [id, entry] of outbox.entries) next.outbox.entries.set(id, entry);
    next.vendor.messages = vendor.messages;
    await next.session.load();
    expect(next.shown()).toEqual(stopped);
    next.vendor.messages = [message('user', 'Q', 'm1'), message('assistant', 'Two weeks.', 'm2')];
    await next.session.load();
    expect(next.shown()[1]).toEqual(['Two weeks.', 'complete']);
    expect(next.outbox.entries.size).toBe(0);
  });
});
