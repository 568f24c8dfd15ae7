import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/errors.ts';
import type { Message, RunEvent, Thread } from '../../src/chat/model.ts';
import { Places } from '../../src/chat/places.ts';
import type { Provider, Question } from '../../src/chat/provider.ts';
import { ChatSession } from '../../src/chat/session.ts';
import type { SessionOptions } from '../../src/chat/sessionOptions.ts';
import { MemoryOutbox } from './memoryOutbox.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const stored: RunEvent = { type: 'question-stored', messageId: 'm1' };
const end: RunEvent = { type: 'run-end', reason: 'complete' };
const delta = (text: string): RunEvent => ({ type: 'text-delta', delta: text });
const lost = new ChatError('network', { processed: 'maybe' });
const absent = new ChatError('not-arrived', { processed: 'maybe' });
const offline = new ChatError('host-not-found', { processed: 'no' });
const message = (role: Message['role'], text: string, id: string): Message => ({
  ...{ id, role, text, storedId: id, sources: [], context: [] },
  state: role === 'user' ? 'sent' : 'complete',
});

type Step = RunEvent | { readonly throw: unknown } | { readonly wait: Promise<unknown> };

/** A conversation whose vendor follows a script, run by run, and shows `messages`. */
function conversation(runs: readonly (readonly Step[])[], options: Partial<SessionOptions> = {}) {
  const asked: Question[] = [];
  const vendor = { messages: [] as Message[], failure: undefined as unknown };
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async () => thread,
    deleteThread: async () => undefined,
    listMessages: async () => {
      if (vendor.failure) throw vendor.failure;
      return { items: vendor.messages };
    },
    async *ask(_, question, signal) {
      const run = runs[asked.push(question) - 1] ?? [];
      for (const step of run) {
        if ('throw' in step) throw step.throw;
        if ('wait' in step) {
          await Promise.race([step.wait, new Promise((_resolve, reject) => signal.addEventListener('abort', reject))]);
        } else yield step;
      }
    },
    test: async () => undefined,
  };
  const outbox = new MemoryOutbox();
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    thread,
    provider: () => provider,
    log,
    outbox,
    lookTimes: { question: [0, 0], answer: [0, 0] },
    ...options,
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => holds() && resolve();
      session.onEvent(look);
      look();
    });
  const shown = () => session.transcript.messages.map(({ text, state }) => [text, state]);
  return { session, asked, vendor, outbox, until, shown };
}

describe('a question', () => {
  it('is written down before the first byte goes out, and freed when its answer is there', async () => {
    const { session, outbox, asked } = conversation([[stored, delta('A'), end]]);
    const written: number[] = [];
    await session.load();
    await session.send('Q', [], { written: () => written.push(asked.length) });
    expect(written).toEqual([0]);
    expect(outbox.log).toEqual(['add', 'sent', 'answered']);
    expect(outbox.entries.size).toBe(0);
  });

  it('that may have arrived is looked for, and taken up where it is found', async () => {
    const { session, asked, shown } = conversation([[{ throw: lost }], [{ throw: absent }], [stored, delta('A'), end]]);
    await session.send('Q', []);
    expect(asked.map(({ lookFor }) => lookFor)).toEqual([undefined, 'question', 'question']);
    expect(shown()).toEqual([
      ['Q', 'sent'],
      ['A', 'complete'],
    ]);
  });

  it('that is not found is sent again by a person only', async () => {
    const { session, asked, outbox } = conversation([[{ throw: lost }], [{ throw: absent }], [{ throw: absent }]]);
    await session.send('Q', []);
    expect(asked.filter(({ lookFor }) => !lookFor)).toHaveLength(1);
    expect(session.transcript.messages.map(({ state }) => state)).toEqual(['unknown', 'failed']);
    expect(session.transcript.messages[1]?.error).toEqual({ code: 'network', doubt: 'not-found' });
    expect([...outbox.entries.values()]).toMatchObject([{ text: 'Q', state: 'unknown' }]);
  });

  it('whose vendor shows nobody what it has taken says so', async () => {
    const blind = new ChatError('cannot-look', { processed: 'maybe' });
    const { session, asked } = conversation([[{ throw: lost }], [{ throw: blind }]]);
    await session.send('Q', []);
    expect(asked).toHaveLength(2);
    expect(session.transcript.messages[1]?.error?.doubt).toBe('cannot-look');
  });

  it('that the vendor has is never sent again, whatever is pressed', async () => {
    const { session, asked } = conversation([[stored, { throw: lost }], [], [], [stored, delta('A'), end]]);
    await session.send('Q', []);
    await session.retry();
    expect(asked.filter(({ mayBeStored }) => !mayBeStored)).toHaveLength(1);
    expect(asked.at(-1)).toMatchObject({ mayBeStored: true, isStored: true });
  });

  it('comes back to where it was typed, and is nowhere else then', async () => {
    const { session, outbox, shown } = conversation([[{ throw: offline }]]);
    await session.send('Q', []);
    expect(shown()[0]).toEqual(['Q', 'failed']);
    const left: unknown[] = [];
    const taken = await session.takeBack(({ text }) => void left.push(text, outbox.entries.size));
    // Until it is somewhere else it is on the disk.
    expect([taken?.text, ...left]).toEqual(['Q', 'Q', 1]);
    expect(shown()).toEqual([]);
    expect(outbox.entries.size).toBe(0);
  });
});

