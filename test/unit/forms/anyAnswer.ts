import fc from 'fast-check';
import type { Source } from '../../../src/chat/model/model.ts';

export const source = (id: string, title: string, more: Partial<Source> = {}): Source => ({
  id,
  title,
  passage: '',
  ...more,
});

/** Pieces that some form reads as markup; each is itself in Markdown. */
export const nasty = [
  'Frist',
  'Mitarbeiter*innen',
  '50 %',
  'R&D',
  '§ 622',
  'a_b',
  'a_b_c',
  '#3',
  '$5',
  '5$',
  '{x}',
  '{{{y}}}',
  '<b>',
  'a<b>c',
  '<<x>>',
  '~5',
  '5^2',
  '\\alpha',
  'C:\\temp',
  '|a|',
  "don't",
  '"Wort"',
  '„Wort“',
  'a -- b',
  'a --- b',
  '...',
  '(C)',
  '->',
  '=>',
  '[x]',
  '[[x]]',
  'x[y]',
  '((x))',
  'a::',
  'b:: c',
  'x;;',
  'image:x[y]',
  'x:y[z]',
  '_a',
  'b_',
  '=a=',
  '~b~',
  '+c+',
  '/d/',
  'e/f',
  '@g',
  'h@i.example',
  '&amp\\;',
  '+ 3',
  'x+',
  '`',
  ':role:',
  '!',
  '??',
  '--force',
  '/* x */',
  '// y',
  '<2024-01-01>',
  '[2024-01-01]',
  '[1/2]',
  'fn:1',
  '#+x',
  'src_x',
  '\\(x\\)',
  '^a',
  "''",
  '``',
  'TIP:',
  'a)',
  '1)',
  'i.',
  'ß',
  '😀',
  '€',
  '—',
];
/** As Markdown that reads as the words themselves. */
const escaped = (words: string) =>
  words.replace(/[!-/:-@[-`{-~]/g, (sign) =>
    // `\\(` and `\\[` begin formulas.
    '()[]'.includes(sign) ? `&#${sign.charCodeAt(0)};` : /[,.;:]/.test(sign) ? sign : `\\${sign}`,
  );

export const words = fc
  .array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 6 })
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

export interface Piece {
  readonly markdown: string;
  readonly plain: string;
  readonly cites: number;
}

const plainSpan = words.map((text): Piece => ({ markdown: escaped(text), plain: text, cites: 0 }));
const citation = fc.constantFrom('1', '2', '3').map((id): Piece => ({ markdown: ` [${id}] `, plain: '', cites: 1 }));
const styled = fc
  .tuple(words, fc.constantFrom('**', '*'))
  .map(([text, mark]): Piece => ({ markdown: ` ${mark}x${escaped(text)}x${mark} `, plain: `x${text}x`, cites: 0 }));
const code = words
  .filter((text) => !text.includes('`'))
  .map((text): Piece => ({ markdown: ` \`x${text}x\` `, plain: `x${text}x`, cites: 0 }));
const link = words
  .filter((text) => !/[<>]/.test(text))
  .map(
    (text): Piece => ({
      markdown: ` [x${escaped(text)}x](https://a.example/b_c?d=e&f=(g)*~h) `,
      plain: `x${text}x`,
      cites: 0,
    }),
  );
const line = fc
  .array(fc.oneof(plainSpan, citation, styled, code, link), { minLength: 1, maxLength: 5 })
  .map(
    (pieces): Piece => ({
      markdown: pieces
        .map(({ markdown }) => markdown)
        .join('')
        .trim(),
      plain: pieces.map(({ plain }) => plain).join(''),
      cites: pieces.reduce((sum, { cites }) => sum + cites, 0),
    }),
  )
  .filter(({ plain }) => plain !== '');
const cell = line.filter(({ markdown }) => !/[|\n]/.test(markdown));

/** Pieces of one block; each but the first, with `first` that too, has a letter before it. */
function joinedPieces(pieces: readonly Piece[], markdown: string, letter: string, first = ''): Piece {
  const plain = pieces.map((piece, at) => (at === 0 ? first : letter) + piece.plain).join('');
  const end = pieces.length === 3 ? letter : '';
  return { markdown, plain: plain + end, cites: pieces.reduce((sum, { cites }) => sum + cites, 0) };
}

const block = fc.oneof(
  line,
  line.map((piece): Piece => ({ ...piece, markdown: `> w ${piece.markdown}`, plain: `w${piece.plain}` })),
  fc.array(line, { minLength: 1, maxLength: 3 }).map(
    (items): Piece => ({
      markdown: items.map(({ markdown }) => `- w ${markdown}`).join('\n'),
      plain: items.map(({ plain }) => `w${plain}`).join(''),
      cites: items.reduce((sum, { cites }) => sum + cites, 0),
    }),
  ),
  fc.array(words, { minLength: 1, maxLength: 3 }).map(
    (lines): Piece => ({
      markdown: `~~~~\n${lines.join('\n')}\n~~~~`,
      plain: lines.join('\n'),
      cites: 0,
    }),
  ),
  line.map((piece): Piece => ({ ...piece, markdown: `## ${piece.markdown}` })),
  fc
    .tuple(line, line)
    .map(([first, second]) => joinedPieces([first, second], `${first.markdown}  \nw ${second.markdown}`, 'w')),
  fc.tuple(line, line, line).map(([first, second, third]) => {
    const markdown = `1. w ${first.markdown}\n   - w ${second.markdown}\n\n     w ${third.markdown}\n2. w`;
    return joinedPieces([first, second, third], markdown, 'w', 'w');
  }),
  fc.tuple(cell, cell, cell, cell).map((cells) => {
    const [a, b, c, d] = cells.map(({ markdown }) => markdown);
    return joinedPieces(cells, `| ${a} | ${b} |\n|---|---|\n| ${c} | ${d} |`, '');
  }),
);
export const answer = fc.array(block, { minLength: 1, maxLength: 4 }).map(
  (blocks): Piece => ({
    markdown: blocks.map(({ markdown }) => markdown).join('\n\n'),
    plain: blocks.map(({ plain }) => plain).join(''),
    cites: blocks.reduce((sum, { cites }) => sum + cites, 0),
  }),
);
export const title = words.map((text) => `Buch ${text}`);
export const sources = fc
  .tuple(title, title, title)
  .map((titles) => titles.map((text, at) => source(String(at + 1), `${text} ${at}`)));
