import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited } from '../../src/chat/text/reading/edits.ts';
import { escapesIn } from '../../src/chat/text/reading/escapes.ts';
import { amount } from '../amount.ts';
import { answers } from './answerTexts.ts';
import { seeded } from './property.ts';
import { commonMark, readAsCommonMark, readOnPage } from './readSigns.ts';

const escaped = (markdown: string) => edited(markdown, escapesIn(markdown, 'all'));

describe('what goes into a Markdown document', () => {
  it.each([
    ['15. Januar 2026: Antrag\n10. Februar', '15\\. Januar 2026: Antrag\n10\\. Februar'],
    ['- 500,00 EUR\n+ 200', '- \\- 500,00 EUR\n+ \\+ 200'],
    ['Bei\n> 10 Arbeitnehmern', 'Bei\n\\> 10 Arbeitnehmern'],
    ['Mitarbeiter*innen und Kolleg*innen', 'Mitarbeiter\\*innen und Kolleg\\*innen'],
    ['5*3*2 und 2**3', '5\\*3\\*2 und 2\\*\\*3'],
    ['5~10 % und 20~30 %', '5\\~10 % und 20\\~30 %'],
    ['Lehrer(*)innen und (*)x, (____)', 'Lehrer(\\*)innen und (\\*)x, (\\_\\_\\_\\_)'],
    ['_~5"*"_)', '_\\~5"\\*"_)'],
    ['Lehrer[innen](m/w/d)', 'Lehrer[innen]\\(m/w/d)'],
    ['[Name]() und x[i]( )![y]() [](<>)', '[Name]\\() und x[i]\\( )\\![y]\\() []\\(<>)'],
    ['[Name]()![x](https://a.example)', '[Name]\\()\\![x](https://a.example)'],
    ['15. Frist\n15. Frist\n| Frist\n---|', '15\\. Frist\n\n15\\. Frist\n| Frist\n\\---|'],
    ['1. a\n3. b | c\n|--|:-:|\nd', '1\\. a\n\n3\\. b | c\n\\|--|:-:|\nd'],
    ['> - [1]:\n    > Frist', '> - \\[1]:\n>\n    > Frist'],
    ['[ [innen](m/w/d)', '[ [innen]\\(m/w/d)'],
    ['[1–3]([innen](m/w/d)Frist', '[1–3]\\([innen]\\(m/w/d)Frist'],
    ['Brutto\n-\nSteuer\n=\nNetto', 'Brutto\n\\-\nSteuer\n\\=\nNetto'],
    ['Brutto\n\n-\n\nSteuer', 'Brutto\n\n\\-\n\nSteuer'],
    ['Brutto\n-\nSteuer\n---\nNetto', 'Brutto\n\\-\nSteuer\n\n---\nNetto'],
    ['> Brutto\n> =\n> Netto\n> ---', '> Brutto\n> \\=\n> Netto\n>\n> ---'],
    ['[BGB]: https://a.example', '\\[BGB]: https://a.example'],
    ['a | b\n--|--\n31. Dezember | c', 'a | b\n--|--\n31\\. Dezember | c'],
    ['\\[_a\n____', '\\\\\\[_a\n\\_\\_\\_\\_'],
    ['a |\n--\nb|[c](_)', 'a |\n--\nb \\| [c]\\(\\_)'],
    ['a |\n--\n_b|____', 'a |\n--\n_b \\| ____'],
    ['[Name]: Mustermann', '\\[Name]: Mustermann'],
    ['[1]: https://a.example', '\\[1]: https://a.example'],
    ['\\(a\\_1 * b\\) und \\[c', '\\\\(a\\\\\\_1 \\* b\\\\) und \\\\\\[c'],
    ['\\[\na\n= b\n+ c\n\\]', '\\\\\\[\na\n= b\n\\+ c\n\\\\\\]'],
    ['| a |\n|---|\n| b | c | d |', '| a |\n|---|\n| b \\| c \\| d |'],
    ['> | a |\n> |---|\n> b<br>c | d', '> | a |\n> |---|\n> b<br>c \\| d'],
    ['1. a\n3. b', '1\\. a\n\n3\\. b'],
    ['> 1. a\n>    c\n> 3. b\nText', '> 1\\. a\n> c\n>\n> 3\\. b\nText'],
    ['1. a\n\n9. ```js\n   x = a[1]*2*3\n   ```\nText', '1\\. a\n\n9\\.\n\n```js\nx = a[1]*2*3\n```\n\nText'],
    ['- 1. 1. a\n     3. b', '- 1. 1\\. a\n\n     3\\. b'],
    [
      '![Bild](https://evil.example/a?d=1) und <b>fett</b>',
      '\\![Bild](https://evil.example/a?d=1) und \\<b>fett\\</b>',
    ],
    ['<div>\n*c*\n</div>\n\n<!-- x', '\\<div>\n*c*\n\\</div>\n\n\\<!-- x'],
    [
      '<Name:Vor> <Name> <https://a.example> <a@b.example> a < b',
      '\\<Name:Vor> \\<Name> <https://a.example> <a@b.example> a < b',
    ],
  ])('escapes %j as %j in a Markdown document', (markdown, written) => {
    expect(escaped(markdown)).toBe(written);
    expect(readAsCommonMark(written)).toBe(readOnPage(markdown));
  });

  it.each([
    'Ein **wichtiger** *Satz* mit `a*b*c <b> ![x](y)` und [Link](https://a.example).\n\n- a\n- b\n\n1. c\n2. d\n',
    '```\n15. Januar\n- 500\n<b>![x](y)</b>\n```\n\n    1. a\n    3. b\n',
    'Achtung![1] a < b, 3 * 4, a_b_c, ~~alt~~, R&D & Co., C:\\Temp, 50 % und [1–3]',
    '| a | b |\n|---|---|\n| 1 | c<br>d |\n\n# Titel #\n\n> Zitat\n',
    'Siehe[^1].\n\n[^1]: Note',
  ])('leaves %j as it is', (markdown) => {
    expect(escaped(markdown)).toBe(markdown);
  });
});

it('any answer reads the same in a Markdown document as on the page', () => {
  fc.assert(
    // Formulas in dollar signs and footnotes are left to the target; blanks that mean nothing could come to.
    fc.property(
      answers.map((text) =>
        text
          .replaceAll('$', '')
          .replaceAll('[^1]:', 'x')
          .replace(/^ {1,3}(?=\S)/gm, ''),
      ),
      (markdown) => {
        const text = escaped(markdown);
        const types = commonMark
          .parse(text, {})
          .flatMap(({ type, children }) => [
            type,
            ...(children ?? []).filter(({ content }) => !/^<br *\/?>$/i.test(content)).map((child) => child.type),
          ]);
        expect(types.filter((type) => /image|html/.test(type))).toEqual([]);
        const [there = '', here = ''] = [readAsCommonMark(text), readOnPage(markdown)].map((words) =>
          words.replaceAll('`', ''),
        );
        // Bold as a person means it is none for CommonMark: there its stars can be read, or pair otherwise.
        if (!markdown.includes('**')) expect(there).toBe(here);
        else expect(there.replace(/[*_~]/g, '')).toBe(here.replace(/[*_~]/g, ''));
      },
    ),
    seeded('escaped Markdown', amount(100_000, 2000)),
  );
});
