import fc from 'fast-check';

const signs = [
  ...[
    'Frist',
    'Mitarbeiter*innen',
    'Kolleg*in',
    'a*b',
    '5*3',
    '*',
    '**',
    '**(Sonder-)**Recht',
    '*wichtig*',
    '**sehr**',
  ],
  ...['~5', '5~10', '~~weg~~', '~', '[Name]', '[Name]:', '[^1]', '[^1]:', '[1]', '[1–3]', '[1, 2]', '[1]:', ']', '['],
  ...['(', ')', '\\(a_1\\)', '\\(', '\\]', '\\[', '\\*', '\\', '$', '<Name>', '<b>', '<br>', '</div>', '<!--', '<'],
  ...[
    '500',
    '1.',
    '15.',
    'Januar',
    '§',
    '>',
    '-',
    '+',
    '×',
    '−',
    '€',
    'EUR',
    '_',
    '_innen',
    ':innen',
    '`code`',

    '|',
  ],
  ...[
    'https://a.example/b ',
    '![x](https://a.example/c.png)',
    '[x](https://a.example) ',
    '&amp;',
    '!',
    '#',
    '=',
    'Ärzt',
  ],
];
const line = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 8 })
  .chain((parts) => fc.constantFrom(' ', ' ', ' ', '').map((between) => parts.join(between)));
const beginning = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '',
    '- ',
    '+ ',
    '* ',
    '1. ',
    '2. ',
    '3. ',
    '07) ',
    '15. ',
    '> ',
    '> - ',
    '> 5 ',
    '  ',
    '   ',
    '    ',
    '# ',
    '- - ',
  ],
  ...['1. 1. ', '31. Dezember ', '1. Mai ', '=> ', '>= ', '| ', '```\n', '~~~\n', '$$', '\\[', '---', '==='],
);

/** Answers made of what is hard to tell from markup. */
export const answers = fc
  .array(fc.tuple(beginning, line, fc.constantFrom('\n', '\n', '\n\n')), { minLength: 1, maxLength: 8 })
  .map((lines) => lines.flat().join(''));
