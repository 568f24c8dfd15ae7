import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitQuestion } from '../../src/chat/model/longQuestions.ts';
import { codePoints } from '../../src/chat/model/questionText.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const words = fc.array(
  fc.constantFrom('Frist', 'a', '😀', 'ä.', 'Ende! ', '\n\n', '\r\n', ' ', '. ', 'Donaudampfschifffahrt', '“Ja.” '),
  { maxLength: 80 },
);

it('any text comes back whole, in parts that are short enough and say something', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 40 }), (list, maximum) => {
      const text = list.join('').replace(/\s+/g, (space) => space.slice(0, Math.ceil(maximum / 2) - 1));
      fc.pre(text.trim() !== '');
      const parts = splitQuestion(text, maximum);
      expect(parts.join('')).toBe(text);
      for (const part of parts) {
        expect(codePoints(part)).toBeLessThanOrEqual(maximum);
        expect(part.trim()).not.toBe('');
        expect(part.isWellFormed()).toBe(true);
      }
    }),
    seeded('split question', amount(5000, 1000)),
  );
});

it.each([
  ['a paragraph', 'One two.\n\nThree. Four\nfive six', 18, ['One two.\n\n', 'Three. Four\n', 'five six']],
  ['a line', 'One two.\nThree four five', 14, ['One two.\n', 'Three four ', 'five']],
  ['a sentence', 'One two. Three four', 14, ['One two. ', 'Three four']],
  ['a word', 'One two three', 9, ['One two ', 'three']],
  ['nowhere, in a word that is too long', 'Donaudampf', 4, ['Dona', 'udam', 'pf']],
])('cuts at the end of %s', (_, text, maximum, parts) => {
  expect(splitQuestion(text, maximum)).toEqual(parts);
});

it('leaves a text alone that is short enough', () => {
  expect(splitQuestion('x'.repeat(30_000), 30_000)).toHaveLength(1);
  expect(splitQuestion('x'.repeat(30_001), 30_000)).toHaveLength(2);
});

it.each([
  ['the text is short', 'One', 4],
  ['there are as many as fit into a part', 'One two', 7],
  ['there are many more', 'Donaudampf', 40],
])('splits to an end where blanks stand at the end, and %s', (_, words, blanks) => {
  const parts = splitQuestion(words + ' '.repeat(blanks), 4);
  expect(parts.join('').trim()).toBe(words);
  expect(parts.length).toBeLessThanOrEqual(words.length);
  for (const part of parts) expect(codePoints(part)).toBeLessThanOrEqual(4);
});

it('any text with any blanks ends in parts that are short enough, with all its words', () => {
  const blanks = fc
    .constantFrom('', ' ', '\n', '\u00a0')
    .chain((blank) => fc.nat(100).map((count) => blank.repeat(count)));
  fc.assert(
    fc.property(fc.array(fc.tuple(blanks, words)), blanks, fc.integer({ min: 4, max: 40 }), (list, last, maximum) => {
      const text = list.map(([space, said]) => space + said.join('')).join('') + last;
      const parts = splitQuestion(text, maximum);
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const part of parts) {
        expect(codePoints(part)).toBeLessThanOrEqual(maximum);
        expect(part.trim()).not.toBe('');
      }
    }),
    seeded('split question with blanks', amount(2000, 400)),
  );
});
