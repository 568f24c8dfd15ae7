import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { holdsParagraphs, mergePassages, mergeTexts } from '../../src/chat/text/mergeDraft.ts';
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
  ])('merges two drafts: %s', (_, base, mine, theirs, merged) => {
    expect(mergeTexts(base, mine, theirs)).toBe(merged);
  });

  it('keeps both texts whole where there are too many paragraphs to compare, in a moment', () => {
    const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join('\n\n');
    const merged = mergeTexts(many('x'), many('a'), many('b'));
    expect(merged).toBe(`${many('a')}\n\n${many('b')}`);
  });

  it('finds a text among the paragraphs of another as looking at each place would', () => {
    const some = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, some, (all, part) => {
        expect(holdsParagraphs(all.join('\n\n'), part.join('\n\n'))).toBe(all.join().includes(part.join()));
      }),
      seeded('paragraphs in others', 500),
    );
  });

  it('looks at paragraphs that repeat in proportion to their number', () => {
    let looks = 0;
    const trim = vi.spyOn(String.prototype, 'trim').mockImplementation(function trim(this: string) {
      looks++;
      return this.replace(/^\s+|\s+$/g, '');
    });
    const many = (count: number) => Array<string>(count).fill('a').join('\n\n');
    expect(holdsParagraphs(many(2_000), `${many(1_000)}\n\nb`)).toBe(false);
    trim.mockRestore();
    expect(looks).toBeLessThan(20 * 3_000);
  });

  it('unites the passages of two drafts by their ids', () => {
    const [p, q, r] = [passage('p'), passage('q'), passage('r')];
    expect(mergePassages([], [p], [q])).toEqual([q, p]);
    expect(mergePassages([p], [], [p, q])).toEqual([q]);
    expect(mergePassages([p, q], [p, q, r], [q])).toEqual([q, r]);
    expect(mergePassages([], [p], [{ ...p, label: 'other' }])).toHaveLength(1);
  });
});