describe('an answer that breaks off', () => {
  it('keeps what has come, and takes the rest when the vendor has it', async () => {
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

it('what has come of an answer is written down while its vendor pauses', async () => {
  const { session, outbox, until } = conversation([
    [stored, delta('Two '), delta('weeks'), { wait: new Promise(() => undefined) }],
  ]);
  const asking = session.send('Q', []);
  await until(() => session.transcript.messages[1]?.text === 'Two weeks');
  await vi.waitFor(() => expect([...outbox.entries.values()]).toMatchObject([{ partial: 'Two weeks' }]));
  session.stop();
  await asking;
});

describe('after a restart', () => {
  const entry = {
    connectionId: 'c',
    assistantId: 'hr',
    threadId: 't1',
    context: [],
    createdAt: '2026-01-02T03:04:05Z',
  };
  const left = { ...entry, id: 'q', text: 'Q', after: 'm0', abandoned: true, own: false } as const;

  it('question and partial answer are shown at once from the disk, and the answer completes', async () => {
    const { session, vendor, outbox, until, shown } = conversation([[stored, delta('Two weeks.'), end]]);
    outbox.entries.set('q', { ...left, state: 'sent', partial: 'Two' });
    vendor.messages = [message('assistant', 'Earlier', 'm0'), message('user', 'Q', 'm1')];
    const seen: unknown[] = [];
    session.onEvent(({ type }) => seen.push([type, shown()]));
    await session.load();
    expect(seen[0]).toEqual([
      'messages-loaded',
      [
        ['Q', 'unknown'],
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

  it('a question that did not arrive stays, with its doubt, behind what the vendor has', async () => {
    const { session, vendor, outbox, asked, shown } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'pending', partial: '' });
    // The same words stood there before.
    vendor.messages = [message('user', 'Q', 'm0'), message('assistant', 'Earlier', 'm00')];
    await session.load();
    expect(shown().at(-1)).toEqual(['Q', 'unknown']);
    expect(session.transcript.messages.at(-1)?.error?.doubt).toBe('not-found');
    expect(asked).toEqual([]);
  });

  it('the same words that stood there before, unseen, are not taken for the question', async () => {
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

  it('what it is looked for after is nothing that the vendor may never have stored', async () => {
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

  it('a question whose conversation was not read to its end yet stays, whatever stands there', async () => {
    const { session, vendor, outbox, shown } = conversation([]);
    const { after: _, ...early } = left;
    outbox.entries.set('q', { ...early, state: 'pending', partial: '' });
    vendor.messages = [message('user', 'Q', 'm0'), message('assistant', 'Earlier', 'm00')];
    await session.load();
    expect(shown().at(-1)).toEqual(['Q', 'unknown']);
    expect(outbox.entries.size).toBe(1);
  });

  it('a question whose conversation could not be read is not shown beside itself when it is sent again', async () => {
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

  it('a question that surely did not go out is one, though a journal of ours has it too', async () => {
    const { session, vendor, outbox, shown } = conversation([[stored, delta('Two weeks.'), end]]);
    outbox.entries.set('q', { ...left, after: '', state: 'failed', partial: '' });
    const { storedId: _, ...kept } = message('user', 'Q', 'j1');
    vendor.messages = [{ ...kept, state: 'failed', createdAt: left.createdAt }];
    await session.load();
    expect(shown()).toEqual([['Q', 'failed']]);
    await session.retry();
    expect(outbox.entries.size).toBe(0);
  });

  it('what another window is at is left to that window', async () => {
    const { session, vendor, outbox } = conversation([]);
    outbox.entries.set('q', { ...left, state: 'sent', partial: 'Two', abandoned: false });
    vendor.messages = ['m0', 'm2'].flatMap((id) => [message('user', 'Q', id), message('assistant', 'A', `${id}a`)]);
    await session.load();
    expect(outbox.entries.size).toBe(1);
  });
});

describe('without a network', () => {
  const kept = { value: [message('user', 'Q', 'm1'), message('assistant', 'A', 'm2')], readAt: '2026-01-02T03:04:05Z' };
  const cache = { messages: async () => kept, putMessages: async () => undefined } as never;

  it('what was read before stays readable, and says since when', async () => {
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

  it('a question is not sent, says why, and is kept', async () => {
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
  it('let one more wait, which can be stopped without having been sent', async () => {
    const places = new Places(1);
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const first = conversation([[stored, { wait: gate }, end]], { places });
    const second = conversation([[stored, end]], { places });
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
