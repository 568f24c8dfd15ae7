import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/chat/model/model.ts';
import { type CitationForm, withCitations } from '../../src/chat/text/citations/citations.ts';
import { parse, type Token } from '../../src/webview/markdown/parser.ts';
import { amount } from '../amount.ts';
import { seeded } from './property.ts';

const sources: readonly Source[] = ['1', '2'].map((id) => ({ id, title: `Book ${id}`, passage: '' }));
const document = '[^100]: Note';

/** The answer with its footnotes, as far as it goes without them. */
function cited(text: string, form: CitationForm = 'footnotes'): string {
  const end = form === 'footnotes' ? /\n\n(?:S: (?:\[\^\d+\] ?)+\n\n)?\[\^101\]: Book 1\n\[\^102\]: Book 2$/ : /$/;
  const result = withCitations({ text, sources }, { form, heading: 'S', document });
  expect(result).toMatch(end);
  return result.replace(end, '');
}

describe('a number in code is no citation', () => {
  it.each([
    ['in a fence of tildes', '~~~js\nx = a[1];\n~~~'],
    ['in a fence of four signs', '````\n```\na[1]\n````'],
    ['in a fence that a sign of the other kind does not close', '```\na[1]\n~~~\nb[2]\n```'],
    ['in a fence below an item', '- See:\n\n  ```\n  a[1]\n  ```'],
    ['in a fence deep in lists', '1. a\n   - b\n     ~~~\n     a[1]\n     ~~~'],
    ['in a fence in a quotation', '> ```\n> a[1]\n> ```'],
    ['in a fence in a quotation in a list', '- > ~~~~\n  > a[1]\n  > ~~~~'],
    ['that is indented', 'See:\n\n    a[1]\n\n\ta[2]'],
    ['that is indented in an item', '- See:\n\n      a[1]'],
    ['at the very beginning', '    a[1]'],
    ['between two signs', '``a[1]``'],
    ['between three signs', 'x ``` a[1] `` b[2] ``` y'],
    ['over two lines', '`a[1]\nb[2]`'],
    ['over two lines of a quotation', '> `a[1]\n> b[2]`'],
    ['in the cell of a table', '| a | b |\n|---|---|\n| `a\\|b[1]` | ``c[2]`` |'],
    ['in a heading', '# Use `a[1]`'],
    ['in Windows lines', '~~~\r\na[1]\r\n~~~\r\n\r\n    a[2]\r\n'.trimEnd()],
    ['in HTML', 'x <code>a[1]</code> y <kbd>[2]</kbd>'],
    [
      'in HTML that is drawn as code or a formula',
      '<var>a[1]</var> <math><mi>b[2]</mi></math> <svg><text>[1]</text></svg>',
    ],
    ['in a block of HTML', '<pre>\na[1]\n</pre>'],
  ])('takes no number in code for a citation: code %s', (_, text) => {
    expect(cited(text)).toBe(text);
    expect(cited(text, 'none')).toBe(text);
    const around = `As [1] says:\n\n${text}\n\nAnd [2].`;
    expect(cited(around)).toBe(`As [^101] says:\n\n${text}\n\nAnd [^102].`);
    expect(cited(around, 'none')).toBe(`As says:\n\n${text}\n\nAnd.`);
  });
});

it.each([
  ['an escaped one', '\\[1\\] and \\[2]'],
  ['the text of a link', '[1](https://x.example) [see [2]](https://x.example "[1]")'],
  ['the address of a link', '[a](https://x.example/[1]) [b](<https://x.example/[2]>)'],
  ['an address', 'https://x.example/a[1] <https://x.example/[2]>'],
  ['an image', '![see [1]](https://x.example/[2].png)'],
  ['a reference', '[a][1] [1][b]\n\n[1]: https://x.example\n[b]: https://x.example'],
  ['a definition', '[1]: https://x.example/[2]\n[2]: Book, page 3'],
  ['a footnote that is there', 'a[^1]\n\n[^1]: b'],
  ['an attribute', '<a title="[1]">x</a>'],
  ['a formula', '$a_{[1]}$ and $$\nb[2]\n$$ and $\\sqrt[2]{x}$, \\sqrt[2]{y}'],
  ['a formula as LaTeX writes it', '\\(a[1] + b_{[2]}\\) and \\[\na[1]\n\\]'],
])('no citation is made of %s', (_, text) => {
  expect(cited(text)).toBe(text);
});

