import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeAt } from '../../src/chat/text/codeBlocks.ts';
import { markdownOf, structuredResult } from '../../src/chat/text/structuredResult.ts';
import { exportThread } from '../../src/export/markdown.ts';
import { parse } from '../../src/webview/markdown/parser.ts';
import { exportWords } from './exportWords.ts';
import { seeded } from './property.ts';

it.each([
  ['{"frist":"vier Wochen","quellen":[1]}', true],
  [' \n[{"a":1},{"a":2}]\n', true],
  ['["§ 622", "§ 623"]', true],
  ['[1]', false],
  ['[1, 2]', false],
  ['[]', false],
  ['{Name}', false],
  ['[Name]', false],
  ['42', false],
  ['"Text"', false],
  ['{"a":1} und mehr', false],
])('takes %j for the JSON of a workflow: %s', (text, isStructured) => {
  expect(structuredResult(text)).toBe(isStructured ? text.trim() : undefined);
});

it('shows, exports and gives out the JSON of a workflow byte for byte', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
      fc.constantFrom(0, 2),
      (value, spaces) => {
        const json = JSON.stringify(value, null, spaces);
        const markdown = markdownOf(json);
        const lines = json.split('\n').length;
        expect(parse(markdown, {}).map(({ type, content }) => [type, content])).toEqual([['fence', `${json}\n`]]);
        expect(codeAt(markdown, 1, lines + 1)).toBe(json);
        const message = {
          id: '1',
          role: 'assistant',
          text: json,
          sources: [],
          context: [],
          state: 'complete',
        } as const;
        expect(exportThread([message], exportWords)).toContain(markdown);
      },
    ),
    seeded('structured results', 300),
  );
});
