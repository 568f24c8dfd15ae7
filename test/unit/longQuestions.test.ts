import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinLongQuestions, splitQuestion } from '../../src/chat/model/longQuestions.ts';
import type { Message } from '../../src/chat/model/model.ts';
import { codePoints, maximumQuestionLength } from '../../src/chat/model/questionText.ts';
import { emptyTranscript, reduce } from '../../src/chat/model/transcript.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const message = (id: string, text: string, more: Partial<Message> = {}): Message => ({
  id,
  role: 'user',
  text,
  sources: [],
  context: [],
  state: 'sent',
  storedId: id,
  createdAt: '2026-04-15T08:00:00.000000Z',
  ...more,
});
const answer = message('z', 'Ja.', { role: 'assistant', state: 'complete' });
const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id, `${id.repeat(20_000)} `)) as [Message, Message, Message];
const shown = (messages: readonly Message[]) => joinLongQuestions(messages).map(({ text }) => text.length);

describe('long questions', () => {
  test('shows parts that are together too long for one message as one question', () => {
    const file = { fileId: 'f', name: 'a.pdf' };
    const joined = joinLongQuestions([answer, a, b, { ...c, attachment: file }, answer]);
    expect(joined).toHaveLength(3);
    expect(joined[1]).toEqual({
      ...a,
      text: a.text + b.text + c.text,
      storedIds: ['a', 'b', 'c'],
      attachment: file,
    });
  });

  test('keeps apart what is not one question, and returns the same list', () => {
    for (const messages of [
      [],
      [a],
      [a, answer, b],
      [message('x', 'Kurz?'), a, answer],
      [message('x', 'x'.repeat(14_000)), message('y', 'y'.repeat(14_000))],
      [a, { ...b, createdAt: '2026-04-15T08:00:30.000000Z' }],
      [a, message('u', b.text, { state: 'failed', storedId: '' })],
    ]) {
      expect(joinLongQuestions(messages)).toBe(messages);
    }
    expect(shown([message('x', 'Kurz?'), a, b])).toEqual([5, 40_002]);
  });

  test('joins parts that the vendor has trimmed by a line end, and a word that was cut without one', () => {
    const trimmed = [a, b].map((part) => ({ ...part, text: part.text.trim() }));
    expect(joinLongQuestions(trimmed)[0]?.text).toBe(`${a.text.trim()}\n${b.text.trim()}`);
    const cut = [message('x', 'x'.repeat(maximumQuestionLength)), message('y', 'xxx')];
    expect(joinLongQuestions(cut)[0]?.text).toBe('x'.repeat(maximumQuestionLength + 3));
  });

  test('joins any long text that was split', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');
    const words = fc.array(word, { minLength: 10, maxLength: 60 });
    const separator = fc.constantFrom(' ', '\n', '\n\n', '. ');
    fc.assert(
      fc.property(words, separator, (some, between) => {
        const once = `${some.join(between)}${between}`;
        const text = `${once.repeat(Math.ceil(70_000 / codePoints(once)))}Ende`;
        const parts = splitQuestion(text, maximumQuestionLength);
        expect(joinLongQuestions(parts.map((part, index) => message(String(index), part)))[0]?.text).toBe(text);
      }),
      seeded('long questions', amount(30, 10)),
    );
  });

  test('joins the parts of a long question across the pages of a thread', () => {
    const newer = reduce(emptyTranscript, { type: 'messages-loaded', messages: [c, answer], hasOlder: true });
    const all = reduce(newer, { type: 'older-loaded', messages: [answer, a, b], hasOlder: false });
    expect(all.messages.map(({ storedIds }) => storedIds)).toEqual([undefined, ['a', 'b', 'c'], undefined]);
  });
});