it.each([
  ['an item', '- a [1]\n- [2]', '- a [^101]\n- [^102]'],
  ['a quotation whose second line has no mark', '> a [1]\nb [2]', '> a [^101]\nb [^102]'],
  ['a quotation in an item', '- > a [1]\n  >   b [2]', '- > a [^101]\n  >   b [^102]'],
  ['headings', '## a [1] ##\n\nb [2]\n---', '## a [^101] ##\n\nb [^102]\n---'],
  ['cells', 'a | b[1]\n--|--\n\\| [2] | c', 'a | b[^101]\n--|--\n\\| [^102] | c'],
  [
    'cells in a quotation',
    '> |a [1]|b|\n> |-|-|\n> | | x\\|y `\\|` [2]',
    '> |a [^101]|b|\n> |-|-|\n> | | x\\|y `\\|` [^102]',
  ],
  ['lines behind tabs', '-\ta [1]\n\n\tb [2]', '-\ta [^101]\n\n\tb [^102]'],
  ['Windows lines', 'a\r\nb [1]\r\n\r\n> c\r\n> d [2]', 'a\r\nb [^101]\r\n\r\n> c\r\n> d [^102]'],
  ['bold words', '**a [1]** and *[2]*', '**a [^101]** and *[^102]*'],
  ['brackets', '[see [1]] ([2])', '[see [^101]] ([^102])'],
  ['a sentence that goes on behind a colon', 'By [1]: yes', 'By [^101]: yes'],
  ['text behind what looks like a link', '[1](see below) `x', '[^101](see below) `x'],
  ['text beside dollars', '5 $ [1] or 6 $ [2]', '5 $ [^101] or 6 $ [^102]'],
])('a citation is found in %s', (_, text, expected) => {
  expect(cited(text)).toBe(expected);
});

it('a footnote gets no number that the answer itself has', () => {
  const text = 'Term [1], and[^1].\n\n[^1]: Its own.';
  expect(withCitations({ text, sources }, { form: 'footnotes', heading: 'S' })).toContain('Term [^2], and[^1].');
});

it('numbers of footnotes go on from the largest that is one, however many there are', () => {
  const many = '[^7] '.repeat(200_000);
  const absurd = `[^${'9'.repeat(309)}] [^20260101]`;
  const options = { form: 'footnotes', heading: 'S', document: many + absurd } as const;
  expect(withCitations({ text: 'a [1]', sources }, options)).toContain('a [^8]\n');
});

it.each(['footnotes', 'inline'] as const)(
  'a block of code that is left open does not swallow the sources: %s',
  (form) => {
    const result = withCitations({ text: 'a [1]\n\n~~~~js\nb[1]', sources }, { form, heading: 'S' });
    expect(result).toContain('\nb[1]\n~~~~\n\n');
    expect(codeIn(result)).toEqual(['b[1]']);
  },
);

it.each([
  ['Two weeks [1]. See [2], too [1][2]!', 'Two weeks. See, too!'],
  ['[1] So it is [1, 3] [7].', 'So it is [3] [7].'],
  ['- [1]\n- a [2]', '- [1]\n- a'],
  ['[1] # no heading\n**[2]** x', '[1] # no heading\n**[2]** x'],
  ['the term [1]applies', 'the term applies'],
  ['a [1]  \nb', 'a  \nb'],
])('reads a text without sources without their numbers: %j', (text, expected) => {
  expect(cited(text, 'none')).toBe(expected);
});

it('only citations change, and code never, whatever stands around them', () => {
  const prefix = fc.constantFrom('', '', ' ', '   ', '    ', '\t', '> ', '>', '- ', '-\t', '1. ', '  ', '| ', '# ');
  const words = fc.constantFrom(
    ...[
      'a [1]',
      'b[2] c',
      '',
      '',
      '```',
      '```js',
      '~~~',
      '````',
      '`a[1]`',
      '``b[2]`` [1]',
      '`',
      '``',
      'x | [2] | `y\\|[1]`',
    ],
    ...[
      '|---|---|',
      '---',
      '===',
      '[1](u)',
      '[a [1]](u)',
      '[1]: u',
      '\\[1\\]',
      '[2][1]',
      '![[1]](u)',
      'https://x.example/[1]',
      '*[1]*',
      '$',
    ],
  );
  const line = fc.tuple(fc.array(prefix, { maxLength: 3 }), words).map(([marks, end]) => marks.join('') + end);
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
    .map(([all, end]) => all.join(end));
  fc.assert(
    fc.property(text, (whole) => {
      for (const form of ['footnotes', 'inline', 'none'] as const) {
        const result = withCitations({ text: whole, sources }, { form, heading: 'S', document });
        expect(codeIn(result)).toEqual(codeIn(whole));
        if (form === 'inline') expect(result.startsWith(whole.trimEnd())).toBe(true);
        if (form !== 'footnotes') continue;
        expect(result.replace(/\[\^10([12])\]/g, '[$1]').startsWith(whole.trimEnd())).toBe(true);
      }
    }),
    seeded('citations', amount(2000, 400)),
  );
});

/** The content of all code, in the order of the text, as the page's parser tells it. */
function codeIn(text: string): string[] {
  const inside = (tokens: readonly Token[]): string[] =>
    tokens.flatMap(({ type, content, children }) => {
      if (type === 'fence' || type === 'code_block') return [content.trimEnd()];
      return type === 'code_inline' ? [content] : inside(children ?? []);
    });
  return inside(parse(text, {}));
}
