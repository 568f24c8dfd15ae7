import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeAt } from '../../src/chat/text/codeBlocks.ts';
import { lineCount } from '../../src/webview/markdown/code.ts';
import { parse } from '../../src/webview/markdown/parser.ts';
import { seeded } from './property.ts';

/** Blocks of code for which the parser says another content. */
function unlike(text: string): unknown[] {
  return parse(text, {}).flatMap(({ type, map, content }) => {
    if (type !== 'fence' && type !== 'code_block') return [];
    const first = (map?.[0] ?? 0) + (type === 'fence' ? 1 : 0);
    const expected = content.replace(/\n$/, '');
    const got = codeAt(text, first, first + lineCount(content));
    return got === expected ? [] : [{ text, type, first, expected, got }];
  });
}

it.each([
  ['-\t```\n    one\n      two\n    ```'],
  ['So:\n\n      six\n    four'],
  ['> ```\n>def\n> ghi\n>\tj\n> ```'],
  ['```\na\n```\n    indented'],
  ['1. a\n\n   b\n\n       code\n\n     more'],
  ['> - a\n>\n>   ```py\n>    x\n>\n>   y\n>   ```'],
  ['\t\tx\n\n\ty'],
  ['- a\nlazy\n\n      code'],
  ['   [2]: https://x.example\n10.       code'],
])('takes for code what the parser says is code: %j', (text) => {
  expect(parse(text, {}).some(({ type }) => type === 'fence' || type === 'code_block')).toBe(true);
  expect(unlike(text)).toEqual([]);
});

it('takes for code what the parser says is code, in any lists and quotes', () => {
  const prefix = fc.constantFrom('', '', ' ', '  ', '   ', '    ', '\t', '> ', '>', '- ', '-\t', '-   ', '1. ', '10) ');
  const words = fc.constantFrom('a', '', '', '```', '```js', '~~~', '````', 'b `c`', '# d', '---', '| e |', '  f');
  const line = fc.tuple(fc.array(prefix, { maxLength: 3 }), words).map(([marks, end]) => marks.join('') + end);
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, (joined) => {
      expect(unlike(joined)).toEqual([]);
    }),
    seeded('code', 1000),
  );
});

it('gives what has come of code that is still coming', () => {
  expect(codeAt('- a\n\n  ```\n  one\n  two\n  three', 3, 5)).toBe('one\ntwo');
});

it.each([
  ['behind the text', '```\na\n```', 7, 9],
  ['of a paragraph', 'a\n\nb', 0, 1],
])('no code is found in lines %s', (_, text, first, last) => {
  expect(codeAt(text, first, last)).toBe('');
});
