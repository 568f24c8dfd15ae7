import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amount } from '../amount.ts';
import { seeded } from '../unit/property.ts';
import { type InPageWindow, useMarkdown } from './markdownPage.ts';

const open = useMarkdown();

const words = fc
  .array(
    fc.constantFrom(
      ...[
        'Frist',
        'gilt',
        'ab',
        'zwei.',
        'Wochen',
        '**fett**',
        '*schräg*',
        '`code`',
        '[1]',
        '[2][1]',
        '[1, 2]',
        '[3,',
        '[a]',
        '[x](https://a.example/b)',
      ],
      ...[
        '~~weg~~',
        '**',
        '*',
        '`',
        '[',
        ']',
        '_',
        '\\*',
        '&amp;',
        '<b>',
        'https://b.example/c',
        '!',
        '|',
        '🙂',
        '\u202e',
        'a  ',
        '~5',
      ],
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => parts.join(' '));
const line = words.map((text) => text.slice(0, 60));
const code = fc.array(fc.constantFrom('const a = [1];', '', '  if (b) {', '// c', '`', '``', '- d', '| e |'), {
  maxLength: 50,
});

const block = fc.oneof(
  words,
  fc.array(words, { minLength: 5, maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.array(words, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('\n')),
  line.map((text) => `## ${text}`),
  line.map((text) => `${text}\n---`),
  fc
    .tuple(
      fc.constantFrom('- ', '* ', '1. ', '- [x] ', ' - '),
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\n\n'),
    )
    .map(([mark, items, between]) => items.map((item) => `${mark}${item}`).join(between)),
  fc
    .array(line, { minLength: 1, maxLength: 6 })
    .map((items) => items.map((item, depth) => `${'  '.repeat(depth % 3)}- ${item}`).join('\n')),
  fc
    .tuple(fc.constantFrom('```', '~~~', '````', '- ```', '> ```'), code, fc.boolean())
    .map(
      ([mark, lines, closed]) =>
        `${mark}ts\n${lines.map((text) => `${/^\W /.test(mark) ? '  ' : ''}${text}`).join('\n')}\n${closed ? mark.replace(/^. /, '  ') : ''}`,
    ),
  fc
    .array(fc.tuple(line, line), { maxLength: 12 })
    .map((rows) => `| a | b |\n|---|:-:|\n${rows.map(([a, b]) => `| ${a} | ${b} |`).join('\n')}`),
  line.map((text) => `> ${text}`),
  fc.constantFrom(
    '[a]: https://a.example/late',
    '[1]: https://one.example "Titel"',
    '***',
    '    code\n    more',
    '-',
    '1.',
  ),
);
const answer = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n')), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.flat().join(''));

test.each([
  ['', false],
  [', in boxes where it is long', true],
])('shows any answer that grows in any steps like one that came at once%s', { timeout: 180_000 }, async (_, small) => {
  const { page, options } = await open('fresh');
  if (small) await page.evaluate(() => (window as unknown as InPageWindow).inPage.useSmallBoxes());
  const steps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(answer, steps, async (text, cuts) => {
      const difference = await page.evaluate(
        ({ text, cuts, options }) => (window as unknown as InPageWindow).inPage.firstDifference(text, cuts, options),
        { text, cuts, options },
      );
      expect(difference).toBeUndefined();
    }),
    { ...seeded('growing Markdown', amount(300, 40)), endOnFailure: false },
  );
});
