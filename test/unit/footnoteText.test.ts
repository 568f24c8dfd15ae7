import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, it } from 'vitest';
import { withCitations } from '../../src/chat/text/citations/citations.ts';
import { footnoteText } from '../../src/chat/text/citations/footnoteText.ts';
import { asMarkdownLine } from '../../src/chat/text/inlineMarkdown.ts';
import { seeded } from './property.ts';

/** As VS Code's preview has it: HTML as it is, and no footnotes. */
const preview = new MarkdownIt({ html: true, linkify: true });

function read(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

it.each(['BGB', 'Arbeitsrecht', 'BGB (2024)', 'BGB "2024"', "HGB 'alt'", '§622', 'https://a.example/x', '**BGB**'])(
  'keeps a source called %s readable where footnotes are not known',
  (title) => {
    const text = withCitations(
      { text: 'Zwei Wochen [1].', sources: [{ id: '1', title, passage: '' }] },
      { form: 'footnotes', heading: 'Quellen' },
    );
    const html = preview.render(text);
    expect(read(html)).toContain(title);
    expect(html).not.toMatch(/<a[^>]*>\^1<\/a>/);
  },
);

it('leaves a title of several words as it is', () => {
  expect(footnoteText('BGB, § 622 Abs. 3')).toBe('BGB, § 622 Abs. 3');
});

it('lets no title become a link of its mark', () => {
  const title = fc
    .string({ unit: fc.constantFrom(...'aB§ ()"\'<>\\*_[]:.!/#&;') })
    .filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(title, (words) => {
      const html = preview.render(`A[^1].\n\n[^1]: ${footnoteText(asMarkdownLine(words))}`);
      expect(html).not.toMatch(/<a[^>]*>\^1<\/a>/);
    }),
    seeded('footnote', 2_000),
  );
});
