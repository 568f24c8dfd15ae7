import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Source } from '../../src/chat/model/model.ts';
import {
  coalesce,
  emptyTranscript,
  reduce,
  type ThreadEvent,
  type Transcript,
} from '../../src/chat/model/transcript.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const at = '2026-01-02T03:04:05.000Z';
const question: ThreadEvent = {
  type: 'question-added',
  messageId: 'q',
  text: 'Which notice period?',
  context: [],
  createdAt: at,
};
const start: ThreadEvent = { type: 'run-start', questionId: 'q', answerId: 'a', author: 'HR', createdAt: at };
const complete: ThreadEvent = { type: 'run-end', outcome: { type: 'complete' }, at };
const delta = (text: string): ThreadEvent => ({ type: 'text-delta', delta: text });
const fold = (...events: readonly ThreadEvent[]): Transcript => events.reduce(reduce, emptyTranscript);
const summary = ({ messages }: Transcript) => messages.map(({ role, text, state }) => [role, text, state]);

describe('reduce', () => {
  it('grows an answer below its question', () => {
    const transcript = fold(question, start, { type: 'question-stored' }, delta('Two '), delta('weeks.'), complete);
    expect(summary(transcript)).toEqual([
      ['user', 'Which notice period?', 'sent'],
      ['assistant', 'Two weeks.', 'complete'],
    ]);
    expect(transcript.running).toBe(false);
  });

  it('keeps what came of an answer that is stopped, and says so', () => {
    const transcript = fold(question, start, { type: 'question-stored' }, delta('Two'), {
      type: 'run-end',
      outcome: { type: 'stopped' },
      at,
    });
    expect(summary(transcript)).toEqual([
      ['user', 'Which notice period?', 'sent'],
      ['assistant', 'Two', 'stopped'],
    ]);
  });

  it.each([
    ['no', 'failed'],
    ['maybe', 'unknown'],
    ['yes', 'sent'],
  ] as const)('marks a question stored "%s" when its run fails as %s', (stored, state) => {
    const end: ThreadEvent = { type: 'run-end', outcome: { type: 'failed', error: { code: 'network' }, stored }, at };
    expect(fold(question, start, end).messages[0]?.state).toBe(state);
  });

  it('takes an answer without text for no answer', () => {
    expect(fold(question, start, complete).messages[1]?.state).toBe('empty');
  });

  it('puts a repeated run in the place of the one that failed', () => {
    const failed: ThreadEvent = {
      type: 'run-end',
      outcome: { type: 'failed', error: { code: 'network' }, stored: 'no' },
      at,
    };
    const again: ThreadEvent = { ...start, answerId: 'b' } as ThreadEvent;
    const transcript = fold(question, start, delta('x'), failed, again, delta('Two weeks.'), complete);
    expect(summary(transcript)).toEqual([
      ['user', 'Which notice period?', 'sent'],
      ['assistant', 'Two weeks.', 'complete'],
    ]);
  });

  it('puts several answers of one run one below the other, each with its author', () => {
    const transcript = fold(
      question,
      start,
      { type: 'answer-start', author: 'Search' },
      delta('Found.'),
      { type: 'answer-start', author: 'Writer' },
      delta('Written.'),
      complete,
    );
    expect(transcript.messages.slice(1).map(({ author, text, state }) => [author, text, state])).toEqual([
      ['Search', 'Found.', 'complete'],
      ['Writer', 'Written.', 'complete'],
    ]);
    expect(new Set(transcript.messages.map((message) => message.id)).size).toBe(3);
  });

  it('counts each source once, however often a vendor repeats it', () => {
    const source = (title: string): Source => ({ id: '?', title, passage: 'p' });
    const found: ThreadEvent = { type: 'sources-found', sources: [source('A'), source('B')] };
    const transcript = fold(question, start, found, found, {
      type: 'sources-found',
      sources: [source('C'), source('A')],
    });
    expect(transcript.messages[1]?.sources.map(({ id, title }) => id + title)).toEqual(['1A', '2B', '3C']);
  });

  it('leaves messages that an event does not touch as the same objects', () => {
    const before = fold(question, start, delta('a'));
    expect(reduce(before, delta('b')).messages[0]).toBe(before.messages[0]);
  });
});

const message = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }),
  role: fc.constantFrom('user', 'assistant'),
  text: fc.string(),
  sources: fc.constant([]),
  context: fc.constant([]),
  state: fc.constantFrom('sent', 'complete', 'sending', 'unknown'),
}) as fc.Arbitrary<Message>;

const anyEvent: fc.Arbitrary<ThreadEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.string().map(delta) },
  fc.constantFrom(question, start, complete, { type: 'question-stored' } as const, { type: 'context-lost' } as const),
  fc.string().map((text) => ({ type: 'text-replaced', text }) as const),
  fc.constantFrom({ type: 'answer-start' } as const, { type: 'answer-start', author: 'B' } as const),
  fc
    .array(message, { maxLength: 3 })
    .map((messages) => ({ type: 'messages-loaded', messages, hasOlder: true }) as const),
);

it('gives the same transcript when neighboring deltas are joined', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      expect(fold(...coalesce(events))).toEqual(fold(...events));
    }),
    seeded('transcript', amount(500, 100)),
  );
});

it('gives the same text wherever the deltas were cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(), { maxLength: 20 }), (text, cuts) => {
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      const deltas = places.slice(1).map((place, index) => delta(text.slice(places[index], place)));
      expect(fold(question, start, ...deltas).messages[1]?.text).toBe(text);
    }),
    seeded('transcript', amount(500, 100)),
  );
});
