import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePassages, mergeTexts } from '../../src/chat/text/mergeDraft.ts';
import { seeded } from './property.ts';

const passage = (id: string) => ({ id, label: id, firstLine: 1, lastLine: 1, text: id });

describe('the merge of two drafts', () => {
  it('takes what one side made when the other left it alone, to the letter', () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(mergeTexts(base, changed, base)).toBe(changed);
        expect(mergeTexts(base, base, changed)).toBe(changed);
        expect(mergeTexts(base, changed, changed)).toBe(changed);
      }),
      seeded('merges of drafts', 200),
    );
  });

  it.each([
    ['keeps both texts where both were typed into an empty field', '', 'mine', 'theirs', 'mine\n\ntheirs'],
    ['continues a joined text', 'mine', 'mine, more', 'mine\n\ntheirs', 'mine, more\n\ntheirs'],
    [
      'keeps an own paragraph begun behind a joined text beside the own one',
      'mine',
      'mine\n\nand',
      'mine\n\nx',
      'mine\n\nand\n\nx',
    ],
    ['does not add what is there already', '', 'one\n\ntwo', 'two', 'one\n\ntwo'],
    ['does not add what comes with more', '', 'two', 'one\n\ntwo', 'one\n\ntwo'],
    ['keeps both changes of one paragraph', 'word', 'word mine', 'word theirs', 'word mine\n\nword theirs'],
    ['keeps changes of two paragraphs once each', 'a\n\nb', 'a mine\n\nb', 'a\n\nb theirs', 'a mine\n\nb theirs'],
    ['takes away what was sent and keeps what others typed', 'sent', '', 'sent\n\ntheirs', 'theirs'],
    ['takes away what was sent elsewhere and keeps what was typed since', 'sent', 'sent\n\nmine', '', 'mine'],
    ['keeps a text that was changed while it was sent elsewhere', 'sent', 'sent, mine', '', 'sent, mine'],
    ['finds a paragraph in the midst of others', 'x', 'xy', 'a\n\nx\n\nb', 'a\n\nxy\n\nb'],
    ['takes a line end at the end for no other paragraph', 'abc\n', 'abc\nd', 'abc\n\n\nx', 'abc\nd\n\nx'],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(mergeTexts(base, mine, theirs)).toBe(merged);
  });

  it('keeps both texts whole where there are too many paragraphs to compare, in a moment', () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join('\n\n');
    const merged = mergeTexts(many('x'), many('a'), many('b'));
    expect(merged).toBe(`${many('a')}\n\n${many('b')}`);
  });

  it('unites passages by their ids', () => {
    const [p, q, r] = [passage('p'), passage('q'), passage('r')];
    expect(mergePassages([], [p], [q])).toEqual([q, p]);
    expect(mergePassages([p], [], [p, q])).toEqual([q]);
    expect(mergePassages([p, q], [p, q, r], [q])).toEqual([q, r]);
    expect(mergePassages([], [p], [{ ...p, label: 'other' }])).toHaveLength(1);
  });
});
