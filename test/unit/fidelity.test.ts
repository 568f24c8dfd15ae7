import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withCitations } from '../../src/chat/text/citations/citations.ts';
import { codeAt } from '../../src/chat/text/codeBlocks.ts';
import { exportThread } from '../../src/export/markdown.ts';
import { parse } from '../../src/webview/markdown/parser.ts';
import { amount } from '../amount.ts';
import { answers } from './answerTexts.ts';
import { exportWords } from './exportWords.ts';
import { seeded } from './property.ts';
import { commonMark, readAsCommonMark, readOnPage } from './readSigns.ts';

/** What no markup is made of: letters, digits, and signs that a reader looks for. */
const meaning = /[\p{L}\p{N}§€×−%&;:,.–]/gu;
const meant = (text: string) => text.match(meaning)?.join('') ?? '';

/** Nothing that has an address, a name or an entity: those are markup with letters in it. */
const withoutAddresses = answers.map((text) =>
  text
    .replaceAll('#', '')
    .replace(/https?:\S*|&amp;|!?\[x\]\(|```|~{3,}|\|/g, ' ')
    .replaceAll('](', '] ('),
);

it('every letter, digit and sign of an answer is read on the page, in its order, the numbers of its lists too', () => {
  fc.assert(
    fc.property(withoutAddresses, (text) => {
      expect(meant(readOnPage(text))).toBe(meant(text));
    }),
    seeded('read on the page', amount(100_000, 2000)),
  );
});

const sum = fc.tuple(
  fc.constantFrom('-', '+', '>', '>=', '−', '×'),
  fc.constantFrom('', '€ ', 'CHF ', '$', 'EUR '),
  fc.integer({ min: 0, max: 99_999 }),
  fc.constantFrom('', ' €', ' %', ',50 EUR', ' Monate'),
);

it('no amount loses its sign, whatever stands above', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', 'Text\n', 'Text\n\n', '1. a\n', '- b\n', '| c |\n|---|\n\n'),
      fc.array(sum, { minLength: 1 }),
      (above, sums) => {
        const lines = sums.map(([sign, currency, value, unit]) => `${sign} ${currency}${value}${unit}`);
        const wanted = lines.join('').replace(/\s/g, '');
        const text = above + lines.join('\n');
        expect(readOnPage(text)).toContain(wanted);
        const inserted = withCitations({ text, sources: [] }, { form: 'none', heading: '', escaped: 'all' });
        expect(readAsCommonMark(inserted)).toContain(wanted);
      },
    ),
    seeded('signs of amounts', amount(10_000, 500)),
  );
});

it('what is exported reads as on the page, and no part of it is another speaker, an image or HTML', () => {
  const before = readAsCommonMark(exportThread([], exportWords));
  fc.assert(
    // Formulas in dollar signs and footnotes are left to the target, and so is bold that CommonMark does not know, and a
    // list on the line of a number that is kept: what is indented below it would need a comment between.
    fc.property(answers, (written) => {
      const without = written.replaceAll('$', '').replaceAll('[^1]:', 'x');
      const plainer = without.replace(/\*{2,}|^ {1,3}(?=\S)/gm, '');
      const text = plainer.replace(/^(0\d+[.)]) *(?=[-+*] )/gm, '$1 x ');
      const document = exportThread(
        [{ id: '1', role: 'assistant', text, sources: [], context: [], state: 'complete' }],
        exportWords,
      );
      const tokens = commonMark.parse(document, {});
      expect(tokens.filter(({ tag, type }) => type === 'heading_open' && /h[12]/.test(tag))).toHaveLength(2);
      const types = tokens.flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)]);
      expect(types.filter((type) => /image|html_block/.test(type))).toEqual([]);
      const plain = (signs: string) => signs.replace(/`/g, '');
      expect(plain(readAsCommonMark(document))).toBe(plain(`${before}HR${readOnPage(text)}`));
    }),
    seeded('exported', amount(20_000, 500)),
  );
});

const codeLine = fc.constantFrom(
  ...[
    'x = a[1] * b[2]',
    '15. Januar',
    '- 500',
    '<b>![x](y)</b>',
    '  \t',
    '',
    '# a',
    '\\(x\\)',
    '~5~',
    '1. a',
    '3. b',
    '> 5',
    '[^1]: x',
    '§\u00a0622',
  ],
);

it('keeps code of an answer byte for byte the same on the page, by itself, inserted and exported', () => {
  fc.assert(
    fc.property(fc.array(codeLine, { minLength: 1, maxLength: 8 }), fc.constantFrom('```', '~~~~'), (lines, fence) => {
      const code = lines.join('\n');
      const block = `${fence}js\n${code}\n${fence}`;
      const text = `Mitarbeiter*innen [1]:\n\n${block}\n\n- 5 [2]`;
      expect(parse(text, {}).find(({ type }) => type === 'fence')?.content).toBe(`${code}\n`);
      expect(codeAt(text, 3, 3 + lines.length)).toBe(code);
      const sources = ['1', '2'].map((id) => ({ id, title: 'A', passage: '' }));
      for (const form of ['footnotes', 'inline', 'none'] as const)
        expect(withCitations({ text, sources }, { form, heading: 'S', escaped: 'all' })).toContain(block);
      const message = { id: '1', role: 'assistant', text, sources: [], context: [], state: 'complete' } as const;
      expect(exportThread([message], exportWords)).toContain(block);
    }),
    seeded('code', amount(10_000, 500)),
  );
});
