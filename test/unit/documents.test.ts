import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/chat/model/model.ts';
import { codePoints, questionProblem, titleOf } from '../../src/chat/model/questionText.ts';
import { withCitations } from '../../src/chat/text/citations/citations.ts';
import { codeAt } from '../../src/chat/text/codeBlocks.ts';
import { isOpenable } from '../../src/chat/text/links.ts';
import { padWithBlankLines } from '../../src/chat/text/placement/blankLines.ts';

const source = (id: string, title: string, more: Partial<Source> = {}): Source => ({
  id,
  title,
  passage: `Passage ${id}`,
  ...more,
});
const sources = [source('1', 'BGB', { section: '§ 622 Abs. 3' }), source('2', 'HGB', { link: 'https://h.example/2' })];

describe('an answer in a document', () => {
  it('cites with footnotes, numbered on from those that the document has', () => {
    const text = 'Two weeks [1]. See [1](https://x.example) and `a[1]`.\n\n```js\nb[2]\n```\n';
    expect(
      withCitations({ text, sources }, { form: 'footnotes', heading: 'Sources', document: 'x[^3]\n\n[^3]: y' }),
    ).toBe(
      'Two weeks [^4]. See [1](https://x.example) and `a[1]`.\n\n```js\nb[2]\n```\n\nSources: [^5]\n\n' +
        '[^4]: BGB, § 622 Abs. 3\n[^5]: HGB, <https://h.example/2>',
    );
  });

  it('cites each of several numbers in one pair of brackets or one after the other, and no interval', () => {
    const text = 'A [1, 2], [1][2], [2,7], [1][ref], [0, 10].';
    expect(withCitations({ text, sources }, { form: 'footnotes', heading: 'S' })).toContain(
      'A [^1][^2], [^1][^2], [^2][7], [1][ref], [0, 10].',
    );
  });

  it.each([
    ['BGB § 622 Abs. 3 Satz_1, 2. Aufl. (a-b) #3', 'BGB § 622 Abs. 3 Satz_1, 2. Aufl. (a-b) #3'],
    ['**Wichtig** [hier](https://x.example) <b>', '\\*\\*Wichtig\\*\\* \\[hier\\](https://x.example) \\<b>'],
    ['_a_ `b` ~~c~~ \\ &amp; R&D', '\\_a\\_ \\`b\\` \\~\\~c\\~\\~ \\\\ \\&amp; R&D'],
    ['# Kopf', '\\# Kopf'],
    ['1. Teil\n- zwei', '1\\. Teil - zwei'],
    ['Rechnung\u202egpj', 'Rechnung\\[U+202E\\]gpj'],
  ])('names a source so that nothing in its title works: %s', (title, shown) => {
    const text = withCitations({ text: 'A [1].', sources: [source('1', title)] }, { form: 'inline', heading: 'S' });
    expect(text).toBe(`A [1].\n\nS:\n\n- [1] ${shown}`);
  });

  it('lists its sources inline', () => {
    expect(withCitations({ text: 'Two weeks [1].', sources }, { form: 'inline', heading: 'Quellen' })).toBe(
      'Two weeks [1].\n\nQuellen:\n\n- [1] BGB, § 622 Abs. 3\n- [2] HGB, <https://h.example/2>',
    );
  });

  it('leaves an answer as the vendor gave it where no sources are given', () => {
    expect(withCitations({ text: 'A [1].', sources: [] }, { form: 'none', heading: 'S' })).toBe('A [1].');
    expect(withCitations({ text: 'A [1].', sources: [] }, { form: 'footnotes', heading: 'S' })).toBe('A [1].');
  });

  it('marks no number that has no source', () => {
    const text = 'In 2024 [7] it [2] changed.';
    expect(withCitations({ text, sources: sources.slice(1) }, { form: 'footnotes', heading: 'S' })).toContain(
      '[7] it [^2]',
    );
  });
});

it.each([
  ['in an empty document', '', '', 'A\n\nB'],
  ['one line into a sentence', 'See ', ' there.', 'A', 'A'],
  ['in the middle of a line', 'See ', 'there', '\n\nA\n\nB\n\n'],
  ['at the start of a line', 'x\n', 'y', '\nA\n\nB\n\n'],
  ['on an empty line', 'x\n', '\ny', '\nA\n\nB\n'],
  ['between empty lines', 'x\n\n', '\n\ny', 'A\n\nB'],
  ['in Windows lines', 'x\r\n\r\n', '\r\n\r\ny', 'A\n\nB'],
])('an answer of several lines is set apart %s', (_, before, after, expected, text = 'A\n\nB') => {
  expect(padWithBlankLines(text, before, after)).toBe(expected);
});

it('takes code without the indentation of its list or quote', () => {
  const text = '- item\n\n  ```js\n  one\n    two\n  ```\n\n> ```\n> three\n> ```';
  expect(codeAt(text, 3, 5)).toBe('one\n  two');
  expect(codeAt(text, 8, 9)).toBe('three');
  expect(codeAt(text, 90, 99)).toBe('');
});

it.each([
  ['by its indentation alone', 'So:\n\n    one\n\n      two\n\nEnd', 2, 5, 'one\n\n  two'],
  ['in a list', '- So:\n\n      one\n        two', 2, 4, 'one\n  two'],
  ['in a quote', '>     one\n>     > two', 0, 2, 'one\n> two'],
  ['below a line that names a fence', 'Use ``` here:\n\n    one', 2, 3, 'one'],
  ['right behind the mark of a list', '1. ```js\n   one\n     two\n   ```', 1, 3, 'one\n  two'],
])('takes code that is code %s without the marks that make it so', (_, text, first, last, expected) => {
  expect(codeAt(text, first, last)).toBe(expected);
});

describe('a question', () => {
  it('refuses a question that is blank, too long, or broken', () => {
    expect(questionProblem(' \n')).toBe('message-empty');
    expect(questionProblem('😀'.repeat(30_000))).toBeUndefined();
    expect(questionProblem('😀'.repeat(30_001))).toBe('message-too-long');
    expect(questionProblem('a\ud800')).toBe('invalid-request');
  });

  it('makes of a question a title of at most 200 code points, never half a character', () => {
    expect(titleOf('\n  Which   period?\nmore')).toBe('Which period?');
    const long = titleOf('😀'.repeat(300));
    expect(codePoints(long)).toBe(200);
    expect(long.isWellFormed()).toBe(true);
    expect(titleOf('word '.repeat(100))).toMatch(/word…$/);
  });
});

it('only plain https addresses open', () => {
  expect(isOpenable('https://haufe.de/a?b#c')).toBe(true);
  for (const address of [
    'http://a.example',
    'javascript:alert(1)',
    'command:x',
    'vscode:x',
    'file:///etc',
    'https://a@b.example',
    'https:',
    '//a.example',
    'HTTPS:evil',
  ]) {
    expect(isOpenable(address), address).toBe(address === 'HTTPS:evil');
  }
});
