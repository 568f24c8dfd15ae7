import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import type { ContextItem, RunEvent, Thread } from '../../src/chat/model/model.ts';
import type { ThreadEvent } from '../../src/chat/model/transcript.ts';
import type { Provider, Question } from '../../src/chat/ports/provider.ts';
import { ChatSession } from '../../src/chat/session/session.ts';

const thread: Thread = { connectionId: 'c', assistantId: 'hr', id: 't1', title: 'T' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A provider whose runs the test writes down event by event; a `throw` entry breaks the run. */
function scripted(...runs: readonly (readonly (RunEvent | { throw: unknown } | { wait: true })[])[]) {
  const asked: Question[] = [];
  const created: string[] = [];
  const provider: Provider = {
    listAssistants: async () => [],
    listThreads: async () => ({ items: [] }),
    createThread: async (_, title) => {
      created.push(title);
      return { ...thread, title };
    },
    deleteThread: async () => undefined,
    listMessages: async () => ({ items: [] }),
    async *ask(_, question, signal) {
      const run = runs[asked.push(question) - 1] ?? [];
      for (const step of run) {
        if ('throw' in step) throw step.throw;
        if ('wait' in step) {
          await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        } else yield step;
      }
    },
    test: async () => undefined,
  };
  const session = new ChatSession({
    connectionId: 'c',
    assistant: { id: 'hr', name: 'HR' },
    provider: () => provider,
    log,
    pollDelays: { question: [0], answer: [] },
  });
  const events: ThreadEvent[] = [];
  session.onEvent((event) => events.push(event));
  const ends = () => events.filter((event) => event.type === 'run-end');
  return { session, provider, asked, created, events, ends };
}

const delta = (text: string): RunEvent => ({ type: 'text-delta', delta: text });
const lost = new ChatError('network', { processed: 'maybe' });
const stored: RunEvent = { type: 'question-stored' };
const end: RunEvent = { type: 'run-end', reason: 'complete' };

describe('a run', () => {
  it('begins the thread with a title from the question, and ends a run once', async () => {
    const { session, created, ends } = scripted([stored, delta('Two weeks.'), end], [stored, delta('Yes.'), end]);
    await session.send('Which notice period?\nIn probation', []);
    await session.send('Sure?', []);
    expect(created).toEqual(['Which notice period?']);
    expect(session.thread?.id).toBe('t1');
    expect(ends().map((event) => event.outcome.type)).toEqual(['complete', 'complete']);
    expect(session.transcript.messages.map(({ text }) => text)).toEqual([
      'Which notice period?\nIn probation',
      'Two weeks.',
      'Sure?',
      'Yes.',
    ]);
  });

  it('sends exactly the typed text and the attached passages', async () => {
    const { session, asked } = scripted([end]);
    const context: ContextItem = { id: '1', label: 'a.md', firstLine: 3, lastLine: 4, text: '  indented\n\ttext  ' };
    await session.send(' What about this? ', [context]);
    expect(asked[0]).toEqual({
      shown: expect.objectContaining({
        ...{ id: session.transcript.messages[0]?.id, text: 'What about this?', context: [context] },
      }),
      after: '',
      earlier: [],
      text: 'What about this?\n\n  indented\n\ttext  ',
      mayBeStored: false,
    });
  });

  it('folds every event before it tells it: the events give the same transcript', async () => {
    const { session, events } = scripted([stored, delta('a'), delta('b'), end]);
    await session.send('Q', []);
    const { reduce, emptyTranscript } = await import('../../src/chat/model/transcript.ts');
    expect(events.reduce(reduce, emptyTranscript)).toEqual(session.transcript);
  });

  it('a run that stops keeps its text and ends as stopped, whatever the provider throws', async () => {
    const { session, ends } = scripted([stored, delta('Two'), { wait: true }]);
    const sent = session.send('Q', []);
    await new Promise<void>((resolve) => session.onEvent((event) => event.type === 'text-delta' && resolve()));
    session.stop();
    await sent;
    expect(ends().map((event) => event.outcome.type)).toEqual(['stopped']);
    expect(session.transcript.messages.at(-1)).toMatchObject({ text: 'Two', state: 'stopped' });
    expect(session.running).toBe(false);
  });

  it.each([
    ['without the vendor’s end after text', [stored, delta('Two')], 'interrupted', 'sent'],
    ['without the vendor’s end and without text', [stored], 'failed', 'sent'],
    ['with an error before the question was taken', [{ throw: new ChatError('key-rejected') }], 'failed', 'failed'],
    [
      'with an error that leaves it open',
      [{ throw: new ChatError('network', { processed: 'maybe' }) }],
      'failed',
      'unknown',
    ],
    ['with a defect of ours', [{ throw: new TypeError('x') }], 'failed', 'failed'],
    [
      'with an error in mid-answer',
      [stored, delta('T'), { throw: new ChatError('interrupted') }],
      'interrupted',
      'sent',
    ],
  ] as const)('a run that breaks %s ends once, %s', async (_, run, outcome, state) => {
    const { session, ends } = scripted([...run]);
    await session.send('Q', []);
    expect(ends().map((event) => event.outcome.type)).toEqual([outcome]);
    expect(session.transcript.messages[0]?.state).toBe(state);
  });

  it('a run does not begin while another runs', async () => {
    const { session, asked } = scripted([stored, { wait: true }]);
    const first = session.send('Q', []);
    expect(await session.send('Q', [])).toBe(false);
    await new Promise<void>((resolve) => session.onEvent((event) => event.type === 'question-stored' && resolve()));
    session.stop();
    await first;
    expect(asked).toHaveLength(1);
  });
});

describe('asking again', () => {
  it('looks first when a question that may be stored is asked again', async () => {
    const { session, asked } = scripted(
      [{ throw: lost }],
      [{ throw: new ChatError('not-arrived', { processed: 'maybe' }) }],
      [end],
    );
    await session.send('Q', []);
    await session.retry();
    // The second one only looks, and does not send.
    expect(asked.map(({ mayBeStored, lookFor }) => [mayBeStored, lookFor])).toEqual([
      [false, undefined],
      [true, 'question'],
      [true, undefined],
    ]);
  });

  it('sends a question again at once that was surely not taken', async () => {
    const { session, asked } = scripted([{ throw: new ChatError('refused', { processed: 'no' }) }], [delta('A'), end]);
    await session.send('Q', []);
    await session.retry();
    expect(asked.map(({ mayBeStored }) => mayBeStored)).toEqual([false, false]);
    expect(session.transcript.messages.map(({ text, state }) => [text, state])).toEqual([
      ['Q', 'sent'],
      ['A', 'complete'],
    ]);
  });
});

describe('what goes along', () => {
  const long = `${'word '.repeat(8_000)}end`;

  it('sends along the file, the newest message before, and the parts of a text that is too long for one message', async () => {
    const { session, asked } = scripted([end], [{ type: 'answer-stored', messageId: 'm2' }, delta('A'), end], [end]);
    await session.send('First', []);
    await session.send('Second', [], { attachment: { fileId: 'f1', name: 'a.pdf' } });
    await session.send('Third', []);
    expect(asked[1]).toMatchObject({ attachment: { fileId: 'f1', name: 'a.pdf' } });
    expect(asked[2]).toEqual({
      shown: expect.objectContaining({ text: 'Third' }),
      text: 'Third',
      mayBeStored: false,
      after: 'm2',
      earlier: [],
    });
    expect(session.transcript.messages[2]?.attachment?.name).toBe('a.pdf');
  });

  it('splits a long question for providers that take several messages, and asks the same way again', async () => {
    const several = scripted([{ throw: new ChatError('refused', { processed: 'no' }) }], [end]);
    await several.session.send(long, []);
    expect(several.asked[0]?.parts).toBeUndefined();
    const { session, asked } = scripted([{ throw: new ChatError('refused', { processed: 'no' }) }], [end]);
    Object.assign(session.assistant, { features: ['long-questions'] });
    await session.send(long, []);
    await session.retry();
    expect(asked[0]?.parts?.join('')).toBe(long);
    expect(asked[1]).toEqual(asked[0]);
  });
});

it('puts older messages before the ones that are shown, each once', async () => {
  const message = (id: string) => ({ id, role: 'user', text: id, sources: [], context: [], state: 'sent' }) as const;
  const pages = [
    { items: [message('3'), message('4')], cursor: 'c' },
    { items: [message('1'), message('2'), message('3')] },
  ];
  const { session, provider } = scripted([stored, delta('A'), end]);
  provider.listMessages = async () => pages.shift() ?? { items: [] };
  await session.send('0', []);
  const events: string[] = [];
  session.onEvent(({ type }) => events.push(type));
  await session.load();
  await session.loadOlder();
  expect(session.transcript.messages.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  expect(session.transcript.hasOlder).toBe(false);
  expect(events).toEqual(['messages-loaded', 'older-loaded']);
});
